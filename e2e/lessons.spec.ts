import { expect, test } from '@playwright/test'
import { readLessons, wrongOutput } from './support/lessons.ts'
import { stickingOut, WeftPage } from './support/page.ts'

/** The longest lesson takes a few seconds on a quiet machine. */
const PATIENCE = 30_000

test('every lesson comes to what it is expected to, in a page where one follows the other', async ({
  page,
}) => {
  const lessons = await readLessons()
  test.setTimeout(30_000 + lessons.length * PATIENCE)
  const weft = new WeftPage(page)
  await weft.open()
  await weft.editorReady()
  for (const { id, section, expected } of lessons) {
    await test.step(`${section}: ${id}`, async () => {
      await weft.openLesson(id)
      await weft.run()
      const ending = await weft.waitForEnd(PATIENCE)
      const problems = await page
        .locator('.explain [data-problem]')
        .evaluateAll(found =>
          found.map(problem => `${problem.getAttribute('data-problem')}: ${problem.textContent}`),
        )
      expect.soft(ending, `${id}: ${problems}`).toBe(expected.kind)
      if (expected.kind === 'finished') {
        const exitCode = String(expected.exitCode ?? 0)
        await expect.soft(weft.status, id).toHaveAttribute('data-exit-code', exitCode)
      } else if (expected.kind === 'failed') expect.soft(problems[0], id).toContain(`${expected.code}: `)
      await weft.showTab('output')
      const printed = (await weft.allOutput()).map(({ text }) => text)
      expect.soft(wrongOutput(expected, printed), id).toEqual([])
    })
  }
})

test('lessons stand by section and are found by their words, on a narrow screen too', async ({ page }) => {
  const lessons = await readLessons()
  const weft = new WeftPage(page)
  await weft.open()
  await page.setViewportSize({ width: 360, height: 740 })
  await page.locator('.chooser').click()
  const list = page.locator('.chooser-list')
  await expect(list.locator('[data-lesson]')).toHaveCount(lessons.length)
  await expect(list.getByRole('heading')).toHaveCount(new Set(lessons.map(({ section }) => section)).size)
  expect(await stickingOut(page.locator('html'))).toEqual([])
  await page.getByRole('searchbox').fill('philosophers')
  await expect(list.locator('[data-lesson]')).toHaveCount(1)
  await page.getByRole('searchbox').fill('no such words')
  await expect(list.locator('[data-lesson]')).toHaveCount(0)
  await expect(list).toContainText('No program has these words')
})
