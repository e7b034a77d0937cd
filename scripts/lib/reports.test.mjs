import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { countBrowserTests, countUnitTests } from './reports.mjs'

const folder = mkdtempSync(join(tmpdir(), 'weft-reports-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** @param {unknown} report */
const written = report => {
  const path = join(folder, 'report.json')
  writeFileSync(path, JSON.stringify(report))
  return path
}

test('passed and failed tests are taken from the reports', () => {
  const unit = written({ numPassedTests: 7, numFailedTests: 2 })
  expect(countUnitTests(unit, false)).toEqual({ passed: 7, failed: 2 })
  const browser = written({ stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 3 } })
  expect(countBrowserTests(browser, false)).toEqual({ passed: 6, failed: 1 })
})

test('a tool that fails without a failed test counts as one failure', () => {
  expect(countUnitTests(written({ numPassedTests: 7, numFailedTests: 0 }), false)).toEqual({
    passed: 7,
    failed: 1,
  })
  expect(countBrowserTests(written({ stats: { expected: 0, unexpected: 0 } }), false)).toEqual({
    passed: 0,
    failed: 1,
  })
})

test('a missing report is a failure, whatever the tool said', () => {
  expect(countUnitTests(join(folder, 'none.json'), true)).toEqual({ passed: 0, failed: 1 })
  expect(countBrowserTests(join(folder, 'none.json'), true)).toEqual({ passed: 0, failed: 1 })
})
