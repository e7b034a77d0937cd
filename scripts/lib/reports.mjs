import { readFileSync } from 'node:fs'

/** @typedef {{ passed: number, failed: number }} Count */

/**
 * @param {string} path
 * @returns {any} null when there is no readable report
 */
function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}

/**
 * A tool that failed without naming a failed test (it crashed, a file did not load, no test was found) counts as one.
 * @param {Count} count
 * @param {boolean} succeeded
 * @returns {Count}
 */
const honest = (count, succeeded) => (succeeded || count.failed > 0 ? count : { ...count, failed: 1 })

/**
 * @param {string} path of Vitest's JSON report
 * @param {boolean} succeeded whether Vitest itself said so
 */
export function countUnitTests(path, succeeded) {
  const report = readReport(path)
  return honest(
    { passed: report?.numPassedTests ?? 0, failed: report?.numFailedTests ?? 0 },
    succeeded && report !== null,
  )
}

/**
 * @param {string} path of Playwright's JSON report
 * @param {boolean} succeeded whether Playwright itself said so
 */
export function countBrowserTests(path, succeeded) {
  const stats = readReport(path)?.stats
  const passed = (stats?.expected ?? 0) + (stats?.flaky ?? 0)
  return honest({ passed, failed: stats?.unexpected ?? 0 }, succeeded && stats !== undefined)
}
