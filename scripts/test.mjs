import './nodeVersion.mjs'
import { rmSync } from 'node:fs'
import { build } from './lib/build.mjs'
import { CHECKS } from './lib/checks.mjs'
import { ensureInstalled } from './lib/install.mjs'
import { ensureBrowser, ensureFirefox, ensureJapaneseFont } from './lib/installBrowser.mjs'
import { readReport, tellFailures } from './lib/reports.mjs'
import { inRoot } from './lib/root.mjs'
import { runNode, TOOLS } from './lib/run.mjs'
import { runStep } from './lib/steps.mjs'

const UNIT_REPORT = inRoot('test-results', 'unit.json')
const BROWSER_REPORT = inRoot('test-results', 'browser.json')

let passed = 0
/** @type {import('./lib/reports.mjs').Failure[]} */
const failures = []

/** @returns {never} */
function finish() {
  // Once more at the end, since that is all that many a log keeps.
  if (failures.length > 0) console.log(`\n── what failed\n\n${tellFailures(failures)}`)
  console.log(`\n${passed} passed, ${failures.length} failed`)
  process.exit(failures.length === 0 ? 0 : 1)
}

/**
 * A step that is no test: only its failure counts.
 * @param {import('./lib/steps.mjs').Step} step
 */
async function check(step) {
  const succeeded = await runStep(step)
  if (!succeeded) failures.push({ name: step.title, why: step.hint })
  return succeeded
}

/**
 * @param {import('./lib/steps.mjs').Step} step
 * @param {string} path where its reporter writes
 */
async function countTests(step, path) {
  const report = readReport(path, step.title, await runStep(step))
  passed += report.passed
  failures.push(...report.failures)
}

rmSync(inRoot('test-results'), { recursive: true, force: true })

const ready = await check({
  title: 'packages',
  hint: 'Nothing else can run without them.',
  run: () => ensureInstalled(),
})
if (!ready) finish()

for (const step of CHECKS) await check(step)

await countTests(
  {
    title: 'unit tests',
    hint: '`npx vitest run <file>` runs one file.',
    run: async () => (await runNode(TOOLS.vitest, ['run'])) === 0,
  },
  UNIT_REPORT,
)

/** @type {{ path: string | null } | null} */
let browser = null
const hasBrowser = await check({
  title: 'browser',
  hint: 'The browser tests were not run.',
  run: async () => {
    browser = await ensureBrowser()
    if (browser === null) return false
    await ensureJapaneseFont()
    await ensureFirefox()
    return true
  },
})
if (!hasBrowser) finish()

const isBuilt = await check({
  title: 'build',
  hint: 'The browser tests were not run: they need the built page.',
  run: build,
})
if (!isBuilt) finish()

const path = /** @type {{ path: string | null } | null} */ (browser)?.path
await countTests(
  {
    title: 'browser tests',
    hint: 'Pictures of the failures are in test-results/browser.',
    run: async () =>
      (await runNode(TOOLS.playwright, ['test'], { env: path ? { WEFT_CHROMIUM: path } : {} })) === 0,
  },
  BROWSER_REPORT,
)
finish()
