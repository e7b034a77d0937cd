import { expect, test } from '@playwright/test'
import { seeNextRunWork } from './support/mishap.ts'
import { WeftPage } from './support/page.ts'
import { programOf } from './support/programs.ts'

let weft: WeftPage

test.beforeEach(async ({ page }) => {
  weft = new WeftPage(page)
  await weft.open()
})

const ENDLESS: Readonly<Record<string, string>> = {
  'a loop': programOf([], "console.log('go')", 'for (;;) {}'),
  'a loop that works': programOf([], "console.log('go')", 'let x = 0', 'while (true) x = Math.sin(x + 1)'),
  'loops in several processes': programOf(
    ['Process'],
    'function spin() {',
    '  for (;;) {}',
    '}',
    'for (let i = 0; i < 4; i++) new Process({ target: spin }).start()',
    "console.log('go')",
    'spin()',
  ),
  'a loop in a child that main waits for': programOf(
    ['Process'],
    'function spin() {',
    '  for (;;) {}',
    '}',
    'const p = new Process({ target: spin })',
    'p.start()',
    "console.log('go')",
    'p.join()',
  ),
  'a loop in each task of a pool': programOf(
    ['Pool'],
    'function spin(n) {',
    '  for (;;) {}',
    '}',
    'using pool = new Pool(2)',
    "console.log('go')",
    'pool.map(spin, [1, 2, 3, 4])',
  ),
  'an async loop': programOf([], "console.log('go')", 'for (;;) await null'),
  'an async loop that sleeps': programOf(
    [],
    "import { sleep } from 'time'",
    "console.log('go')",
    'for (;;) await sleep(0.001)',
  ),
  'timers that make timers': programOf(
    [],
    'function again() { setTimeout(again, 0) }',
    "console.log('go')",
    'again()',
  ),
  'a loop that catches everything': programOf(
    ['Lock'],
    'const lock = new Lock()',
    "console.log('go')",
    'for (;;) {',
    '  try { for (;;) { lock.acquire(); lock.release() } } catch {} finally { continue }',
    '}',
  ),
  'processes that start processes': programOf(
    ['Process'],
    'function child() {}',
    "console.log('go')",
    'for (;;) {',
    '  const p = new Process({ target: child })',
    '  p.start()',
    '  p.join()',
    '}',
  ),
  'waiting for a moment that never comes': programOf(
    [],
    "import { sleep } from 'time'",
    "console.log('go')",
    'sleep(1e6)',
  ),
}

test('Stop ends whatever loops for ever, within two seconds', async () => {
  for (const [what, program] of Object.entries(ENDLESS)) {
    await test.step(what, async () => {
      await weft.setProgram(program)
      await weft.run()
      await expect.poll(() => weft.outputCount()).toBe(1)
      expect(await weft.stopAndTime(), what).toBeLessThan(2000)
      expect(await weft.waitForEnd()).toBe('stopped')
      expect(await weft.explanation()).toMatch(/You stopped the run/)
      await seeNextRunWork(weft)
    })
  }
})

test('a run that takes too long is ended at its time limit', async () => {
  await weft.setProgram(programOf([], "console.log('go')", 'for (;;) {}'))
  await weft.setTimeLimit(5)
  await weft.run()
  expect(await weft.waitForEnd()).toBe('stopped')
  await expect(weft.status).toContainText('time limit')
  expect(await weft.explanation()).toMatch(/time limit of 5.*s.*settings/i)
  await seeNextRunWork(weft)
})
