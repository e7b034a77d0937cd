import AxeBuilder from '@axe-core/playwright'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { handWritten, stickingOut, WeftPage } from './support/page.ts'

const QUICK = `import { Pool } from 'multiprocessing'
function double(n: number): number {
  return n * 2
}
using pool = new Pool(2)
console.log(pool.map(double, [1, 2, 3]).join(' '))
`

/** Each holds a lock and wants the other's; the sleep makes sure of it. */
const DEADLOCK = `import { Lock, Process } from 'multiprocessing'
import { sleep } from 'time'
const left = new Lock()
const right = new Lock()
function take(first: Lock, second: Lock): void {
  first.acquire()
  sleep(0.2)
  second.acquire()
}
const one = new Process({ target: take, args: [left, right] })
const two = new Process({ target: take, args: [right, left] })
one.start()
two.start()
one.join()
two.join()
`

const SETTINGS = [
  ...['cores', 'start', 'gil', 'skip-idle', 'workers', 'switch-interval', 'quantum', 'time-limit'],
]

/** Rules of axe that something on the page breaks, with what breaks them. */
async function violations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
}

const LOOKS = [
  { name: 'light', options: {} },
  { name: 'dark and in Japanese', options: { locale: 'ja-JP', colorScheme: 'dark' } },
  { name: '360 pixels wide', options: { viewport: { width: 360, height: 740 } } },
] as const

for (const { name, options } of LOOKS) {
  test(`axe finds nothing, ${name}: at first, after a comparison, while sharing, after a failure and a deadlock`, async ({
    browser,
    baseURL,
  }) => {
    const context = await browser.newContext({ ...options, baseURL: baseURL ?? '' })
    const page = await context.newPage()
    const weft = new WeftPage(page)
    const narrow = (page.viewportSize()?.width ?? 0) < 720
    /** On a narrow screen the parts of the page are looked at one by one. */
    const check = async (state: string, ...panels: readonly string[]): Promise<void> => {
      for (const panel of narrow ? panels : ['']) {
        if (narrow) await page.locator(`[data-panel-tab=${panel}]`).click()
        await expect.soft(violations(page), `${state} ${panel}`).resolves.toEqual([])
      }
    }
    await weft.open()
    await weft.editorReady()
    await expect(page.locator('html')).toHaveAttribute('lang', 'locale' in options ? 'ja' : 'en')
    await check('at first', 'code', 'output')

    await weft.setProgram(QUICK)
    await weft.compare()
    expect(await weft.waitForEnd()).toBe('finished')
    await check('after a comparison', 'time', 'output')
    await weft.button('share').click()
    await expect.soft(violations(page), 'the dialog').resolves.toEqual([])
    await page.keyboard.press('Escape')
    await page.locator('.chooser').click()
    await expect.soft(violations(page), 'the list of programs').resolves.toEqual([])
    await page.keyboard.press('Escape')
    await page.locator('.compare-what').click()
    await expect.soft(violations(page), 'what to compare').resolves.toEqual([])
    await page.keyboard.press('Escape')
    await page.locator('.toolbar .popover .square').click()
    await expect.soft(violations(page), 'the settings').resolves.toEqual([])
    await page.keyboard.press('Escape')
    await page.locator('[data-action=reference]').click()
    await page.locator('[data-api="multiprocessing.Lock"]').waitFor()
    await expect.soft(violations(page), 'the reference').resolves.toEqual([])
    await page.locator('[data-api="multiprocessing.Lock"]').click()
    await page.locator('.reference-page h3').waitFor()
    await expect.soft(violations(page), 'an entry of the reference').resolves.toEqual([])
    await page.locator('.reference-panel > header .square').click()

    expect(await weft.runToEnd("throw new TypeError('not today')\n")).toBe('failed')
    await check('after a failure', 'code', 'output')
    expect(await weft.runToEnd(DEADLOCK)).toBe('deadlocked')
    await check('after a deadlock', 'time', 'output')
    await page.evaluate(() => {
      location.hash = 'v=99&code=1'
    })
    await page.locator('[data-notice=bad-link]').waitFor()
    await expect.soft(violations(page), 'a link that is too new').resolves.toEqual([])
    await context.close()
  })
}

for (const width of [1000, 360]) {
  test(`axe finds nothing in the embed, ${width} pixels wide`, async ({ page }) => {
    const weft = new WeftPage(page)
    await page.setViewportSize({ width, height: 640 })
    await weft.open(handWritten(QUICK), '?embed')
    await weft.editorReady()
    expect(await violations(page)).toEqual([])
    await weft.compare()
    expect(await weft.waitForEnd()).toBe('finished')
    expect(await violations(page)).toEqual([])
    expect(await stickingOut(page.locator('html'))).toEqual([])
    for (const figure of await page.locator('button[data-metric]').filter({ visible: true }).all()) {
      await figure.hover()
      const tip = page.getByRole('tooltip').filter({ visible: true }).first()
      await expect(tip).toBeInViewport({ ratio: 1 })
    }
  })
}

test('at each width the program has its name, every setting is in reach, and nothing sticks out', async ({
  page,
}) => {
  const weft = new WeftPage(page)
  await weft.open()
  for (const width of [360, 760, 1000, 1180, 1280]) {
    await page.setViewportSize({ width, height: 640 })
    await page.getByRole('button', { name: 'Settings' }).click()
    for (const setting of SETTINGS) {
      await expect(page.locator(`[data-setting=${setting}]`)).toBeInViewport({ ratio: 1 })
    }
    await page.keyboard.press('Escape')
    for (const action of ['run', 'compare', 'stop', 'share', 'reference']) {
      await expect(page.locator(`[data-action=${action}]`)).toBeInViewport({ ratio: 1 })
    }
    const title = await page.locator('.chooser-title').boundingBox()
    expect(title?.width).toBeGreaterThan(80)
    expect(await stickingOut(page.locator('html'))).toEqual([])
  }
})

test('the main job is done by keyboard alone', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const weft = new WeftPage(page)
  await weft.open()
  await weft.editorReady()
  const { keyboard } = page

  /** Presses Tab until the focus is there. */
  async function tabTo(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    for (let presses = 0; presses < 40; presses++) {
      if (await target.evaluate(element => element === document.activeElement)) return
      await keyboard.press(key)
    }
    await expect(target).toBeFocused()
  }

  await tabTo(page.locator('.chooser'))
  await keyboard.press('Enter')
  await tabTo(page.locator('[data-lesson=race]'))
  await keyboard.press('Enter')
  await expect(page.locator('.chooser')).toBeFocused()
  await expect(weft.button('run')).toHaveClass(/primary/)

  // Into the editor, where Tab indents until Ctrl+M gives it back.
  await tabTo(page.locator('[data-file="main.ts"]'))
  await tabTo(page.locator('.monaco-editor [role=textbox]').first())
  await keyboard.press('ControlOrMeta+A')
  await keyboard.insertText("import { sleep } from 'time'\nsleep(0.1)\nconsole.log('typed')\n")
  await keyboard.press('Control+Enter')
  expect(await weft.waitForEnd()).toBe('finished')
  await expect(weft.log).toContainText('typed')
  await keyboard.press('Control+m')
  await keyboard.press('Tab')
  await expect(page.locator('.monaco-editor [role=textbox]').first()).not.toBeFocused()

  // Numbers tell what they mean on focus, spans of the chart lead to their lines.
  await tabTo(page.locator('[data-metric=wall]').first())
  await expect(page.getByRole('tooltip').filter({ visible: true })).toContainText('last exit')
  const chart = page.getByRole('application')
  await tabTo(chart)
  await keyboard.press('ArrowRight')
  await expect(chart.locator('[aria-live]')).toContainText('Main')
  for (let presses = 0; presses < 12; presses++) {
    if ((await chart.locator('[aria-live]').textContent())?.includes('main.ts:2')) break
    await keyboard.press('ArrowRight')
  }
  await keyboard.press('Enter')
  await expect(page.locator('.editor-foot')).toContainText('Ln 2,')

  await tabTo(page.locator('[data-action=share]'), 'Shift+Tab')
  await keyboard.press('Enter')
  await tabTo(page.locator('[data-copy=link]'))
  await keyboard.press('Enter')
  await expect(page.locator('[data-copy=link]')).toContainText('Copied')
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('#v=1&lang=ts')
  await keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.locator('[data-action=share]')).toBeFocused()

  // Esc stops what runs.
  await weft.setProgram('for (;;) {}\n')
  await keyboard.press('Control+Shift+Enter')
  await weft.waitForState('running')
  await keyboard.press('Escape')
  expect(await weft.waitForEnd()).toBe('stopped')
})

test('a screen reader hears how the run ends, and not how the time counts', async ({ page }) => {
  const weft = new WeftPage(page)
  await weft.open()
  await weft.runToEnd(QUICK)
  await expect(weft.status).toHaveText(/Finished on \d+ cores?|Finished on one core/)
  await expect(page.getByRole('status')).toHaveCount(1)
  await expect(page.getByRole('log')).toHaveAttribute('aria-live', 'off')
  await weft.runToEnd("throw new Error('no')")
  await expect(weft.status).toHaveText(/Failed/)
})

test('nothing moves by itself where reduced motion is asked', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  const weft = new WeftPage(page)
  await weft.open()
  await weft.setProgram('for (;;) {}\n')
  await weft.run()
  await weft.waitForState('running')
  await page.waitForTimeout(300)
  const moving = await page.evaluate(() =>
    document
      .getAnimations()
      .filter(animation => animation.playState === 'running')
      .map(({ effect }) => (effect instanceof KeyframeEffect ? effect.target?.className : 'unknown'))
      // The editor's caret blinks everywhere alike.
      .filter(name => !String(name).includes('cursor')),
  )
  expect(moving).toEqual([])
  await weft.stop()
  expect(await weft.waitForEnd()).toBe('stopped')
})
