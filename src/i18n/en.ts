import { createFormats } from './format.ts'
import { pythonEn } from './python.en.ts'

const f = createFormats('en-US')
const plural = (n: number, one: string, many: string): string => `${f.count(n)} ${n === 1 ? one : many}`
const cores = (n: number): string => (n === 1 ? 'one core' : `${f.count(n)} cores`)
/** On how many cores and, where that is what is compared, as what. */
const on = (n: number, run: RunName): string =>
  run === 'threads' || run === 'processes' ? `${cores(n)}, with ${run}` : cores(n)

/** The runs that the page tells apart. */
type RunName = 'single' | 'parallel' | 'threads' | 'processes'
const runName = (n: number, run: RunName): string => {
  if (run === 'threads') return 'Threads'
  if (run === 'processes') return 'Processes'
  return n === 1 ? 'One core' : `${f.count(n)} cores`
}

/** What stands out of a sentence, and the rest of it. */
type FigureAndText = readonly [figure: string, text: string]

/** English, and the shape that every language has. */
export const en = {
  locale: 'en',
  formats: f,
  title: 'Weft – a concurrency playground',

  brand: {
    tagline: 'Write a concurrent program, run it for real on your cores, and see who ran and who waited.',
  },

  actions: {
    run: 'Run',
    compare: 'Compare',
    stop: 'Stop',
    runHint: 'Run once on the chosen number of cores',
    compareHint: (n: number) => `Run twice, first on one core, then on ${cores(n)}, and compare`,
    compareWorkersHint: (n: number) =>
      `Run twice on ${cores(n)}, first with threads, then with processes, and compare`,
    compareWhat: 'What to compare',
    compareCores: (n: number) => `One core against ${n === 1 ? 'one core' : `${f.count(n)} cores`}`,
    compareCoresNote: 'What do more cores bring?',
    compareWorkers: 'Threads against processes',
    compareWorkersNote: 'What do the GIL, and memories apart, cost?',
    stopHint: 'End the run at once',
    stopNow: 'Stop now',
    interruptHint: 'Interrupt the program (KeyboardInterrupt); pressed again, it ends at once',
    share: 'Share',
    shareHint: 'A link to this program, or a frame for your page',
    close: 'Close',
    actions: 'Actions',
  },

  keys: { ctrl: 'Ctrl', cmd: '⌘', shift: 'Shift', enter: 'Enter', escape: 'Esc' },

  settings: {
    open: 'Settings',
    cores: 'Cores',
    coresHint: (machine: number) =>
      `How many processes and threads may run at the same time. This machine has ${machine}.`,
    fewer: 'One core fewer',
    more: 'One core more',
    start: 'Start',
    startHint:
      'How a child process begins: fork copies the parent’s variables; spawn makes a new worker and evaluates the program again; forkserver does the same in a worker that is ready.',
    gil: 'GIL',
    gilHint:
      'With the global interpreter lock one thread of a process runs at a time, as in Python. Processes are not held up by it.',
    gilPythonHint:
      'Python in the browser always has its global interpreter lock: one thread of a process runs at a time. In TypeScript it can be turned off.',
    switchAnywhere: 'Switch anywhere',
    switchAnywhereHint:
      'Lets threads take turns before any bytecode. Python itself switches only at calls and where loops go back, so that a lost update hardly ever shows.',
    switchInterval: 'Switch interval',
    switchIntervalHint: 'How long a thread keeps the GIL while another waits for it.',
    workers: 'Workers',
    workersHint: 'Runs each Process, Pool and executor as the program says, or all as one kind.',
    workerKinds: { asWritten: 'as written', threads: 'as threads', processes: 'as processes' },
    skipIdle: 'Skip idle',
    skipIdleHint:
      'When everything that runs sleeps, the clock jumps to the next moment at which something wakes.',
    quantum: 'Time slice',
    quantumHint: 'How long a process or thread keeps a core while another waits for one.',
    quantumNever: 'never',
    timeLimit: 'Time limit',
    timeLimitHint: 'A run is ended after this time.',
    milliseconds: 'ms',
    seconds: 's',
    on: 'on',
    off: 'off',
  },

  appearance: {
    language: '日本語',
    theme: (choice: 'auto' | 'light' | 'dark') =>
      `Theme: ${{ auto: 'as the system', light: 'light', dark: 'dark' }[choice]}`,
  },

  lessons: {
    choose: 'Choose a program',
    find: 'Find a program',
    noneFound: 'No program has these words.',
    sections: {
      processes: 'Processes',
      exchange: 'Exchange between processes',
      synchronisation: 'Synchronisation',
      pools: 'Pools and executors',
      threads: 'Threads and the GIL',
      io: 'Waiting for input and output',
      mistakes: 'What goes wrong',
    },
    drafts: 'Your drafts',
    draftOf: (title: string) => `${title}, edited`,
    untitled: 'Untitled draft',
    linked: 'Program from a link',
    changed: (moment: string) => `changed ${moment}`,
    discard: (title: string) => `Delete the draft “${title}”`,
    only: (language: string) => `${language} only`,
  },

  editor: {
    name: 'Program',
    text: (path: string) => `Text of ${path}`,
    files: 'Files',
    add: 'Add a file',
    language: 'Language of the program',
    languages: { ts: 'TypeScript', py: 'Python' },
    takeIn: 'Add files from this device',
    takeInHint: (most: string) => `Data and wheels, ${most} in all; or drop them here`,
    drop: 'Drop files to add them to the program',
    tooLarge: (most: string) => `Not added: the files of a program take at most ${most} together.`,
    bytes: (size: string) => `${size} of data. The program can open this file; the editor can’t show it.`,
    wheel: (size: string) => `A wheel, ${size}. The program can import what is in it.`,
    renameFile: (path: string) => `Rename ${path}`,
    removeFile: (path: string) => `Delete ${path}`,
    fileName: 'File name',
    nameProblem: {
      empty: 'Give the file a name.',
      taken: 'There is a file of this name already.',
      invalid: 'Use letters, digits, “_”, “-” and “/”; the name ends in .ts.',
    },
    invalidPython: 'Use letters, digits, “_”, “-”, “.” and “/”; what runs first ends in .py.',
    place: (line: number, column: number) => `Ln ${f.count(line)}, Col ${f.count(column)}`,
    problems: (n: number) => (n === 0 ? 'No problems' : plural(n, 'problem', 'problems')),
    warnings: (n: number) => plural(n, 'warning', 'warnings'),
    share: (name: string) => `Share “${name}” between threads with shared(…)`,
    plain: 'The full editor could not be loaded; this plain one works too.',
    escapeHint: 'Ctrl+M: Tab leaves the editor',
    escapeOn: 'Tab leaves the editor (Ctrl+M to change)',
    unsaved: 'This browser keeps no drafts. Share the program to keep it.',
    kept: 'Draft kept',
  },

  notices: {
    draftKept: 'You are looking at a program from a link. Your draft is kept.',
    backToDraft: 'Go back to it',
    dismiss: 'Dismiss',
    badLink: 'This link can’t be opened.',
    unexpected: 'Something went wrong on this page. Your text is safe.',
    noIsolation: 'Programs can’t run here.',
    noIsolationRest: 'You can still read, edit and share.',
    crashed: 'The page has stopped working. Your program is here:',
    reload: 'Reload the page',
    copyProgram: 'Copy the program',
  },

  status: {
    idle: 'Ready to run',
    starting: (n: number, run: RunName) => `Starting workers for ${on(n, run)}…`,
    compiling: 'Starting…',
    preparing: { download: 'Fetching Python…', compile: 'Compiling Python…', start: 'Starting Python…' },
    interrupted: 'Interrupted, still running',
    running: (n: number, run: RunName) => `Running on ${on(n, run)}`,
    finished: (n: number) => `Finished on ${cores(n)}`,
    exited: (n: number, code: number) => `Ended with exit code ${code} on ${cores(n)}`,
    failed: 'Failed',
    deadlocked: 'Deadlock',
    stopped: 'Stopped',
    stoppedByLimit: 'Stopped at the time limit',
    onCores: {
      faster: (factor: string, n: number): FigureAndText => [`${factor}×`, `faster on ${cores(n)}`],
      slower: (factor: string, n: number): FigureAndText => [`${factor}×`, `slower on ${cores(n)}`],
      same: (n: number): FigureAndText => ['1×', `no faster on ${cores(n)}`],
    },
    asProcesses: {
      faster: (factor: string, _n: number): FigureAndText => [
        `${factor}×`,
        'faster with processes than threads',
      ],
      slower: (factor: string, _n: number): FigureAndText => [
        `${factor}×`,
        'slower with processes than threads',
      ],
      same: (_n: number): FigureAndText => ['1×', 'no faster with processes than threads'],
    },
  },

  result: {
    name: 'Result',
    run: runName,
    compareNext: 'Compare tells how much faster that is than one core.',
    tooShort: 'Too short to compare: chance weighs more than the work.',
    prepared: (time: string) => `workers ready in ${time}`,
    more: 'More numbers',
    saveTrace: 'Save trace',
    saveTraceHint: 'A JSON file of what the charts show. It opens in Perfetto (ui.perfetto.dev).',
  },

  metrics: {
    names: {
      wall: 'time',
      busy: 'working',
      waiting: 'waiting',
      'use-of-cores': 'use of cores',
      speedup: 'speed-up',
      'honest-speedup': 'against a plain loop',
      efficiency: 'efficiency',
      'dispatch-overhead': 'overhead per task',
      'tracing-overhead': 'held up by tracing',
    },
    sentences: {
      wall: 'From the first statement of the main process to the end of the last process.',
      busy: 'How long all processes and threads together held a core.',
      waiting:
        'How long all processes and threads together were blocked: waiting for each other, for tasks, or asleep. Waiting for a free core does not count.',
      'use-of-cores': 'How much of the cores’ time the program used.',
      speedup: 'How many times sooner the program ends on several cores than on one.',
      'honest-speedup':
        'How many times sooner it ends than a plain loop that does the same work without processes: the honest measure.',
      efficiency: 'How much of the ideal speed-up was reached: 100% means that each core counts in full.',
      'dispatch-overhead':
        'How long a worker that is free waits for its next task, although there is one: the cost of handing it out.',
      'tracing-overhead':
        'How long tracing held the processes up: so much happened that they waited until the page had taken in what was recorded. By itself the program is faster. It helps to print less and to do more work in fewer steps.',
    },
    formulas: {
      wall: 'last exit − first statement',
      busy: 'sum over all processes and threads of time on a core',
      waiting: 'sum over all processes and threads of time blocked',
      'use-of-cores': 'working ÷ (time × cores)',
      speedup: 'time on one core ÷ time on several',
      'honest-speedup': 'the tasks’ own working time on one core ÷ time on several',
      efficiency: 'speed-up ÷ cores',
      'dispatch-overhead':
        'median over the tasks: its begin − the moment when it was submitted and its worker was free',
      'tracing-overhead': 'sum over all processes and threads of time waiting for room in the trace',
    },
    times: (factor: string) => `${factor}×`,
  },

  timeline: {
    name: 'Timeline',
    label: 'Timeline: who ran and who waited',
    hint: 'Drag, wheel or WASD to zoom · click a span for its line',
    empty: (n: number) =>
      n === 1
        ? 'Compare runs this program twice on one core and draws both runs here, on one time axis.'
        : `Compare runs this program twice, on one core and on ${cores(n)}, and draws both here on one time axis.`,
    emptyWorkers: (n: number) =>
      `Compare runs this program twice on ${cores(n)}, with threads and with processes, and draws both here on one time axis.`,
    emptyRun: 'Run draws it once, as it goes.',
    emptyLive: 'Nothing has happened yet.',
    coresInUse: 'Cores in use',
    libraryThreads: (n: number) => plural(n, 'thread of the library', 'threads of the library'),
    legend: {
      working: 'working',
      ready: 'waits for a core',
      gil: 'waits for the GIL',
      lock: 'waits for a lock',
      queue: 'waits for a queue',
      result: 'waits for a result',
      idle: 'waits for a task',
      sleep: 'sleeps',
      start: 'waits for a start',
      other: 'waits',
    },
    units: { s: 's', ms: 'ms', us: 'µs' },
    task: (ordinal: number) => `task ${f.count(ordinal)}`,
    working: (time: string) => `${time} working`,
    waiting: (operation: string, object: string | null, time: string) =>
      `${time} waiting${object === null ? '' : ` for ${object}`}${operation === '' ? '' : ` in ${operation}`}`,
    waitsForTask: (time: string) => `${time} waiting for a task`,
    sleeping: (time: string) => `${time} asleep`,
    starts: {
      process: (time: string) => `${time} starting a process`,
      thread: (time: string) => `${time} starting a thread`,
    },
    waitsForCore: (time: string) => `${time} waiting for a core`,
    waitsForGil: (time: string) => `${time} waiting for the GIL: another thread of its process had it`,
    wokenBy: (process: string) => `woken by ${process}`,
    startedAt: (time: string) => `from ${time}`,
    raised: 'raised an error',
    unfinished: 'not finished',
    note: (n: number, run: RunName, gil: boolean): string => {
      if (n === 1) return run === 'threads' || run === 'processes' ? `${run} take turns` : 'taking turns'
      if (run === 'threads' && gil) return 'one at a time holds the GIL'
      return run === 'threads'
        ? `no GIL: up to ${f.count(n)} at the same time`
        : `up to ${f.count(n)} at the same time`
    },
  },

  console: {
    name: 'Console',
    output: 'Output',
    problems: 'Problems',
    about: 'About',
    explain: 'Explain',
    empty: 'What the program prints appears here, each line with its process.',
    silent: 'The program printed nothing.',
    copy: 'Copy output',
    copied: 'Copied',
    copyFailed: 'Copying was refused',
    rows: (n: number) => plural(n, 'line', 'lines'),
    follow: 'Newest lines',
    cut: (n: number) => ` … ${f.count(n)} more characters (copied in full)`,
    heading: runName,
    input: 'Input',
    inputFor: (who: string) => `${who} waits for input`,
    inputHint: 'Enter sends · ↑ ↓ earlier lines · Ctrl+D ends input',
    send: 'Send',
    endInput: 'End input',
    /** Column heads, for screen readers. */
    log: 'Output of the program',
  },

  explain: {
    deadlock: 'Everything that runs waits for something that can’t happen any more.',
    deadlockHints: {
      order: 'Let everyone take the locks in the same order, or wait with a timeout.',
      twice:
        'Nobody can acquire a Lock that they hold already: release it first, use an RLock, or hold it for the shortest block that needs it.',
      lost: 'Whoever held the lock ended without release(): use lock.with() or “using”, which release it in any case, and let processes end by themselves rather than by terminate().',
      empty:
        'Nobody is left who could put anything in. Put one item for each get(), a last one that says “no more”, or give get() a timeout.',
      full: 'Nobody is left who could take anything out. Call get() for each item, raise maxsize, or give put() a timeout.',
      promise: 'Nobody is left who could settle the promise: call its resolve or reject in every case.',
      semaphore:
        'Whoever acquires a Semaphore has to release it: use semaphore.with() or “using”, which do so in any case. Let its first value be as large as the number that may be inside.',
      notify:
        'A notify() that comes before the wait() is forgotten: hold the lock, look whether there is anything to wait for, and only then wait, as waitFor() does. Whoever changes what others wait for calls notify().',
      event:
        'Nobody is left who could call set(). Call it in every case, errors included; or it was set and cleared before anybody waited.',
      barrier:
        'A Barrier lets go on only once as many have come as its first argument says: start that many, let each call wait() equally often, or give wait() a timeout.',
      tasks: 'Call taskDone() once for each item that get() has returned, errors included.',
      connection:
        'Nobody is left who could send. Send one message for each recv(), close the ends that are not used, or ask poll() with a timeout.',
      pool: 'All workers are busy with tasks that wait for results of the same pool, so nobody computes these. Let tasks return their part and combine the parts outside, or use a second pool.',
      joinSelf: 'Nobody can wait for its own end: join it from the one that started it.',
      joins: 'Let only the one that started the others join them.',
      joinHolding: 'Release the lock before join(): the one that is waited for needs it before it can end.',
      other: 'Wait with a timeout, or see that what is waited for does happen.',
    },
    waits: (who: string, object: string, operation: string) => `${who} waits for ${object} (${operation})`,
    waitsFor: (who: string, operation: string) =>
      operation === '' ? `${who} waits` : `${who} waits in ${operation}`,
    heldBy: (holder: string) => `held by ${holder}`,
    /** A circle, link by link. */
    circle: (links: readonly string[]) => `They wait in a circle. ${links.join(' ')}`,
    circleLock: (who: string, object: string, holder: string) =>
      who === holder
        ? `${who} waits for ${object}, which it holds itself.`
        : `${who} waits for ${object}, which ${holder} holds.`,
    circleJoin: (who: string, whom: string) =>
      who === whom ? `${who} waits for its own end.` : `${who} waits for ${whom} to end.`,
    /** Why a wait does not end. */
    reasons: {
      barrier: (missing: number) => `${f.count(missing)} more would have to come`,
      semaphore: 'nobody is left who could release it',
      notify: 'nobody is left who could notify it',
      event: 'nobody is left who could set it',
      empty: 'it is empty, and nobody is left who could put anything in',
      full: 'it is full, and nobody is left who could take anything out',
      tasks: 'items that were taken out were never reported by taskDone()',
      connection: 'nobody is left who could send anything',
      pool: 'it is itself a worker, and the others are busy or wait as well',
    },
    at: (file: string, line: number) => `${file}:${line}`,
    inProcess: (process: string) => `in ${process}`,
    exitCode: (code: number) => `The program ended with exit code ${code}: sys.exit was called.`,
    stopped: 'You stopped the run.',
    timeLimit: (time: string) =>
      `The run was ended after its time limit of ${time}. You can raise it in the settings.`,
    ok: 'The program ended as it should.',
    goTo: (file: string, line: number) => `Show ${file}, line ${line}`,
  },

  python: pythonEn,

  reference: {
    title: 'API reference',
    openHint: 'What programs can import, name by name',
    find: 'Find a name or a word',
    entries: 'Entries',
    page: 'Entry',
    found: (n: number, count: string) =>
      n === 0 ? 'Nothing has these words.' : `${count} ${n === 1 ? 'entry' : 'entries'}`,
    hint: 'Type to find a name; arrow keys and Enter choose. In the editor, hovering a name shows the same words.',
    loading: 'Loading…',
    back: 'All entries',
    module: 'module',
    everywhere: 'without import',
    returns: 'returns',
    kinds: {
      class: 'class',
      interface: 'options',
      function: 'function',
      constant: 'constant',
      type: 'type',
      namespace: 'namespace',
      constructor: 'constructor',
      method: 'method',
      property: 'property',
    },
  },

  share: {
    title: 'Share this program',
    link: 'Link',
    linkHint: 'Program and settings are in the link itself; nothing is uploaded.',
    embed: 'Frame for your page',
    embedHint: 'Runs live inside your page.',
    copy: 'Copy',
    copyLink: 'Copy the link',
    copyEmbed: 'Copy the frame',
    copied: 'Copied',
    select: 'Copying was refused. The text is selected: press Ctrl+C.',
    long: (n: number) => `${f.count(n)} characters: some chat programs cut links this long.`,
    failed: 'This program can’t be put in a link.',
  },

  embed: {
    openIn: 'Open in Weft',
    noIsolation: 'Programs can’t run inside this page.',
    title: 'Program',
  },

  tabs: { name: 'Views', code: 'Code', time: 'Time', output: 'Output' },
  panes: { resizeEditor: 'Width of the editor', resizeConsole: 'Height of the console' },
}

export type Words = Omit<typeof en, 'locale'> & { readonly locale: string }
