import { readFileSync } from 'node:fs'
import { firstPrint } from './firstPrint.mjs'
import { plainVisits, runPlain } from './plain.mjs'

/**
 * @typedef {Awaited<ReturnType<typeof import('../../../scripts/lib/pythonWorld.mjs').startPythonWorld>>} World
 * @typedef {Record<string, number[]>} Samples by name
 * @typedef {{ world: World, rounds: number }} Bench
 * @typedef {{
 *   title: string, unit: string, better?: 'less' | 'more', of: string, against: string, peer: string, target: number,
 *   absolute?: boolean,
 * }} Measure `of` and `against` are names of samples, `peer` is what the latter is called
 * @typedef {{ measures: readonly Measure[], measure(bench: Bench): Promise<Samples> }} Row
 */

/** @param {string} name */
const read = name => readFileSync(new URL(`programs/${name}.py`, import.meta.url), 'utf8')
const WORK = { path: 'work.py', text: read('work') }

/** What a program measured of itself. @param {World} world @param {string} name @param {object} [options] */
async function run(world, name, options = {}) {
  const ended = await world.run([{ path: `${name}.py`, text: read(name) }, WORK], { ready: 3, ...options })
  if (ended.status !== 'finished' || ended.exitCode !== 0 || ended.errors.length > 0)
    throw new Error(`${name}.py: ${ended.status}, ${ended.exitCode}, ${ended.errors.join()} ${ended.stderr}`)
  return /** @type {Samples} */ (JSON.parse(ended.stdout))
}

/** The same for plain Pyodides, each of which runs the program. @param {World} world @param {number} count @param {string} code */
async function runBeside(world, count, code) {
  const { written } = await runPlain(world.page, count, { files: [[WORK.path, WORK.text]], code })
  return written.map(text => JSON.parse(text))
}

/** @param {Bench} bench @param {() => Promise<Samples>} round */
async function inRounds({ rounds }, round) {
  /** @type {Samples} */
  const all = {}
  for (let i = 0; i < rounds; i++) {
    for (const [name, samples] of Object.entries(await round()))
      all[name] = [...(all[name] ?? []), ...samples]
  }
  return all
}

/** @param {Bench} bench */
const plainStart = async ({ world }) => (await runPlain(world.page, 1)).times

const PLAIN = { unit: 'ms', against: 'plain', peer: 'plain Pyodide start' }
const CALL = { unit: 'µs', against: 'call', peer: 'call of JavaScript' }

/** Runs in one interpreter without any of ours: when it began and ended. */
const ONE_TASK = `
import json, sys, time
from work import TASKS, work
work(TASKS[0] // 10)
since = time.time()
work(TASKS[0])
json.dump([since, time.time()], sys.stdout)
print()
`

/** @type {Readonly<Record<string, Row>>} */
export const ROWS = {
  start: {
    measures: [
      { title: 'a process starts from the snapshot', of: 'one', target: 0.15, ...PLAIN },
      { title: 'four at once', of: 'four', target: 0.4, ...PLAIN },
    ],
    measure: bench =>
      inRounds(bench, async () => ({
        plain: await plainStart(bench),
        one: [await bench.world.timeStarts(1)],
        four: [await bench.world.timeStarts(4)],
      })),
  },
  child: {
    measures: [
      { title: 'forked child up after start()', of: 'fork', target: 0.15, ...PLAIN },
      { title: 'spawned child up, workers ready', of: 'spawn', target: 0.15, ...PLAIN },
    ],
    async measure(bench) {
      const before = await plainStart(bench)
      const found = await run(bench.world, 'starts')
      return { ...found, plain: [...before, ...(await plainStart(bench)), ...(await plainStart(bench))] }
    },
  },
  page: {
    measures: [
      {
        title: 'page opened to first print, all cached',
        of: 'later',
        target: 0.5,
        ...PLAIN,
        against: 'plainLater',
      },
      { title: 'first visit ever', of: 'first', target: 1.6, ...PLAIN, against: 'plainFirst' },
    ],
    measure: bench =>
      inRounds({ ...bench, rounds: Math.min(bench.rounds, 3) }, async () => {
        const { browser, emptyPage } = bench.world
        const [plainFirst = [], ...plainLater] = await plainVisits(browser, emptyPage)
        const { first, later, bytes } = await firstPrint(browser)
        return { plainFirst, plainLater: plainLater.flat(), first: [first], later, bytes: [bytes] }
      }),
  },
  pool: {
    measures: [
      {
        title: 'Pool(2).map against one process',
        unit: '×',
        better: 'more',
        of: 'speedup',
        against: 'apart',
        peer: 'two interpreters that share nothing',
        target: 0.93,
      },
    ],
    measure: bench =>
      inRounds({ ...bench, rounds: Math.min(bench.rounds, 3) }, async () => {
        const found = await run(bench.world, 'pool')
        const [[since, until]] = await runBeside(bench.world, 1, ONE_TASK)
        const both = await runBeside(bench.world, 2, ONE_TASK)
        const wall = Math.max(...both.map(([, end]) => end)) - Math.min(...both.map(([begin]) => begin))
        return { ...found, apart: [(2 * (until - since)) / wall] }
      }),
  },
  threads: {
    measures: [
      {
        title: 'switch of threads',
        unit: 'µs',
        of: 'switch',
        against: 'suspend',
        peer: 'run_sync of a promise, bare',
        target: 100,
        absolute: true,
      },
      {
        title: 'two spinning threads',
        unit: 'ms',
        of: 'two',
        against: 'one',
        peer: 'one thread, the same work',
        target: 1.15,
      },
    ],
    measure: ({ world }) => run(world, 'threads'),
  },
  calls: {
    measures: [
      { title: 'with lock (multiprocessing)', of: 'lock', target: 6, ...CALL },
      { title: 'with lock (threading)', of: 'thread lock', target: 6, ...CALL },
      { title: 'Value.value += 1', of: 'value', target: 18, ...CALL },
      { title: 'round trip over a Pipe', of: 'pipe', target: 80, ...CALL },
    ],
    measure: ({ world }) => run(world, 'calls'),
  },
  fib: {
    measures: [
      {
        title: 'fib(27), tracing on',
        unit: 'ms',
        of: 'fib',
        against: 'plain',
        peer: 'plain Pyodide',
        target: 1.05,
      },
    ],
    measure: bench =>
      inRounds({ ...bench, rounds: Math.min(bench.rounds, 3) }, async () => {
        // The plain one has the processors to itself, too: no workers start for children that never come.
        const { fib = [] } = await run(bench.world, 'fib', { ready: 0 })
        const [plain] = await runBeside(bench.world, 1, `${read('fib')}\nprint()`)
        return { fib, plain: plain.fib }
      }),
  },
}
