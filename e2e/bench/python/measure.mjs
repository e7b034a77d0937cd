import { startPythonWorld } from '../../../scripts/lib/pythonWorld.mjs'
import { ROWS } from './rows.mjs'

/** @typedef {import('../page/report.ts').Result} Result */

/** @param {readonly number[]} values */
function median(values) {
  const sorted = values.toSorted((a, b) => a - b)
  const upper = sorted[sorted.length >> 1] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[(sorted.length >> 1) - 1] ?? Number.NaN) + upper) / 2
}

/** @param {string} name @param {readonly number[]} samples @param {string | null} [reason] */
const entryOf = (name, samples, reason = null) => ({
  name,
  median: samples.length === 0 ? null : median(samples),
  samples,
  reason,
})

/**
 * @param {string} row
 * @param {import('./rows.mjs').Measure} measure
 * @param {import('./rows.mjs').Samples} samples
 * @param {string | null} failure
 * @returns {Result}
 */
function resultOf(row, measure, samples, failure) {
  const { title, unit, better = 'less', of, against, peer, target, absolute = false } = measure
  const weft = entryOf('Weft', samples[of] ?? [], failure)
  const other = entryOf(peer, samples[against] ?? [])
  const ratio = weft.median === null || other.median === null ? null : weft.median / other.median
  const judged = absolute ? weft.median : ratio
  const met = judged === null ? null : better === 'less' ? judged <= target : judged >= target
  const bytes = row === 'page' && of === 'first' ? samples.bytes : undefined
  return {
    row,
    title: bytes === undefined ? title : `${title} (${(median(bytes) / 1e6).toFixed(1)} MB)`,
    unit,
    better,
    entries: [weft, ...(other.median === null ? [] : [other])],
    best: other.median === null ? null : peer,
    ratio,
    target,
    absolute,
    met,
  }
}

/**
 * Measures Python's rows, or those of these names.
 * @param {readonly string[]} names
 * @param {number} rounds
 * @returns {Promise<{ results: Result[], browser: string, concurrency: number } | null>} null: none of these is Python's
 */
export async function measurePython(names, rounds) {
  const rows = Object.entries(ROWS).filter(([name]) => names.length === 0 || names.includes(name))
  if (rows.length === 0) return null
  const world = await startPythonWorld()
  try {
    /** @type {Result[]} */
    const results = []
    for (const [name, { measures, measure }] of rows) {
      console.log(`  ${name}`)
      /** @type {import('./rows.mjs').Samples} */
      let samples = {}
      /** @type {string | null} */
      let failure = null
      try {
        samples = await measure({ world, rounds })
      } catch (error) {
        failure = error instanceof Error ? error.message : String(error)
      }
      results.push(...measures.map(measure => resultOf(name, measure, samples, failure)))
    }
    return {
      results,
      browser: world.browser.version(),
      concurrency: await world.page.evaluate(() => navigator.hardwareConcurrency),
    }
  } finally {
    await world.close()
  }
}
