import { expect } from '@playwright/test'
import { type LessonFacts, readLessons, wrongOutput } from './support/lessons.ts'
import { stickingOut, WeftPage } from './support/page.ts'
import { test } from './support/pythonWorld.ts'

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
  for (const lesson of lessons) {
    await test.step(`${lesson.section}: ${lesson.id}`, () => seeLesson(weft, lesson.id, lesson.expected))
  }
})

test('every lesson comes to what it is expected to in Python, too', async ({ pythonPage: weft }) => {
  const lessons = await readLessons()
  test.setTimeout(30_000 + lessons.length * PATIENCE)
  for (const { id, section, python } of lessons) {
    if (python === undefined) continue
    await test.step(`${section}: ${id}`, () => seeLesson(weft, id, python.expected))
  }
})

/** Opens a lesson in the language that the page stands at, runs it, and looks at what it came to. */
async function seeLesson(weft: WeftPage, id: string, expected: LessonFacts['expected']): Promise<void> {
  await weft.openLesson(id)
  await weft.run()
  const ending = await weft.waitForEnd(PATIENCE)
  const problems = await weft.page
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
}

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
