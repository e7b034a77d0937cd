import { inRoot } from '../../../scripts/lib/root.mjs'
import { createStaticServer, listen } from '../../../scripts/serve.mjs'
import { SETTLING } from './plain.mjs'

/** ms until a page must have printed. */
const PATIENCE = 60_000

/** In the page, before all else: presses Run once it can be, and notes when the program's output is there. */
function pressAndWatch() {
  const noted = /** @type {{ printed?: number }} */ (/** @type {unknown} */ (globalThis))
  let pressed = false
  const look = () => {
    const run = document.querySelector('[data-action=run]')
    if (!pressed && run instanceof HTMLButtonElement && !run.disabled) {
      pressed = true
      run.click()
    }
    if (
      noted.printed === undefined &&
      document.querySelector('[role=log]')?.textContent?.includes('first print')
    )
      noted.printed = performance.now()
  }
  new MutationObserver(look).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    characterData: true,
  })
}

/** In the page: whether the base snapshot is kept, and whole. Its key is there long before its bytes are. */
async function isKept() {
  const cache = await caches.open('weft-python')
  const [key] = await cache.keys()
  const response = key && (await cache.match(key))
  if (!response) return false
  const { byteLength } = await response.arrayBuffer()
  return String(byteLength) === response.headers.get('X-Weft-Seal')?.split(' ')[1]
}

/**
 * The built page, as a visitor has it who comes for the first time, and comes again: ms from its address to the first `print` of a
 * program in Python that is run at once, and what was sent over the network the first time.
 * @param {import('@playwright/test').Browser} browser
 */
export async function firstPrint(browser) {
  const server = createStaticServer(inRoot('dist'))
  let bytes = 0
  server.on('connection', socket => socket.on('close', () => (bytes += socket.bytesWritten)))
  const port = await listen(server, { host: '127.0.0.1', port: 0, strict: true })
  const code = encodeURIComponent('print("first " + "print")\n')
  const address = `http://localhost:${port}/#v=1&lang=py&code=${code}`
  const context = await browser.newContext()
  const visit = async () => {
    const page = await context.newPage()
    try {
      await page.waitForTimeout(SETTLING)
      await page.addInitScript(pressAndWatch)
      await page.goto(address)
      const printed = await page.waitForFunction(
        () => /** @type {{ printed?: number }} */ (/** @type {unknown} */ (globalThis)).printed,
        undefined,
        { timeout: PATIENCE },
      )
      const time = /** @type {number} */ (await printed.jsonValue())
      // What it keeps for the next visit is written by then.
      while (!(await page.evaluate(isKept))) await page.waitForTimeout(250)
      await page.waitForTimeout(500)
      return time
    } finally {
      await page.close()
    }
  }
  try {
    const first = await visit()
    server.closeAllConnections()
    await new Promise(resolve => setTimeout(resolve, 100))
    const sent = bytes
    const later = [await visit(), await visit()]
    return { first, later, bytes: sent }
  } finally {
    await context.close()
    server.closeAllConnections()
    server.close()
  }
}
