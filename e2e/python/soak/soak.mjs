import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { startPythonWorld } from '../../../scripts/lib/pythonWorld.mjs'
import { growthOf, settledMemory } from './memory.mjs'

/**
 * @typedef {import('../../../src/python/testing/order.testing.ts').Ended} Ended
 * @typedef {{ runs: number, seed: number, only?: string, own?: number, log?: (text: string) => void }} SoakOptions own: SEED of
 *   all programs, instead of another one each time
 */

const FOLDER = import.meta.dirname
/** Seconds that a run may take on a machine that is busy. */
const PATIENCE = 60
/** Seconds after which Stop is pressed in the runs of `stop.py`, at most and at least. */
const STOP = { first: 0.6, last: 2 }
/** MB by which the browser may have grown over a quarter of the runs: what is not collected yet differs by as much. */
const GROWTH = 40
/** The world's, which lives on from run to run. */
const WORKERS = 1

/** Numbers from 0 to 1, the same for the same seed (mulberry32). @param {number} seed */
function numbersFrom(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Stopped before or after what catches it. @param {Ended & { stderr: string }} ended */
const interrupted = ({ exitCode, stderr }) => exitCode === 130 && stderr.includes('KeyboardInterrupt')

/**
 * What is wrong with how a run ended; null: nothing.
 * @param {Ended & { stdout: string, stderr: string }} ended
 * @param {Ended['left'] | undefined} first what the first run of its kind left
 */
function faultOf(ended, first) {
  if (ended.errors.length > 0) return `worker: ${ended.errors[0]}`
  if (ended.status !== 'finished') return `${ended.status} ${JSON.stringify(ended.blocked)}`
  if (!interrupted(ended) && (ended.exitCode !== 0 || !ended.stdout.endsWith('ok\n')))
    return `exit code ${ended.exitCode}, ${JSON.stringify(ended.stdout.slice(-200))}`
  if (ended.left.lanes > 0) return `${ended.left.lanes} lanes live on`
  if (Object.keys(ended.left.objects).length > 0) return `objects are left: ${JSON.stringify(ended.left)}`
  if (first !== undefined && JSON.stringify(ended.left) !== JSON.stringify(first))
    return `leaves ${JSON.stringify(ended.left)}, the first one left ${JSON.stringify(first)}`
  return null
}

/**
 * Runs programs that start, share, kill and end processes and threads in all ways, one after another in one browser: none may hang,
 * crash or leave anything behind.
 * @param {SoakOptions} options
 */
export async function soak({ runs, seed, only = '', own: fixed, log = () => {} }) {
  const kinds = readdirSync(FOLDER)
    .filter(name => name.endsWith('.py') && name.startsWith(only))
    .map(name => ({ name, text: readFileSync(join(FOLDER, name), 'utf8') }))
  log(`seed ${seed}, ${runs} runs of ${kinds.map(({ name }) => name).join(', ')}`)
  const chance = numbersFrom(seed)
  /** @type {Map<string, Ended['left']>} */
  const firsts = new Map()
  /** @type {string[]} */
  const failures = []
  /** @type {number[]} MB after each run */
  const memory = []
  const since = Date.now()
  const world = await startPythonWorld({ args: ['--js-flags=--expose-gc'] })
  try {
    for (let run = 0; run < runs; run++) {
      const kind = kinds[run % kinds.length]
      if (kind === undefined) break
      const drawn = Math.floor(chance() * 1e9)
      const own = fixed ?? drawn
      const stopAfter = STOP.first + chance() * (STOP.last - STOP.first)
      const ended = await world.run(
        [
          { path: kind.name, text: kind.text },
          { path: 'seed.py', text: `SEED = ${own}\n` },
        ],
        {
          ready: Math.floor(chance() * 3),
          timeout: PATIENCE,
          plan: { maxProcesses: 8 },
          ...(kind.name === 'stop.py' ? { interrupt: stopAfter } : {}),
        },
      )
      let fault = faultOf(ended, firsts.get(kind.name))
      if (!firsts.has(kind.name)) firsts.set(kind.name, ended.left)
      const taken = await settledMemory(world.browser, WORKERS)
      if (taken !== null) {
        memory.push(taken.megabytes)
        if (taken.workers > WORKERS) fault ??= `${taken.workers - WORKERS} workers live on`
      }
      const told = taken === null ? '' : `, ${taken.megabytes} MB`
      log(`${run + 1} ${kind.name} ${own}: ${(ended.wall / 1000).toFixed(1)} s${told}, ${fault ?? 'ok'}`)
      if (fault !== null) {
        failures.push(`run ${run + 1}, ${kind.name}, SEED ${own}: ${fault}`)
        if (ended.stderr !== '') log(ended.stderr.replace(/^/gm, '    '))
      }
    }
    const { quarters, growth } = growthOf(memory)
    // In too few runs a quarter has seen not even each kind of program.
    if (memory.length >= 8 * kinds.length && growth > GROWTH)
      failures.push(`the browser has grown: MB in each quarter of the runs ${quarters.join(', ')}`)
    const minutes = ((Date.now() - since) / 60_000).toFixed(1)
    log(
      `\n${runs} runs in ${minutes} min, seed ${seed}: ${failures.length} failed; MB in each quarter of the runs ${quarters.join(', ')}`,
    )
    for (const failure of failures) log(`  ${failure}`)
    return { failures, memory, firsts }
  } finally {
    await world.close()
  }
}
