import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { startVitest } from 'vitest/node'
import { readReport, tellFailures, writeReport } from './reports.mjs'

const folder = mkdtempSync(join(tmpdir(), 'weft-reports-'))
const path = join(folder, 'report.json')
afterAll(() => rmSync(folder, { recursive: true }))

test('a tool that fails without a failed test is one failure', () => {
  writeReport(path, { passed: 7, failures: [] })
  expect(readReport(path, 'unit tests', true)).toEqual({ passed: 7, failures: [] })
  const { passed, failures } = readReport(path, 'unit tests', false)
  expect([passed, failures.map(failure => failure.name)]).toEqual([7, ['unit tests']])
})

test('a missing report is a failure, whatever the tool said', () => {
  const { passed, failures } = readReport(join(folder, 'none.json'), 'unit tests', true)
  expect([passed, failures.map(failure => failure.name)]).toEqual([0, ['unit tests']])
})

test('a failure is told in few lines, without colours', () => {
  const long = Array.from({ length: 200 }, (_, line) => `line ${line}`).join('\n')
  const text = tellFailures([
    { name: 'a.test.ts › a', why: '\u001b[31mexpected 1\u001b[39m' },
    { name: 'b.test.ts › b', why: long },
  ])
  expect(text).toContain('✗ a.test.ts › a\n    expected 1\n\n✗ b.test.ts › b\n    line 0\n')
  expect(text.split('\n').length).toBeLessThan(40)
})

test('failed tests, files that do not load and errors outside of tests come into the report', async () => {
  writeFileSync(
    join(folder, 'mixed.test.mjs'),
    `import { expect, test } from '${import.meta.resolve('vitest')}'
    test('good', () => {})
    test.skip('left out', () => {})
    test('bad', () => expect(1).toBe(2))
    test('careless', () => void Promise.reject(new Error('nobody caught me')))`,
  )
  writeFileSync(join(folder, 'broken.test.mjs'), `throw new Error('does not load')`)
  const reporter = new URL('./unitReporter.mjs', import.meta.url).pathname
  const vitest = await startVitest('test', [], {
    root: folder,
    config: false,
    watch: false,
    include: ['*.test.mjs'],
    reporters: [[reporter, { path }]],
  })
  await vitest.close()
  process.exitCode = 0
  const { passed, failures } = readReport(path, 'unit tests', false)
  expect(passed).toBe(2)
  expect(failures.map(({ name, why }) => [name, why.split('\n')[0]]).sort()).toEqual([
    ['an error outside of every test', 'Error: nobody caught me'],
    ['broken.test.mjs', 'Error: does not load'],
    ['mixed.test.mjs › bad', 'AssertionError: expected 1 to be 2 // Object.is equality'],
  ])
})
