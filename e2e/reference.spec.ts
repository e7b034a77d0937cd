import { expect, test } from '@playwright/test'
import { handWritten, stickingOut, WeftPage } from './support/page.ts'

test('the reference finds a name by keyboard, shows its words, and leaves the program in the address', async ({
  page,
}) => {
  const weft = new WeftPage(page)
  await weft.open(handWritten('console.log(1)\n'))
  const address = page.url()
  await page.locator('.brand').click()
  await page.keyboard.press('/')
  const panel = page.locator('.reference-panel')
  const field = panel.getByRole('combobox')
  await expect(field).toBeFocused()
  await expect(panel.locator('[data-api="multiprocessing"]')).toBeVisible()

  await page.keyboard.type('queue.put')
  await expect(panel.getByRole('option').first()).toHaveAttribute('data-api', /Queue\.put$/)
  await expect(panel.getByRole('status')).toContainText(/entr/)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await expect(panel).toHaveAttribute('data-entry', /Queue\.put$/)
  const chosen = panel.locator('[data-chosen]')
  await expect(chosen).toContainText('put(value: T')
  await expect(chosen).toContainText('Adds a value')
  await expect(chosen).toBeInViewport()
  expect(page.url()).toBe(address)

  await panel.locator('article').click()
  await page.keyboard.press('/')
  await expect(field).toBeFocused()
  await page.keyboard.type('no such name')
  await expect(panel.getByRole('status')).toHaveText('Nothing has these words.')
  // Once for the text of the field, once for the panel.
  await page.keyboard.press('Escape')
  await expect(field).toHaveValue('')
  await page.keyboard.press('Escape')
  await expect(panel).toHaveCount(0)
  await expect(weft.status).toHaveAttribute('data-run-state', 'idle')
})

test('an address opens an entry, in the language of the page, on a narrow screen too', async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({
    locale: 'ja-JP',
    viewport: { width: 360, height: 740 },
    baseURL: baseURL ?? '',
  })
  const page = await context.newPage()
  const weft = new WeftPage(page)
  await weft.open('api=multiprocessing.Lock')
  const panel = page.locator('.reference-panel')
  await expect(panel).toHaveAttribute('data-entry', 'multiprocessing.Lock')
  await expect(panel.getByRole('heading', { level: 3 })).toHaveText('Lock')
  await expect(panel.locator('article')).toContainText(/[ぁ-ん]/)
  expect(await stickingOut(page.locator('html'))).toEqual([])
  await panel.locator('.reference-back').click()
  await expect(panel.locator('[data-api="multiprocessing.Queue"]')).toBeAttached()
  await panel.locator('[data-api="multiprocessing.Process"]').click()
  await expect(panel.getByRole('heading', { level: 3 })).toHaveText('Process')
  await context.close()
})
