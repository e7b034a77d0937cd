import { readFileSync } from 'node:fs'
import { EXCLUSIONS } from './exclusions.mjs'

/**
 * @typedef {'passed' | 'failed' | 'skipped' | 'excluded' | 'hangs'} Outcome
 * @typedef {{ test: string, outcome: Outcome, reason: string, seconds: number }} Verdict
 * @typedef {{ run(files: readonly { path: string, text: string }[], options: object, write: (stream: 1 | 2, text: string) => void): Promise<{ status: string, exitCode: number, stdout: string, stderr: string, errors: readonly string[] }> }} World
 */

const RUNNER = readFileSync(new URL('./runner.py', import.meta.url), 'utf8')
/** What the runner puts before each line that it tells. */
const MARK = '@@'
/** Seconds without a word: of the begin or the end of a test, or of the test itself. After that it counts as hanging. */
const PATIENCE = 100
/** Seconds for a class as a whole: for a test that hangs and talks. */
const MUCH_PATIENCE = 1800

/** @param {string} stdout @returns {any[]} */
const told = stdout =>
  stdout
    .split('\n')
    .filter(line => line.startsWith(MARK))
    .map(line => JSON.parse(line.slice(MARK.length)))

/** @param {unknown} value a Python literal of it */
const literal = value => `__import__("json").loads(${JSON.stringify(JSON.stringify(value))})`

/**
 * @param {World} world
 * @param {readonly { path: string, text: string }[]} suite
 * @param {{ module: string, method: string | null }} group
 * @param {string | null} name
 * @param {readonly string[]} done
 */
function run(world, suite, { module, method }, name, done) {
  const exclusions = EXCLUSIONS.map(({ text, name: tests, reason }) => ({
    text: text?.source ?? null,
    name: tests?.source ?? null,
    reason,
  }))
  const target = literal({ module, method, name, done, exclusions })
  const main = { path: 'main.py', text: `TARGET = ${target}\n${RUNNER}` }
  const options = { timeout: MUCH_PATIENCE, patience: PATIENCE, ready: 2, plan: { timeLimit: 1e9 } }
  return world.run([main, ...suite], options, () => {})
}

/**
 * The classes of a group that the suite has.
 * @param {World} world
 * @param {readonly { path: string, text: string }[]} suite
 * @param {{ module: string, method: string | null, like: RegExp }} group
 * @returns {Promise<string[]>}
 */
export async function classesOf(world, suite, group) {
  const { stdout, stderr } = await run(world, suite, group, null, [])
  const [{ classes } = { classes: null }] = told(stdout)
  if (classes === null) throw new Error(`${group.module} cannot be imported:\n${stderr}`)
  return classes.filter((/** @type {string} */ name) => group.like.test(name))
}

/**
 * Runs a class to its end, beginning anew after each test that hangs or takes the interpreter with it.
 * @param {World} world
 * @param {readonly { path: string, text: string }[]} suite
 * @param {{ module: string, method: string | null }} group
 * @param {string} name
 * @returns {Promise<Verdict[]>}
 */
export async function runClass(world, suite, group, name) {
  /** @type {Map<string, Verdict>} */
  const verdicts = new Map()
  for (;;) {
    const { stdout, stderr, status, errors } = await run(world, suite, group, name, [...verdicts.keys()])
    const before = verdicts.size
    let begun = null
    let finished = false
    for (const line of told(stdout)) {
      if (line.test !== undefined) verdicts.set(line.test, line)
      if (line.begun !== undefined) begun = line.begun
      if (line.finished) finished = true
    }
    if (finished) return [...verdicts.values()]
    const test = begun !== null && !verdicts.has(begun) ? begun : `${name} as a whole`
    const reason = status === 'finished' ? [stderr, ...errors].join('\n').slice(-2000) : status
    verdicts.set(test, { test, outcome: status === 'finished' ? 'failed' : 'hangs', reason, seconds: 0 })
    if (verdicts.size === before || test.endsWith(' as a whole')) return [...verdicts.values()]
  }
}
