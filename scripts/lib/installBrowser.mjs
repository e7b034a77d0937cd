import { canUseApt, findBrowser, hasJapaneseFont } from '../browser.mjs'
import { findFirefox } from '../firefox.mjs'
import { run, runNode, TOOLS } from './run.mjs'

/** @param {readonly string[]} packages */
async function aptInstall(packages) {
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  if ((await run('apt-get', ['update', '-q'], { env })) !== 0) return false
  return (
    (await run('apt-get', ['install', '-q', '-y', '--no-install-recommends', ...packages], { env })) === 0
  )
}

/** Whether Playwright's own Chromium is there and starts: a download may lack system libraries. */
async function ownBrowserStarts() {
  const { chromium } = await import('@playwright/test')
  try {
    const browser = await chromium.launch({ args: ['--no-sandbox'] })
    await browser.close()
    return true
  } catch {
    return false
  }
}

/**
 * Finds a browser for the tests, or gets one: an installed Chromium or Chrome, else Playwright's own download, else
 * Debian's package.
 * @returns {Promise<{ path: string | null } | null>} path null: Playwright's own; null: there is none to be had
 */
export async function ensureBrowser() {
  const installed = findBrowser()
  if (installed) return { path: installed }
  if (await ownBrowserStarts()) return { path: null }
  console.log("No Chromium or Chrome found; downloading Playwright's …")
  await runNode(TOOLS.playwright, ['install', 'chromium'], {
    env: { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '15000' },
    timeout: 600_000,
  })
  if (await ownBrowserStarts()) return { path: null }
  if (canUseApt) {
    console.log("That browser does not start here; installing Debian's …")
    await aptInstall(['chromium'])
    const packaged = findBrowser()
    if (packaged) return { path: packaged }
  }
  console.error(
    'No browser for the tests. Install Chromium or Chrome (137 or newer), or run `npx playwright install --with-deps ' +
      'chromium`, or set WEFT_CHROMIUM to the path of one; then run `npm test` again.',
  )
  return null
}

/** Screenshots without a Japanese font show boxes. Nothing fails for want of one. */
export async function ensureJapaneseFont() {
  if (hasJapaneseFont() || !canUseApt) return
  if (!(await aptInstall(['fontconfig', 'fonts-noto-cjk'])))
    console.log('No Japanese font could be installed; going on without.')
}

/** Firefox is a second browser for a few tests, which are left out where there is none. */
export async function ensureFirefox() {
  if (findFirefox() !== null) return
  if (canUseApt) await aptInstall(['firefox-esr'])
  if (findFirefox() === null) console.log('No Firefox 153 or newer; its tests will be left out.')
}
