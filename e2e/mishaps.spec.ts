import { expect, test } from '@playwright/test'
import { type Ending, WeftPage } from './support/page.ts'
import { GOOD_PROGRAM, programOf } from './support/programs.ts'

interface Mishap {
  readonly what: string
  readonly program: string
  readonly end: Ending
  /** What the page must say about it. */
  readonly says: readonly RegExp[]
  /** The line that the explanation leads to; null where there is none, as after Stop. */
  readonly place: string | null
}

let weft: WeftPage

test.beforeEach(async ({ page }) => {
  weft = new WeftPage(page)
  await weft.open()
})

/** Runs it, reads what the page says, and sees that a good program runs afterwards. */
async function suffer(mishap: Mishap, alsoSee: () => Promise<void> = async () => {}): Promise<void> {
  const { what, program, end, says, place } = mishap
  await test.step(what, async () => {
    expect(await weft.runToEnd(program)).toBe(end)
    const text = await weft.explanation()
    for (const part of says) expect(text).toMatch(part)
    if (place !== null) expect(await weft.explainedPlaces()).toContain(place)
    await alsoSee()
    await seeNextRunWork()
  })
}

async function seeNextRunWork(): Promise<void> {
  expect(await weft.runToEnd(GOOD_PROGRAM)).toBe('finished')
  await weft.showTab('output')
  const [line] = await weft.drawnOutput()
  expect(line).toMatchObject({ process: 'Main', text: 'the answer is 42' })
}

const THROWS: readonly Mishap[] = [
  {
    what: 'at the top level',
    program: programOf([], 'const a = 1', '', "throw new Error('boom at the top')"),
    end: 'failed',
    says: [/Error: boom at the top/, /in Main/],
    place: 'main.ts:3',
  },
  {
    what: 'in a function, an error of the language',
    program: programOf([], 'function broken(x) {', '  return x.y.z', '}', 'broken({})'),
    end: 'failed',
    says: [/TypeError: Cannot read properties of undefined \(reading 'z'\)/],
    place: 'main.ts:2',
  },
  {
    what: 'in a task of a pool',
    program: programOf(
      ['Pool'],
      'function task(n) {',
      "  if (n === 3) throw new Error('boom on ' + n)",
      '  return n',
      '}',
      'using pool = new Pool(2)',
      'pool.map(task, [1, 2, 3, 4])',
    ),
    end: 'failed',
    says: [/Error: boom on 3/],
    place: 'main.ts:3',
  },
  {
    what: 'in a timer',
    program: programOf([], '', "setTimeout(() => { throw new Error('too late') }, 5)"),
    end: 'failed',
    says: [/Error: too late/],
    place: 'main.ts:2',
  },
  {
    what: 'in a promise that nobody watches',
    program: programOf([], '', "Promise.reject(new Error('nobody caught me'))", 'await 0'),
    end: 'failed',
    says: [/Error: nobody caught me/],
    place: 'main.ts:2',
  },
]

const THROWS_NO_ERROR: readonly Mishap[] = [
  ...[
    ['null', 'null'],
    ['undefined', 'undefined'],
    ["'only text'", 'the text "only text"'],
    ["Symbol('odd')", 'Symbol\\(odd\\)'],
    ["{ code: 7, why: 'because' }", "\\{ code: 7, why: 'because' \\}"],
    ['function odd() {}', '\\[Function: odd\\]'],
  ].map(([value, shown]) => ({
    what: `of ${value}`,
    program: programOf([], "console.log('before')", '', `throw ${value}`),
    end: 'failed' as const,
    says: [new RegExp(`threw ${shown}, which is not an Error`), /in Main/, /throw new Error\(/],
    place: 'main.ts:3',
  })),
  {
    what: 'of an object that fights back',
    program: programOf(
      [],
      'const angry = new Proxy({}, {',
      "  get() { throw new Error('hostile') },",
      '  ownKeys() { throw 1 },',
      '  getPrototypeOf() { throw 2 },',
      '})',
      'throw angry',
    ),
    end: 'failed',
    says: [/threw .*which is not an Error/],
    place: 'main.ts:6',
  },
  {
    what: 'of an error that cannot be read',
    program: programOf(
      [],
      "const sealed = new Error('x')",
      "for (const name of ['message', 'stack', 'name']) {",
      "  Object.defineProperty(sealed, name, { get() { throw new Error('no') } })",
      '}',
      'throw sealed',
    ),
    end: 'failed',
    says: [/cannot be (shown|read)/],
    place: 'main.ts:5',
  },
]

test('a program that throws says what, in which process, on which line', async () => {
  for (const mishap of THROWS) await suffer(mishap)
})

test('a program that throws what is no Error, or fights back, hears the same', async () => {
  for (const mishap of THROWS_NO_ERROR) await suffer(mishap)
})

test('an error in a child is printed by that child, with its line, and the others go on', async () => {
  const child = (...body: string[]) =>
    programOf(
      ['Process'],
      'function child() {',
      ...body.map(line => `  ${line}`),
      '}',
      "const p = new Process({ target: child, name: 'Child' })",
      'p.start()',
      'p.join()',
      "console.log('exit code ' + p.exitCode)",
    )
  for (const [program, says] of [
    [
      child("throw new RangeError('boom in a child')"),
      /RangeError: boom in a child\n.*at child \(main\.ts:3\)/,
    ],
    [child('throw null'), /threw null, which is not an Error/],
    [
      child('return child() + 1'),
      /RangeError: Maximum call stack size exceeded\n.*at child \(main\.ts:[23]\)/,
    ],
  ] as const) {
    expect(await weft.runToEnd(program)).toBe('finished')
    await weft.showTab('output')
    const lines = await weft.drawnOutput()
    expect(lines).toHaveLength(2)
    expect(lines[0]).toMatchObject({ process: 'Child', stream: 'stderr', text: expect.stringMatching(says) })
    expect(lines[1]).toMatchObject({ process: 'Main', stream: 'stdout', text: 'exit code 1' })
    await seeNextRunWork()
  }
})

test('a program that exits says with which code, and keeps what it printed', async () => {
  expect(
    await weft.runToEnd(programOf([], "import { exit } from 'sys'", "console.log('before')", 'exit(3)')),
  ).toBe('finished')
  await expect(weft.status).toContainText('exit code 3')
  expect(await weft.explanation()).toMatch(/exit code 3/)
  await weft.showTab('output')
  expect(await weft.drawnOutput()).toMatchObject([{ process: 'Main', text: 'before' }])
  await seeNextRunWork()

  expect(await weft.runToEnd(programOf([], "import { exit } from 'sys'", "exit('all went wrong')"))).toBe(
    'finished',
  )
  await expect(weft.status).toContainText('exit code 1')
  await weft.showTab('output')
  expect(await weft.drawnOutput()).toMatchObject([
    { process: 'Main', stream: 'stderr', text: 'all went wrong' },
  ])
  await seeNextRunWork()

  await suffer({
    what: 'a task that exits takes its result along',
    program: programOf(
      ['Pool'],
      "import { exit } from 'sys'",
      'function task(n) { if (n === 2) exit(5); return n }',
      'using pool = new Pool(2)',
      'pool.map(task, [1, 2, 3, 4])',
    ),
    end: 'failed',
    says: [/PoolWorker-\d ended with exit code 5/, /Let tasks return or throw/],
    place: 'main.ts:5',
  })
})

const ENDLESS: Readonly<Record<string, string>> = {
  'a loop': programOf([], "console.log('go')", 'for (;;) {}'),
  'a loop that works': programOf([], "console.log('go')", 'let x = 0', 'while (true) x = Math.sin(x + 1)'),
  'loops in several processes': programOf(
    ['Process'],
    'function spin() {',
    '  for (;;) {}',
    '}',
    'for (let i = 0; i < 4; i++) new Process({ target: spin }).start()',
    "console.log('go')",
    'spin()',
  ),
  'a loop in a child that main waits for': programOf(
    ['Process'],
    'function spin() {',
    '  for (;;) {}',
    '}',
    'const p = new Process({ target: spin })',
    'p.start()',
    "console.log('go')",
    'p.join()',
  ),
  'a loop in each task of a pool': programOf(
    ['Pool'],
    'function spin(n) {',
    '  for (;;) {}',
    '}',
    'using pool = new Pool(2)',
    "console.log('go')",
    'pool.map(spin, [1, 2, 3, 4])',
  ),
  'an async loop': programOf([], "console.log('go')", 'for (;;) await null'),
  'an async loop that sleeps': programOf(
    [],
    "import { sleep } from 'time'",
    "console.log('go')",
    'for (;;) await sleep(0.001)',
  ),
  'timers that make timers': programOf(
    [],
    'function again() { setTimeout(again, 0) }',
    "console.log('go')",
    'again()',
  ),
  'a loop that catches everything': programOf(
    ['Lock'],
    'const lock = new Lock()',
    "console.log('go')",
    'for (;;) {',
    '  try { for (;;) { lock.acquire(); lock.release() } } catch {} finally { continue }',
    '}',
  ),
  'processes that start processes': programOf(
    ['Process'],
    'function child() {}',
    "console.log('go')",
    'for (;;) {',
    '  const p = new Process({ target: child })',
    '  p.start()',
    '  p.join()',
    '}',
  ),
  'waiting for a moment that never comes': programOf(
    [],
    "import { sleep } from 'time'",
    "console.log('go')",
    'sleep(1e6)',
  ),
}

test('Stop ends whatever loops for ever, within two seconds', async () => {
  for (const [what, program] of Object.entries(ENDLESS)) {
    await test.step(what, async () => {
      await weft.setProgram(program)
      await weft.run()
      await expect.poll(() => weft.outputCount()).toBe(1)
      expect(await weft.stopAndTime(), what).toBeLessThan(2000)
      expect(await weft.waitForEnd()).toBe('stopped')
      expect(await weft.explanation()).toMatch(/You stopped the run/)
      await seeNextRunWork()
    })
  }
})

test('a run that takes too long is ended at its time limit', async () => {
  await weft.setProgram(programOf([], "console.log('go')", 'for (;;) {}'))
  await weft.setTimeLimit(5)
  await weft.run()
  expect(await weft.waitForEnd()).toBe('stopped')
  await expect(weft.status).toContainText('time limit')
  expect(await weft.explanation()).toMatch(/time limit of 5.*s.*settings/i)
  await seeNextRunWork()
})

test('a recursion without end is named as one, with its line', async () => {
  await suffer({
    what: 'of one function',
    program: programOf([], '', 'function deep(n) {', '  return deep(n + 1) + 1', '}', 'deep(0)'),
    end: 'failed',
    // Whether the call or the called function finds the stack full is the engine's affair.
    says: [/recursion does not end/, /returns without calling itself/, /main\.ts:[23]/, /in Main/],
    place: null,
  })
  await suffer({
    what: 'of two functions',
    program: programOf([], 'const a = n => b(n) + 1', 'const b = n => a(n) + 1', 'a(0)'),
    end: 'failed',
    says: [/recursion does not end/],
    place: null,
  })
})

const REFUSED: readonly Mishap[] = [
  {
    what: 'a closure for a pool',
    program: programOf(
      ['Pool'],
      'function main() {',
      '  const factor = 3',
      '  using pool = new Pool(2)',
      '  return pool.map(n => n * factor, [1, 2, 3])',
      '}',
      'main()',
    ),
    end: 'failed',
    says: [/"n => n \* factor"/, /local variable.*factor.*main\.ts:5/, /pass (it|them) as/],
    place: 'main.ts:5',
  },
  {
    what: 'a closure for a process',
    program: programOf(
      ['Process'],
      'function main() {',
      '  const secret = 3',
      '  new Process({ target: () => console.log(secret) }).start()',
      '}',
      'main()',
    ),
    end: 'failed',
    says: [/local variable.*secret.*main\.ts:4/],
    place: 'main.ts:4',
  },
  {
    what: 'a symbol deep inside',
    program: programOf(['Queue'], 'const q = new Queue()', '', "q.put({ list: [1, Symbol('tag')] })"),
    end: 'failed',
    says: [/list\[1\] is the symbol Symbol\(tag\)/, /send a string instead/],
    place: 'main.ts:4',
  },
  {
    what: 'a promise',
    program: programOf(['Queue'], 'const q = new Queue()', 'q.put({ later: Promise.resolve(1) })'),
    end: 'failed',
    says: [/later is a promise/, /Await it/],
    place: 'main.ts:3',
  },
  {
    what: 'an instance of a class that nobody else can find',
    program: programOf(
      ['Queue'],
      'const q = new Queue()',
      'function make() {',
      '  class Local { x = 1 }',
      '  return new Local()',
      '}',
      'q.put(make())',
    ),
    end: 'failed',
    says: [/instance of "Local"/, /top of a module/],
    place: 'main.ts:7',
  },
  {
    what: 'a generator',
    program: programOf(['Queue'], 'const q = new Queue()', 'function* g() { yield 1 }', 'q.put(g())'),
    end: 'failed',
    says: [/generator/, /array of its items/],
    place: 'main.ts:4',
  },
  {
    what: 'a getter that throws',
    program: programOf(['Queue'], 'const q = new Queue()', "q.put({ get x() { throw new Error('mine') } })"),
    end: 'failed',
    says: [/x could not be read: Error: mine/],
    place: 'main.ts:3',
  },
  {
    what: 'a result that is a closure',
    program: programOf(
      ['Pool'],
      'function task(n) {',
      '  const local = n',
      '  return () => local',
      '}',
      'using pool = new Pool(2)',
      'pool.map(task, [1])',
    ),
    end: 'failed',
    says: [/result of a task cannot be sent back/, /local variable.*local.*main\.ts:4/],
    place: 'main.ts:7',
  },
]

test('what cannot be sent is refused by name, with what to do instead', async () => {
  for (const mishap of REFUSED) await suffer(mishap)
})

test('what fork cannot copy is refused at its first use in the child', async () => {
  const program = programOf(
    ['Process'],
    'const later = Promise.resolve(1)',
    'function child() {',
    '  later.then(console.log)',
    '}',
    'const p = new Process({ target: child })',
    'p.start()',
    'p.join()',
  )
  expect(await weft.runToEnd(program)).toBe('finished')
  await weft.showTab('output')
  const [line] = await weft.drawnOutput()
  expect(line).toMatchObject({ process: 'Process-1', stream: 'stderr' })
  expect(line?.text).toMatch(/later could not be copied when this process was forked.*promise/s)
  expect(line?.text).toMatch(/at child \(main\.ts:4\)/)
  await seeNextRunWork()
})

const MEMORY: readonly Mishap[] = [
  {
    what: 'a queue that nobody empties',
    program: programOf(
      ['Queue'],
      'const q = new Queue()',
      'const block = new Uint8Array(1 << 20)',
      'for (;;) {',
      '  q.put(block)',
      '}',
    ),
    end: 'failed',
    says: [/MemoryError/, /shared memory is full/, /Held by Queue-1 \(\d+ MB in \d+ items\)/, /maxsize/],
    place: 'main.ts:5',
  },
  {
    what: 'many arrays',
    program: programOf(
      ['Array as Shared'],
      'const kept = []',
      'for (let i = 0; i < 1e6; i++) {',
      "  kept.push(new Shared('d', 200_000))",
      '}',
    ),
    end: 'failed',
    says: [/MemoryError/, /Held by/, /Array/],
    place: 'main.ts:4',
  },
  {
    what: 'an array larger than any',
    program: programOf(['Array as Shared'], "new Shared('d', 1e9)"),
    end: 'failed',
    says: [/MemoryError/, /7629\.4 MB more were asked for/],
    place: 'main.ts:2',
  },
  {
    what: 'a copy for a child that does not fit',
    program: programOf(
      ['Process'],
      'const huge = new Float64Array(40_000_000)',
      'function child() { console.log(huge.length) }',
      'const p = new Process({ target: child })',
      'p.start()',
    ),
    end: 'failed',
    says: [/MemoryError/],
    place: 'main.ts:5',
  },
]

test('a program that fills the shared memory hears who holds it', async () => {
  for (const mishap of MEMORY) await suffer(mishap)
})

const UNREADABLE: readonly Mishap[] = [
  {
    what: 'a missing bracket',
    program: 'const a = 1\nfunction f( {\n  return a\n}\n',
    end: 'failed',
    says: [/cannot be read: unexpected keyword 'return'/],
    place: 'main.ts:3',
  },
  {
    what: 'an end too early',
    program: 'function f() {\n  return 1\n',
    end: 'failed',
    says: [/bracket or a quote is still open/, /no partner/],
    place: 'main.ts:3',
  },
  {
    what: 'a module that there is not',
    program: "\nimport { readFile } from 'fs'\nconsole.log(readFile)\n",
    end: 'failed',
    says: [/no module "fs"/, /multiprocessing/],
    place: 'main.ts:2',
  },
  {
    what: 'a file that there is not',
    program: "\nimport { x } from './missing'\nconsole.log(x)\n",
    end: 'failed',
    says: [/no file "\.\/missing"/],
    place: 'main.ts:2',
  },
  {
    what: 'a name that a module does not have',
    program: "import { Processor } from 'multiprocessing'\nnew Processor()\n",
    end: 'failed',
    says: [/SyntaxError: The module "multiprocessing" has no "Processor"\. It has: .*Process/],
    place: 'main.ts:1',
  },
  {
    what: 'text run as code',
    program: "const x = 1\neval('x + 1')\n",
    end: 'failed',
    says: [/EvalError: Text cannot be run as code/, /Write a function/],
    place: 'main.ts:2',
  },
]

test('a program that cannot be read is told where, and stays as it is', async ({ page }) => {
  for (const mishap of UNREADABLE) {
    await suffer(mishap, async () => {
      for (const line of mishap.program.trim().split('\n')) {
        await expect(page.locator('.view-lines')).toContainText(line.trim())
      }
    })
  }
})

test('seventy processes, one after another or too many at once', async () => {
  const seventy = (body: string, after: string) =>
    programOf(
      ['Process', 'Queue'],
      'const q = new Queue()',
      `function child(i) { ${body} }`,
      'const all = []',
      'for (let i = 0; i < 70; i++) {',
      '  const p = new Process({ target: child, args: [i], daemon: true })',
      '  p.start()',
      `  ${after}`,
      '}',
      "console.log('all done')",
    )
  expect(await weft.runToEnd(seventy("console.log('child ' + i)", 'p.join()'))).toBe('finished')
  await weft.showTab('output')
  const lines = await weft.allOutput()
  expect(lines).toEqual([
    ...Array.from({ length: 70 }, (_, i) => ({ process: `Process-${i + 1}`, text: `child ${i}` })),
    { process: 'Main', text: 'all done' },
  ])
  await seeNextRunWork()
  await suffer({
    what: 'all at once',
    program: seventy('q.get()', '').replace(', daemon: true', ''),
    end: 'failed',
    says: [/OSError: \d+ processes are alive, which is the limit/, /join\(\).*Pool/],
    place: 'main.ts:7',
  })
})

const PRINTED = 50_000

test('100,000 lines of two processes arrive complete and in order, and the page stays responsive', async ({
  page,
}) => {
  await weft.setProgram(
    programOf(
      ['Process'],
      'function print() {',
      `  for (let i = 0; i < ${PRINTED}; i++) console.log('line ' + i)`,
      '}',
      "const all = ['A', 'B'].map(name => new Process({ target: print, name }))",
      'for (const p of all) p.start()',
      'for (const p of all) p.join()',
    ),
  )
  await weft.watchFrames()
  await weft.run()
  expect(await weft.waitForEnd()).toBe('finished')
  await expect.poll(() => weft.outputCount()).toBe(2 * PRINTED)
  const frames = await weft.longestFrame()
  expect(frames.longest).toBeLessThan(500)
  expect(frames.count).toBeGreaterThan(10)

  // The first and the last line, by the keys that a person would press.
  await weft.log.focus()
  await page.keyboard.press('Home')
  await expect.poll(async () => (await weft.drawnOutput())[0]?.text).toBe('line 0')
  await page.keyboard.press('End')
  await expect.poll(async () => (await weft.drawnOutput()).at(-1)?.text).toBe(`line ${PRINTED - 1}`)

  const lines = await weft.allOutput()
  expect(lines).toHaveLength(2 * PRINTED)
  const expected = Array.from({ length: PRINTED }, (_, i) => `line ${i}`)
  for (const name of ['A', 'B']) {
    const own = lines.filter(line => line.process === name).map(line => line.text)
    // Compared as a whole: a matcher that walks 50,000 entries takes seconds.
    expect(own.join() === expected.join(), `lines of ${name} are complete and in order`).toBe(true)
  }
  await seeNextRunWork()
})

test('each line stands under the process that printed it, each process has its lane', async ({ page }) => {
  const each = 300
  const names = ['North', 'East', 'South', 'West']
  const end = await weft.runToEnd(
    programOf(
      ['Process', 'Lock'],
      'const lock = new Lock()',
      'function print(name) {',
      `  for (let i = 0; i < ${each}; i++) {`,
      "    lock.with(() => console.log(name + ' ' + i))",
      '  }',
      '}',
      `const all = ${JSON.stringify(names)}.map(name => new Process({ target: print, args: [name], name }))`,
      'for (const p of all) p.start()',
      'for (const p of all) p.join()',
    ),
  )
  expect(end).toBe('finished')
  await weft.showTab('output')
  const lines = await weft.allOutput()
  expect(lines).toHaveLength(names.length * each)
  for (const name of names) {
    const own = lines.filter(line => line.process === name).map(line => line.text)
    expect(own).toEqual(Array.from({ length: each }, (_, i) => `${name} ${i}`))
  }
  const chart = weft.timeline('parallel')
  expect(
    await chart
      .locator('[data-lane]')
      .evaluateAll(lanes => lanes.map(lane => lane.getAttribute('data-lane'))),
  ).toEqual(['Main', ...names])
  // Under the lock one line follows another, so that their times never go back.
  await weft.log.focus()
  await page.keyboard.press('End')
  const drawn = await weft.drawnOutput()
  for (const [index, line] of drawn.entries()) {
    expect(line.text.startsWith(`${line.process} `)).toBe(true)
    expect(line.ms).toBeGreaterThanOrEqual(drawn[index - 1]?.ms ?? 0)
  }
})

test('2,000 tasks give 2,000 results and 2,000 spans', async () => {
  const tasks = 2000
  const program = (count: number) =>
    programOf(
      ['Pool'],
      'function square(n) { return n * n }',
      'using pool = new Pool(2)',
      `const numbers = Array.from({ length: ${count} }, (_, i) => i)`,
      'const results = pool.map(square, numbers, { chunksize: 1 })',
      'const odd = new Set(pool.imapUnordered(square, numbers, { chunksize: 7 }))',
      "console.log(results.length + ' results')",
      'for (const i of numbers) {',
      "  if (results[i] !== i * i || !odd.has(i * i)) throw new Error('task ' + i + ' gave ' + results[i])",
      '}',
      "console.log('all exact')",
    )
  expect(await weft.runToEnd(program(tasks))).toBe('finished')
  await weft.showTab('output')
  expect(await weft.drawnOutput()).toMatchObject([{ text: `${tasks} results` }, { text: 'all exact' }])
  const chart = weft.timeline('parallel')
  expect(await chart.locator('[data-lane]').count()).toBe(3)
  // Each of the two maps makes a span for every task, besides the spans of waiting.
  expect(Number(await chart.getAttribute('data-spans'))).toBeGreaterThanOrEqual(2 * tasks)
  expect(Number(await chart.getAttribute('data-duration-ms'))).toBeGreaterThan(0)
})
