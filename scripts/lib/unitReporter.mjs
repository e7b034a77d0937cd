import { writeReport } from './reports.mjs'

/** @param {{ message: string, stack?: string | undefined, stacks?: unknown, diff?: string | undefined }} error */
const told = error => [error.stack ?? error.message, error.diff].filter(Boolean).join('\n')

/**
 * Vitest's own reports leave out errors that belong to no test, of which a run fails all the same.
 */
export default class UnitReporter {
  /** @param {{ path: string }} options where to write */
  constructor({ path }) {
    this.path = path
  }

  /**
   * @param {readonly import('vitest/node').TestModule[]} modules
   * @param {readonly import('vitest/node').SerializedError[]} unhandled
   */
  onTestRunEnd(modules, unhandled) {
    let passed = 0
    /** @type {import('./reports.mjs').Failure[]} */
    const failures = unhandled.map(error => ({ name: 'an error outside of every test', why: told(error) }))
    for (const module of modules) {
      for (const error of module.errors()) failures.push({ name: module.relativeModuleId, why: told(error) })
      for (const suite of module.children.allSuites()) {
        for (const error of suite.errors())
          failures.push({ name: `${module.relativeModuleId} › ${suite.fullName}`, why: told(error) })
      }
      for (const test of module.children.allTests()) {
        const { state, errors } = test.result()
        if (state === 'passed') passed += 1
        if (state !== 'failed') continue
        const why = (errors ?? []).map(told).join('\n')
        failures.push({ name: `${module.relativeModuleId} › ${test.fullName}`, why })
      }
    }
    writeReport(this.path, { passed, failures })
  }
}
