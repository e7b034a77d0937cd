import { writeReport } from './reports.mjs'

/** @param {import('@playwright/test/reporter').TestError} error */
const told = error => error.stack ?? error.message ?? String(error.value)

/** Playwright calls it; what it writes has the shape of the report on the unit tests. */
export default class BrowserReporter {
  /** @type {import('./reports.mjs').Failure[]} */
  #outside = []
  /** @type {import('@playwright/test/reporter').Suite | null} */
  #root = null

  /** @param {{ path: string }} options where to write */
  constructor({ path }) {
    this.path = path
  }

  printsToStdio() {
    return false
  }

  /**
   * @param {import('@playwright/test/reporter').FullConfig} _config
   * @param {import('@playwright/test/reporter').Suite} root
   */
  onBegin(_config, root) {
    this.#root = root
  }

  /** @param {import('@playwright/test/reporter').TestError} error of no test: a file that does not load, a server that does not start */
  onError(error) {
    this.#outside.push({ name: 'an error outside of every test', why: told(error) })
  }

  onEnd() {
    const tests = this.#root?.allTests() ?? []
    const failed = tests.filter(test => test.outcome() === 'unexpected')
    const failures = failed.map(test => ({
      name: test.titlePath().filter(Boolean).join(' › '),
      why: test.results.flatMap(result => result.errors.map(told)).join('\n'),
    }))
    const passed = tests.filter(test => test.outcome() === 'expected').length
    writeReport(this.path, { passed, failures: [...this.#outside, ...failures] })
  }
}
