import { expect, test } from '@playwright/test'
import { handWritten, WeftPage } from './support/page.ts'
import { programOf } from './support/programs.ts'

const COUNT = 500

test('many short processes one after another are served by the same few workers', async ({ page }) => {
  const weft = new WeftPage(page)
  const program = programOf(
    ['Process', 'Value'],
    "const ended = new Value('i', 0)",
    "function work(n: Value<'i'>): void { n.value += 1 }",
    `for (let i = 0; i < ${COUNT}; i++) {`,
    '  const p = new Process({ target: work, args: [ended] })',
    '  p.start()',
    '  p.join()',
    // The name of something that worker scopes have, and that programs are refused.
    '  p.close()',
    '}',
    'console.log(ended.value)',
  )
  await weft.open(handWritten(program))
  let workers = 0
  page.on('worker', () => workers++)
  await weft.run()
  expect(await weft.waitForEnd()).toBe('finished')
  expect((await weft.drawnOutput()).map(({ text }) => text)).toEqual([String(COUNT)])
  // The stock, those that the machine was slow to clear away, and no more than that however many processes there are.
  expect(workers).toBeLessThan(40)
})
