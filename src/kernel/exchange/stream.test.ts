import { expect, test } from 'vitest'
import { defaultPlan } from '../../program/plan.ts'
import { KernelError } from '../errors.ts'
import { createArena, memoryOf } from '../memory/arena.ts'
import { Heap } from '../memory/heap.ts'
import { HEAP } from '../memory/layout.ts'
import { Tag } from '../memory/messages.ts'
import { Sections } from '../sync/section.ts'
import { type Cargo, nothingTaken } from './cargo.ts'
import { Stream } from './stream.ts'

const HEAP_WORDS = 40_000
const CARGO: Cargo = { tag: Tag.Int, number: 7, length: 0, source: new Int32Array(0), message: 0 }

function makeStream() {
  const memory = memoryOf(createArena(defaultPlan(2), (HEAP + HEAP_WORDS) * 4))
  const freeze = (): never => {
    throw new Error('nobody is killed here')
  }
  const heap = new Heap(memory, new Sections(memory.words, 1, freeze), () => '')
  const base = heap.allocate(64)
  memory.words.fill(0, base, base + 64)
  return { heap, stream: new Stream(memory, heap, base) }
}

/** Takes all that the heap has left; returns the blocks. */
function fill(heap: Heap): number[] {
  const blocks: number[] = []
  for (let size = 8192; size >= 1; size >>= 1) {
    for (;;) {
      try {
        blocks.push(heap.allocate(size))
      } catch (error) {
        if (!(error instanceof KernelError)) throw error
        break
      }
    }
  }
  return blocks
}

test('a put that finds the memory full leaves the mark of who waits for an item', () => {
  const { heap, stream } = makeStream()
  const blocks = fill(heap)
  expect(stream.awaitItem()).toBe(0)
  expect(() => stream.put(CARGO, 0, 0)).toThrow(KernelError)
  for (const block of blocks) heap.free(block)
  expect(stream.put(CARGO, 0, 0)).toBe(1)
  expect(stream.awaited).toBe(true)
  const taken = nothingTaken()
  expect(stream.get(taken)).toBe(1)
  expect(taken.number).toBe(7)
})
