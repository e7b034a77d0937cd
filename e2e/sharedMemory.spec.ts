import { expect, test } from '@playwright/test'
import { WeftPage } from './support/page.ts'

const ROUNDS = 200_000

const PROGRAM = `import { Process } from 'multiprocessing'
const cells = new Int32Array(new SharedArrayBuffer(12))
function addAtomically(): void {
  for (let i = 0; i < ${ROUNDS}; i++) Atomics.add(cells, 0, 1)
}
function addPlainly(): void {
  for (let i = 0; i < ${ROUNDS}; i++) cells[1] = cells[1] + 1
}
function ring(): void {
  Atomics.store(cells, 2, 1)
  Atomics.notify(cells, 2)
}
for (const target of [addAtomically, addPlainly]) {
  const adders = [0, 1].map(() => new Process({ target }))
  for (const adder of adders) adder.start()
  for (const adder of adders) adder.join()
}
new Process({ target: ring }).start()
console.log('woken: ' + Atomics.wait(cells, 2, 0, 5000).replace('not-equal', 'ok'))
console.log('atomically ' + cells[0] + ', plainly ' + cells[1])
`

test("two processes add to the program's own shared memory: with Atomics.add nothing is lost", async ({
  page,
}) => {
  const weft = new WeftPage(page)
  await weft.open()
  await weft.setProgram(PROGRAM)
  await weft.run()
  expect(await weft.waitForEnd()).toBe('finished')
  const [woken, sums] = (await weft.allOutput()).map(({ text }) => text)
  expect(woken).toBe('woken: ok')
  const [, atomically, plainly] = /atomically (\d+), plainly (\d+)/.exec(sums ?? '') ?? []
  expect(Number(atomically)).toBe(2 * ROUNDS)
  // What is lost without them depends on the machine; more than all there is cannot come out, nor less than one adds.
  expect(Number(plainly)).toBeLessThanOrEqual(2 * ROUNDS)
  expect(Number(plainly)).toBeGreaterThanOrEqual(2)
})
