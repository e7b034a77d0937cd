import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

/**
 * What the reporters of both test tools write.
 * @typedef {{ name: string, why: string }} Failure name: file and title of the test
 * @typedef {{ passed: number, failures: readonly Failure[] }} Report
 */

/** Lines of a failure that are told: enough for the message, what was expected, and the first places of the stack. */
const MAX_LINES = 25

/**
 * @param {string} path
 * @param {Report} report
 */
export function writeReport(path, report) {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, JSON.stringify(report))
}

/**
 * A tool that failed without naming a failure (it crashed, no test was found) is one failure itself.
 * @param {string} path
 * @param {string} title of the step
 * @param {boolean} succeeded whether the tool itself said so
 * @returns {Report}
 */
export function readReport(path, title, succeeded) {
  /** @type {Report} */
  let report
  try {
    report = JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return {
      passed: 0,
      failures: [{ name: title, why: 'There is no report: the tool did not come to its end.' }],
    }
  }
  if (succeeded || report.failures.length > 0) return report
  const why = 'The tool failed without naming a test; its output above says why.'
  return { passed: report.passed, failures: [{ name: title, why }] }
}

/**
 * @param {readonly Failure[]} failures
 * @returns {string} what failed and why, made to stand at the end of a long output
 */
export function tellFailures(failures) {
  return failures
    .map(({ name, why }) => {
      const lines = stripVTControlCharacters(why).trimEnd().split('\n')
      const told = lines.length > MAX_LINES ? [...lines.slice(0, MAX_LINES), '…'] : lines
      return [`✗ ${name}`, ...told.map(line => `    ${line}`)].join('\n')
    })
    .join('\n\n')
}
