import './nodeVersion.mjs'
import { rmSync } from 'node:fs'
import { build } from './lib/build.mjs'
import { CHECKS } from './lib/checks.mjs'
import { ensureInstalled } from './lib/install.mjs'
import { ensureBrowser, ensureFirefox, ensureJapaneseFont } from './lib/installBrowser.mjs'
import { countBrowserTests, countUnitTests } from './lib/reports.mjs'
import { inRoot } from './lib/root.mjs'
import { runNode, TOOLS } from './lib/run.mjs'
import { runStep } from './lib/steps.mjs'

const UNIT_REPORT = inRoot('test-results', 'unit.json')
const BROWSER_REPORT = inRoot('test-results', 'browser.json')

let passed = 0
let failed = 0

/** @returns {never} */
function finish() {
  console.log(`\n${passed} passed, ${failed} failed`)
  process.exit(failed === 0 ? 0 : 1)
}

/**
 * A step that is no test: only its failure counts.
 * @param {import('./lib/steps.mjs').Step} step
 */
async function check(step) {
  const succeeded = await runStep(step)
  if (!succeeded) failed += 1
  return succeeded
}

/**
 * @param {import('./lib/steps.mjs').Step} step
 * @param {(succeeded: boolean) => import('./lib/reports.mjs').Count} count
 */
async function countTests(step, count) {
  const result = count(await runStep(step))
  passed += result.passed
  failed += result.failed
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
  succeeded => countUnitTests(UNIT_REPORT, succeeded),
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
  succeeded => countBrowserTests(BROWSER_REPORT, succeeded),
)
finish()
