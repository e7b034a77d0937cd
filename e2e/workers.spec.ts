import { expect, test } from '@playwright/test'
import { handWritten, type RunName, stickingOut, WeftPage } from './support/page.ts'
import { programOf } from './support/programs.ts'

const PROGRAM = programOf(
  ['Process'],
  'function work(n: number): void {',
  '  let sum = 0',
  '  for (let i = 0; i < 2e7; i++) sum += i % n',
  "  console.log('worker', n)",
  '}',
  'const all = [3, 5].map(n => new Process({ target: work, args: [n] }))',
  'for (const one of all) one.start()',
  'for (const one of all) one.join()',
)
const PAIR: readonly RunName[] = ['threads', 'processes']

test('threads and processes are compared: two charts of the same program, and one time by the other', async ({
  page,
}) => {
  const weft = new WeftPage(page)
  await weft.open(handWritten(PROGRAM))
  await weft.compareWhat('workers')
  await expect(weft.button('compare')).toHaveAttribute('data-comparison', 'workers')
  await expect(weft.status).toHaveAttribute('data-run-state', 'idle')
  await expect(page.locator('.timeline-empty')).toContainText('with threads and with processes')
  await weft.compare()
  expect(await weft.waitForEnd()).toBe('finished')

  const times = await Promise.all(PAIR.map(run => weft.metric('wall', run)))
  const [threads = 0, processes = 1] = times.map(time => time ?? 0)
  expect(await weft.metric('speedup')).toBeCloseTo(threads / processes, 6)
  expect(await weft.metric('efficiency')).toBeNull()
  await expect(weft.status).toContainText('with processes than threads')
  for (const run of PAIR) {
    await expect(weft.timeline(run)).toHaveAttribute('data-spans', /^[1-9]/)
    const lines = (await weft.drawnOutput()).filter(line => line.run === run).map(({ text }) => text)
    expect(lines.sort()).toEqual(['worker 3', 'worker 5'])
  }

  const { link } = await weft.share()
  expect(link).toContain('&compare=workers')
  await page.keyboard.press('Escape')
  await weft.compareWhat('cores')
  await weft.compare()
  expect(await weft.waitForEnd()).toBe('finished')
  await expect(weft.timeline('threads')).toHaveCount(0)
  await expect(weft.timeline('parallel')).toHaveAttribute('data-spans', /^[1-9]/)
})

test('in a frame of another page the comparison fits as well', async ({ page }) => {
  const weft = new WeftPage(page)
  await page.setViewportSize({ width: 900, height: 560 })
  await weft.open(handWritten(PROGRAM, { compare: 'workers' }), '?embed')
  await page.locator('.compare-what').click()
  expect(await stickingOut(page.locator('html'))).toEqual([])
  await page.keyboard.press('Escape')
  await weft.compare()
  expect(await weft.waitForEnd()).toBe('finished')
  for (const run of PAIR) await expect(weft.timeline(run)).toHaveAttribute('data-spans', /^[1-9]/)
  expect(await stickingOut(page.locator('html'))).toEqual([])
})

test('a link sets all that a plan can have, the page shows it, and passes it on', async ({ page }) => {
  const settings = {
    start: 'forkserver',
    gil: 'off',
    switch: 2,
    as: 'threads',
    compare: 'workers',
    quantum: 20,
  }
  const weft = new WeftPage(page)
  await weft.open(handWritten(PROGRAM, settings))
  await expect(page.locator('[data-notice]')).toHaveCount(0)
  await expect(page.locator('[data-setting=start]')).toHaveValue('forkserver')
  await expect(page.locator('[data-setting=gil]')).toHaveAttribute('aria-checked', 'false')
  await page.getByRole('button', { name: 'Settings' }).click()
  await expect(page.locator('[data-setting=switch-interval]')).toHaveValue('2')
  await expect(page.locator('[data-setting=workers]')).toHaveValue('threads')
  await expect(page.locator('[data-setting=quantum]')).toHaveValue('20')
  await page.keyboard.press('Escape')
  const hash = new URL((await weft.share()).link).hash.slice(1).split('&')
  for (const [key, value] of Object.entries(settings)) expect(hash).toContain(`${key}=${value}`)
  await page.keyboard.press('Escape')

  await page.getByRole('switch', { name: 'GIL' }).click()
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.locator('[data-setting=workers]').selectOption('asWritten')
  await page.keyboard.press('Escape')
  const changed = new URL((await weft.share()).link).hash.slice(1).split('&')
  expect(changed).toContain('gil=on')
  expect(changed.filter(pair => pair.startsWith('as='))).toEqual([])
})
