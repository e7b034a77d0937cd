import { test as base, expect } from '@playwright/test'
import { findFirefox } from '../scripts/firefox.mjs'
import { Firefox } from './support/firefox.ts'
import { readLessons } from './support/lessons.ts'

const path = findFirefox()
const test = base.extend<object, { readonly firefox: Firefox }>({
  firefox: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what a fixture needs from this pattern.
    async ({}, use) => {
      const firefox = await Firefox.launch(path ?? '')
      await use(firefox)
      await firefox.close()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
})
test.skip(path === null, 'needs Firefox 153 or newer')

/** Presses Run as soon as the editor is there. */
const RUN = `new Promise(resolve => {
  const look = () => {
    const run = [...document.querySelectorAll('button')].find(({ textContent }) => textContent.trim() === 'Run')
    if (!document.querySelector('.monaco-editor .view-line') || !run || run.disabled) return setTimeout(look, 50)
    run.click()
    resolve('')
  }
  look()
})`
const STATE = `document.querySelector('[role=status][data-run-state]')?.dataset.runState ?? ''`

/** Processes that are forked, started by each method, threads, a deadlock; in TypeScript a pool. */
const LESSONS = [
  { language: 'py', id: 'primes' },
  { language: 'py', id: 'start-methods' },
  { language: 'py', id: 'gil' },
  { language: 'py', id: 'two-locks' },
  { language: 'ts', id: 'primes' },
] as const

for (const { language, id } of LESSONS) {
  test(`Firefox runs the lesson ${id} (${language})`, async ({ firefox, baseURL }) => {
    const lesson = (await readLessons()).find(lesson => lesson.id === id)
    const expected = language === 'py' ? lesson?.python?.expected : lesson?.expected
    await firefox.open(`${baseURL}#lang=${language}&lesson=${id}`)
    await firefox.text(RUN)
    await expect.poll(() => firefox.text(STATE), { timeout: 45_000 }).toMatch(/finished|failed|deadlocked/)
    expect(await firefox.text(STATE)).toBe(expected?.kind)
    await firefox.text(`document.querySelector('#tab-output').click(), ''`)
    const { lastLine } = expected ?? {}
    if (lastLine !== undefined)
      await expect.poll(() => firefox.text('document.body.innerText')).toContain(lastLine)
  })
}
