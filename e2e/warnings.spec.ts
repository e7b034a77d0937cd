import { expect, test } from '@playwright/test'
import { handWritten, WeftPage } from './support/page.ts'

const PROGRAM = `import { Thread } from 'threading'

let counter = 0

function add(): void {
  counter++
}

new Thread({ target: add }).start()
`

const SHARED = `import { Thread, shared } from 'threading'

const state = shared({ counter: 0 })

function add(): void {
  state.counter++
}

new Thread({ target: add }).start()
`

test('a variable that a thread assigns gets a warning, which shares it, and undo takes that back', async ({
  page,
}) => {
  const weft = new WeftPage(page)
  await weft.open(handWritten(PROGRAM))
  await weft.editorReady()
  const warnings = page.locator('[data-editor-warnings]')
  await expect(warnings).toHaveAttribute('data-editor-warnings', '1')
  await expect(warnings).toHaveText('1 warning')

  await page.locator('.view-line', { hasText: 'let counter' }).getByText('counter').click()
  // The actions come from where the mark is; they may be asked for before the editor knows of it.
  await expect(async () => {
    await page.keyboard.press('ControlOrMeta+.')
    await expect(page.locator('.action-widget').first()).toContainText('Share “counter” between threads', {
      timeout: 1000,
    })
  }).toPass()
  await page.keyboard.press('Enter')
  await expect.poll(() => weft.shownText()).toBe(SHARED)
  await expect(warnings).toHaveCount(0)

  await page.keyboard.press('ControlOrMeta+Z')
  await expect.poll(() => weft.shownText()).toBe(PROGRAM)
  await expect(warnings).toHaveCount(1)
})
