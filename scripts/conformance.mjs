import './nodeVersion.mjs'
import { parseArgs } from 'node:util'
import { GROUPS } from '../e2e/conformance/classes.mjs'
import { classesOf, runClass } from '../e2e/conformance/runClass.mjs'
import { findSuite, suiteFiles } from '../e2e/conformance/suite.mjs'
import { startPythonWorld } from './lib/pythonWorld.mjs'

const USAGE = `npm run conformance -- [options]
  --suite FOLDER   CPython's folder "test" (else that of Debian's package libpython3.11-testsuite)
  --only REGEXP    only classes of that name
  --verbose        each test, and what went wrong in those that fail`

const { values } = parseArgs({
  options: {
    suite: { type: 'string' },
    only: { type: 'string', default: '' },
    verbose: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
const folder = findSuite(values.suite)
if (values.help || folder === null) {
  console.log(USAGE)
  if (folder === null)
    console.error('\nCPython’s tests are not here: install the package, or give their folder.')
  process.exit(values.help ? 0 : 2)
}

const only = new RegExp(values.only)
const suite = suiteFiles(folder)
const world = await startPythonWorld()
const totals = { passed: 0, failed: 0, excluded: 0 }
const reasons = new Map()
try {
  for (const group of GROUPS) {
    const sum = { passed: 0, failed: 0, excluded: 0 }
    for (const name of await classesOf(world, suite, group)) {
      if (!only.test(name)) continue
      const verdicts = await runClass(world, suite, group, name)
      const counts = { passed: 0, failed: 0, excluded: 0 }
      for (const { test, outcome, reason, seconds } of verdicts) {
        if (outcome === 'passed') counts.passed += 1
        else if (outcome === 'failed' || outcome === 'hangs') counts.failed += 1
        else counts.excluded += 1
        if (outcome === 'excluded' || outcome === 'skipped')
          reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
        if (values.verbose || outcome === 'failed' || outcome === 'hangs')
          console.log(`    ${outcome} ${name}.${test} ${seconds} s`)
        if (values.verbose && outcome !== 'passed') console.log(reason.replace(/^/gm, '        '))
      }
      console.log(`  ${name}: ${counts.passed} passed, ${counts.failed} failed, ${counts.excluded} excluded`)
      for (const key of /** @type {const} */ (['passed', 'failed', 'excluded'])) sum[key] += counts[key]
    }
    const counted = sum.passed + sum.failed
    if (counted === 0) continue
    const share = ((100 * sum.passed) / counted).toFixed(1)
    console.log(
      `${group.title}: ${sum.passed} of ${counted} passed (${share} %; wanted ${100 * group.wanted} %), ${sum.excluded} excluded`,
    )
    for (const key of /** @type {const} */ (['passed', 'failed', 'excluded'])) totals[key] += sum[key]
  }
} finally {
  await world.close()
}
console.log('\nExcluded, or skipped by the suite itself:')
for (const [reason, count] of reasons) console.log(`  ${count} × ${reason}`)
console.log(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.excluded} excluded`)
