import { expect, test } from '@playwright/test'
import { handWritten } from './support/page.ts'

test('who types before the editor has come goes on typing in it, at the same place', async ({ page }) => {
  let release = () => {}
  const held = new Promise<void>(resolve => {
    release = resolve
  })
  await page.route(/monacoEditor-.*\.js$/, async route => {
    await held
    await route.continue()
  })
  await page.goto(`./#${handWritten('first = 1\nsecond = 2\n', { lang: 'py' })}`)
  const field = page.locator('.plain-text')
  await field.focus()
  await field.evaluate((area: HTMLTextAreaElement) => area.setSelectionRange(9, 9))
  await page.keyboard.type('0')
  const indent = await field.evaluate(area => Number.parseFloat(getComputedStyle(area).paddingLeft))
  release()
  const editor = page.locator('[data-editor=monaco]')
  await expect(editor).toBeVisible()
  await page.keyboard.type('23')
  await expect(editor.locator('.view-line').first()).toHaveText('first = 1023')
  // The text stands where it stood.
  const [lines, host] = await Promise.all([
    editor.locator('.view-lines').boundingBox(),
    editor.locator('.code-host').boundingBox(),
  ])
  expect(Math.abs((lines?.x ?? 0) - (host?.x ?? 0) - indent)).toBeLessThan(1)
})
