import { test as base } from '@playwright/test'
import { WeftPage } from './page.ts'
import { SandboxPage } from './sandboxPage.ts'
import { type Served, serve } from './sandboxServer.ts'

/** Building the test page and the first start of Python, on a machine that has other things to do. */
const READY_MS = 180_000

/** How a run on the sandbox's test page ends when all is well. */
export const FINISHED = { kind: 'finished', exitCode: 0 }

interface PythonWorld {
  /** The test page around the engine, as it was built. */
  readonly servedSandbox: Served
  /** It open, for programs that run one after the other: a page of its own for each would start Python anew each time. */
  readonly pythonSandbox: SandboxPage
  /** The app, likewise. */
  readonly pythonPage: WeftPage
}

/** Tests that share one Python; what fails ends its worker, so that the next one has fresh pages. */
export const test = base.extend<object, PythonWorld>({
  servedSandbox: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what a fixture needs from this pattern.
    async ({}, use) => {
      const served = await serve('sandboxTest', 'built')
      await use(served)
      await served.close()
    },
    { scope: 'worker', timeout: READY_MS },
  ],
  pythonSandbox: [
    async ({ browser, servedSandbox }, use) => {
      const page = await browser.newPage()
      const sandbox = new SandboxPage(page)
      await sandbox.open(servedSandbox.url)
      await use(sandbox)
      await page.context().close()
    },
    { scope: 'worker', timeout: READY_MS },
  ],
  pythonPage: [
    async ({ browser }, use, { project }) => {
      const { baseURL } = project.use
      const context = await browser.newContext(baseURL === undefined ? {} : { baseURL })
      const weft = new WeftPage(await context.newPage())
      await weft.open('lang=py&lesson=primes')
      await weft.editorReady()
      await use(weft)
      await context.close()
    },
    { scope: 'worker', timeout: READY_MS },
  ],
})
