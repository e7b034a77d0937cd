import { expect, test } from 'vitest'
import { BLOCK, firstDifference } from './firstDifference.ts'

test('the first block that differs is found, wherever both pieces lie', () => {
  const memory = new WebAssembly.Memory({ initial: 1 })
  const bytes = new Uint8Array(memory.buffer)
  const find = firstDifference(memory)
  const length = 5 * BLOCK
  for (const [a, b] of [
    [1024, 4096],
    [1027, 4097],
  ] as const) {
    const found = Array.from({ length }, (_, i) => {
      bytes[a + i] = 1
      const at = find(a, b, a + length)
      bytes[a + i] = 0
      return at - a
    })
    expect(found).toEqual(Array.from({ length }, (_, i) => i - (i % BLOCK)))
    // What lies behind is not looked at.
    bytes[a + length] = 1
    expect([find(a, b, a + length), find(a, b, a)]).toEqual([a + length, a])
    bytes[a + length] = 0
  }
})
