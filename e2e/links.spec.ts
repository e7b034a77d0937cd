import { expect, type Page, test } from '@playwright/test'
import { handWritten, WeftPage } from './support/page.ts'

const TABLE = `import { Pool } from 'multiprocessing'

// 九九 – kept as it is, é and all
function row(n: number): string {
  return [1, 2, 3].map(factor => n * factor).join(' ')
}

if (__name__ === '__main__') {
  using pool = new Pool(2)
  for (const line of pool.map(row, [1, 2, 3])) console.log(line)
}
`
const TABLE_OUTPUT = ['1 2 3', '2 4 6', '3 6 9'].map(text => ({ process: 'Main', text }))

const MINE = "console.log('my own words')\n"

async function openWithDraft(page: Page): Promise<WeftPage> {
  const weft = new WeftPage(page)
  await weft.open()
  await weft.editorReady()
  await weft.type(MINE)
  await expect(page.locator('.chooser')).toContainText('edited')
  return weft
}

function setHash(page: Page, hash: string): Promise<void> {
  return page.evaluate(hash => {
    location.hash = hash
  }, hash)
}

test('a shared link shows the same program and settings elsewhere, waits, and gives the same result', async ({
  page,
  browser,
}) => {
  const weft = new WeftPage(page)
  await weft.open()
  await weft.editorReady()
  await weft.setProgram({ 'main.ts': TABLE, 'notes.ts': 'export const unused = 1\n' })
  await page.locator('[data-file="main.ts"]').click()
  await expect.poll(() => weft.shownText()).toContain('九九')
  const text = await weft.shownText()
  await page.locator('[data-setting=cores]').getByRole('spinbutton').fill('3')
  await page.locator('select[data-setting=start]').selectOption('spawn')
  await page.locator('[data-setting=skip-idle]').click()
  await weft.run()
  expect(await weft.waitForEnd()).toBe('finished')
  expect(await weft.allOutput()).toEqual(TABLE_OUTPUT)

  const { link } = await weft.share()
  await page.locator('[data-copy=link]').click()
  await expect(page.locator('[data-copy=link]')).toContainText('Copied')
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link)

  const context = await browser.newContext()
  const other = await context.newPage()
  await other.goto(link)
  const opened = new WeftPage(other)
  await expect.poll(() => opened.shownText()).toBe(text)
  await expect(other.locator('[data-file]')).toHaveText(['main.ts', 'notes.ts'])
  await expect(other.locator('[data-setting=cores]').getByRole('spinbutton')).toHaveValue('3')
  await expect(other.locator('select[data-setting=start]')).toHaveValue('spawn')
  await expect(other.locator('[data-setting=skip-idle]')).toHaveAttribute('aria-checked', 'true')

  await other.waitForTimeout(800)
  await expect(opened.status).toHaveAttribute('data-run-state', 'idle')
  await expect(other.locator('[data-timeline]')).toHaveCount(0)

  // Sharing it again gives the same link: nothing was added or lost on the way.
  expect((await opened.share()).link).toBe(link)
  await other.keyboard.press('Escape')
  await opened.run()
  expect(await opened.waitForEnd()).toBe('finished')
  expect(await opened.allOutput()).toEqual(TABLE_OUTPUT)
  await context.close()
})

test('a link can be written by hand', async ({ page }) => {
  const weft = new WeftPage(page)
  await weft.open('v=1&lang=ts&cores=1&mode=run&ui=ja&theme=dark&code=console.log(1%20+%201%20%26%201)')
  expect((await weft.shownText()).trim()).toBe('console.log(1 + 1 & 1)')
  await expect(page.locator('html')).toHaveAttribute('lang', 'ja')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(page.locator('[data-setting=cores]').getByRole('spinbutton')).toHaveValue('1')
  await expect(weft.button('run')).toHaveClass(/primary/)
  await weft.run()
  expect(await weft.waitForEnd()).toBe('finished')
  expect(await weft.allOutput()).toEqual([{ process: 'Main', text: '0' }])
})

test('a link that cannot be read says why, and the editor stays as it was', async ({ page }) => {
  const weft = await openWithDraft(page)
  const { link } = await weft.share()
  await page.keyboard.press('Escape')
  const packed = link.slice(link.indexOf('#') + 1)
  const z = packed.indexOf('&z=') + 3
  const other = packed[z + 20] === 'A' ? 'B' : 'A'
  const cases: readonly (readonly [hash: string, message: RegExp])[] = [
    [packed.slice(0, z + 20) + other + packed.slice(z + 21), /damaged: the link was cut off or changed/],
    [packed.slice(0, z + 24), /damaged: the link was cut off or changed/],
    [packed.slice(0, z - 3), /holds no program: it was probably cut off/],
    [handWritten('1', { v: 99 }), /made by a newer Weft \(version 99\)/],
    [handWritten('1', { lang: 'cobol' }), /language that is not known here: "cobol"/],
    ['v=1&lang=ts&code=100%', /percent sign/],
  ]
  const notice = page.locator('[data-notice=bad-link]')
  for (const [hash, message] of cases) {
    await setHash(page, hash)
    await expect(notice).toContainText(message)
    expect((await weft.shownText()).trim()).toBe(MINE.trim())
    await expect(weft.status).toHaveAttribute('data-run-state', 'idle')
    await notice.getByRole('button').click()
    await expect(notice).toHaveCount(0)
  }
  await weft.run()
  expect(await weft.waitForEnd()).toBe('finished')

  // Opened afresh it stands before a program that works.
  await page.goto('about:blank')
  await weft.open(handWritten('1', { v: 99 }))
  await expect(notice).toContainText('newer')
  expect((await weft.shownText()).trim()).toBe(MINE.trim())
})

test('what a link asks for and Weft does not know is told, and the rest is opened', async ({ page }) => {
  const weft = new WeftPage(page)
  await weft.open(handWritten("console.log('still here')", { cores: 'many', colour: 'red' }))
  await expect(page.locator('[data-notice=link-warning]')).toContainText('"colour"')
  await expect(page.locator('[data-notice=link-warning]')).toContainText('"cores" to "many"')
  expect(await weft.shownText()).toContain('still here')
})

test('a draft survives a reload at once, and every link that is opened over it', async ({ page }) => {
  const weft = await openWithDraft(page)
  await page.reload()
  expect((await weft.shownText()).trim()).toBe(MINE.trim())

  await setHash(page, handWritten(TABLE))
  await expect(page.locator('[data-notice=draft-kept]')).toBeVisible()
  expect(await weft.shownText()).toContain('九九')
  // A link that is reloaded is still the link.
  await page.reload()
  expect(await weft.shownText()).toContain('九九')
  await page.locator('[data-action=back-to-draft]').click()
  expect((await weft.shownText()).trim()).toBe(MINE.trim())
  expect(new URL(page.url()).hash).toBe('')

  // Changing a program from a link makes a draft of its own; the first is still there to choose.
  await setHash(page, handWritten(TABLE))
  await expect(page.locator('[data-notice=draft-kept]')).toBeVisible()
  await weft.type("console.log('theirs, changed')\n")
  expect(new URL(page.url()).hash).toBe('')
  await page.reload()
  expect(await weft.shownText()).toContain('theirs, changed')
  await page.locator('.chooser').click()
  await expect(page.locator('[data-draft]')).toHaveCount(2)
  await page.locator('[data-draft][aria-current=false]').click()
  expect((await weft.shownText()).trim()).toBe(MINE.trim())
})
