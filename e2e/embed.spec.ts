import { expect, type FrameLocator, type Page, test } from '@playwright/test'
import { handWritten, stickingOut, WeftPage } from './support/page.ts'
import { type PlainHost, startBareMirror, startBlog } from './support/plainHost.ts'

/** Two processes with enough to do that two cores show, and little enough that the test is quick. */
const WORK = `import { Pool } from 'multiprocessing'
function work(n: number): number {
  let sum = 0
  for (let i = 0; i < 15_000_000; i++) sum += i % n
  return sum
}
using pool = new Pool(2)
console.log(pool.map(work, [3, 5, 7, 9]).length + ' done')
`
const ENDLESS = 'for (;;) {}\n'

/** Collects what the frame tells, as a page around it would. */
const LISTENER = `<script>
  window.heard = []
  addEventListener('message', ({ data, source }) => {
    if (data?.source === 'weft' && source === frames[0]) heard.push(data)
  })
</script>`

interface Heard {
  readonly type: string
  readonly version: number
  readonly mode?: string
  readonly state?: string
  readonly speedup?: number | null
  readonly height?: number
}

const heard = (page: Page): Promise<Heard[]> =>
  page.evaluate(() => (window as unknown as { heard: Heard[] }).heard)

async function waitToHear(page: Page, wanted: Partial<Heard>): Promise<Heard> {
  const find = async () =>
    (await heard(page)).find(message =>
      Object.entries(wanted).every(([key, value]) => message[key as keyof Heard] === value),
    )
  await expect.poll(find, { timeout: 40_000 }).toBeDefined()
  return (await find()) as Heard
}

/** Says something to the frame, and forgets what was heard before. */
function say(page: Page, message: object): Promise<void> {
  return page.evaluate(message => {
    ;(window as unknown as { heard: Heard[] }).heard.length = 0
    frames[0]?.postMessage({ target: 'weft', ...message }, '*')
  }, message)
}

const frameOf = (page: Page): FrameLocator => page.frameLocator('iframe').first()

/** The snippet that the Share dialog gives for a program. */
async function snippetOf(page: Page, code: string): Promise<string> {
  const weft = new WeftPage(page)
  await weft.open(handWritten(code, { mode: 'compare' }))
  return (await weft.share()).embed
}

test.describe("inside a stranger's page without any headers", () => {
  let blog: PlainHost
  test.afterEach(() => blog.close())

  test('the shared frame runs live, shows its speed-up, and tells the page what happens', async ({
    page,
  }) => {
    const snippet = await snippetOf(page, WORK)
    blog = await startBlog(`${LISTENER}<h1>A blog</h1>${snippet}`)
    await page.goto(blog.url)
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(false)
    const frame = frameOf(page)
    await expect(frame.locator('[data-action=open-full]')).toBeVisible()
    await expect(frame.locator('[data-notice=isolation]')).toHaveCount(0)
    expect(await waitToHear(page, { type: 'ready' })).toMatchObject({ version: 1 })
    expect((await waitToHear(page, { type: 'height' })).height).toBeGreaterThan(100)
    // It waits for a person.
    await expect(frame.locator('[data-run-state]')).toHaveAttribute('data-run-state', 'idle')

    await frame.locator('[data-action=compare]').click()
    await waitToHear(page, { type: 'started', mode: 'compare' })
    const finished = await waitToHear(page, { type: 'finished', mode: 'compare' })
    expect(finished.state).toBe('finished')
    expect(finished.speedup).toBeGreaterThan(0)
    await expect(frame.locator('[data-timeline=single]')).toBeVisible()
    await expect(frame.locator('[data-timeline=parallel]')).toBeVisible()
    const value = Number(await frame.locator('[data-metric=speedup]').getAttribute('data-value'))
    expect(value).toBeCloseTo(finished.speedup ?? 0, 6)
    await expect(frame.getByRole('log')).toContainText('4 done')
  })

  test('the page around it loads a program, runs it and stops it', async ({ page }) => {
    const snippet = await snippetOf(page, WORK)
    blog = await startBlog(`${LISTENER}${snippet}`)
    await page.goto(blog.url)
    await waitToHear(page, { type: 'ready' })
    const frame = frameOf(page)

    await say(page, { type: 'load', hash: handWritten(ENDLESS) })
    await expect(frame.locator('.view-line').first()).toContainText('for')
    await say(page, { type: 'run', mode: 'run' })
    await waitToHear(page, { type: 'started', mode: 'run' })
    await expect(frame.locator('[data-run-state]')).toHaveAttribute('data-run-state', 'running')
    await say(page, { type: 'stop' })
    expect(await waitToHear(page, { type: 'finished' })).toMatchObject({ state: 'stopped', speedup: null })

    await say(page, { type: 'load', hash: handWritten("console.log('from outside')", { mode: 'run' }) })
    await say(page, { type: 'run' })
    expect(await waitToHear(page, { type: 'finished' })).toMatchObject({ mode: 'run', state: 'finished' })
    await expect(frame.getByRole('log')).toContainText('from outside')

    // What is no message of ours changes nothing.
    await say(page, { type: 'run', mode: 'explode' })
    await page.evaluate(() => frames[0]?.postMessage({ type: 'stop' }, '*'))
    await expect(frame.locator('[data-run-state]')).toHaveAttribute('data-run-state', 'finished')
  })

  test('a frame that is sandboxed on top of that still runs, with the plain editor', async ({
    page,
    baseURL,
  }) => {
    const address = `${baseURL}?embed#${handWritten("console.log('boxed')")}`
    blog = await startBlog(
      `<iframe sandbox="allow-scripts allow-popups" src="${address}" width="900" height="500"></iframe>`,
    )
    await page.goto(blog.url)
    const frame = frameOf(page)
    await expect(frame.getByRole('textbox')).toHaveValue("console.log('boxed')")
    await frame.locator('[data-action=run]').click()
    await expect(frame.locator('[data-run-state]')).toHaveAttribute('data-run-state', 'finished')
    await expect(frame.getByRole('log')).toContainText('boxed')
    await expect(frame.getByRole('alert')).toHaveCount(0)
  })

  test('in 360 pixels it stands in one column and nothing sticks out', async ({ page }) => {
    const snippet = await snippetOf(page, WORK)
    await page.setViewportSize({ width: 376, height: 700 })
    blog = await startBlog(snippet)
    await page.goto(blog.url)
    const frame = frameOf(page)
    await frame.locator('[data-action=run]').click()
    await expect(frame.locator('[data-run-state]')).toHaveAttribute('data-run-state', 'finished', {
      timeout: 40_000,
    })
    expect(await stickingOut(frame.locator('html'))).toEqual([])
    const result = await frame.locator('.result').boundingBox()
    const chart = await frame.locator('.timeline-pane').boundingBox()
    expect((result?.y ?? 0) + (result?.height ?? 0)).toBeLessThanOrEqual((chart?.y ?? 0) + 1)
  })
})

test.describe('where the frame cannot be isolated', () => {
  let blog: PlainHost
  let bare: PlainHost
  test.beforeEach(async ({ baseURL }) => {
    bare = await startBareMirror(baseURL ?? '')
  })
  test.afterEach(async () => {
    await blog.close()
    await bare.close()
  })

  test('it says so in a line and opens the whole program in a tab of its own, where it runs', async ({
    page,
  }) => {
    blog = await startBlog(
      `<iframe src="${bare.url}?embed#${handWritten(WORK)}" width="900" height="500"></iframe>`,
    )
    await page.goto(blog.url)
    const frame = frameOf(page)
    const notice = frame.locator('[data-notice=isolation]')
    await expect(notice).toContainText(/can’t run inside this page/)
    await expect(frame.locator('[data-action=compare]')).toHaveCount(0)
    await expect(frame.locator('.view-lines')).toContainText('function work')
    const opened = page.waitForEvent('popup')
    await notice.locator('[data-action=open-full]').click()
    const full = new WeftPage(await opened)
    expect(full.page.url()).not.toContain('embed')
    // There the host's missing headers are supplied, so that the page loads once more.
    await full.page.waitForFunction(() => crossOriginIsolated, null, { timeout: 20_000 })
    expect(await full.shownText()).toContain('function work')
    await full.waitForState('idle')
    await full.run()
    expect(await full.waitForEnd()).toBe('finished')
  })
})

test('a static host that sends no headers gets them from the service worker, and programs run', async ({
  page,
  baseURL,
}) => {
  const bare = await startBareMirror(baseURL ?? '')
  try {
    const hash = handWritten(WORK)
    await page.goto(`${bare.url}#${hash}`)
    await page.waitForFunction(() => crossOriginIsolated, null, { timeout: 20_000 })
    const weft = new WeftPage(page)
    // The program of the link is still there after the page loaded itself once more.
    expect(new URL(page.url()).hash).toBe(`#${hash}`)
    expect(await weft.shownText()).toContain('function work')
    await expect(page.locator('[data-notice=isolation]')).toHaveCount(0)
    await weft.run()
    expect(await weft.waitForEnd()).toBe('finished')
    await expect(weft.log).toContainText('4 done')
    await page.reload()
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true)
  } finally {
    await bare.close()
  }
})
