import { describe, expect, test } from 'vitest'
import { below, xorshift32 } from '../../base/prng.ts'
import { defaultPlan } from '../../program/plan.ts'
import { KernelError } from '../errors.ts'
import { Sections } from '../sync/section.ts'
import { createArena, memoryOf } from './arena.ts'
import { Heap } from './heap.ts'
import { HEAP } from './layout.ts'

const HEAP_WORDS = 600_000

function makeHeap(explain = () => '') {
  const memory = memoryOf(createArena(defaultPlan(2), (HEAP + HEAP_WORDS) * 4))
  const freeze = (): never => {
    throw new Error('nobody is killed here')
  }
  return { memory, heap: new Heap(memory, new Sections(memory.words, 1, freeze), explain) }
}

const LARGE = 5000

describe('the heap', () => {
  test.each([1, 2, 3])('never gives the same word to two blocks (seed %i)', seed => {
    const { memory, heap } = makeHeap()
    const blocks: { address: number; size: number; mark: number }[] = []
    let random = seed
    const next = (n: number) => {
      random = xorshift32(random)
      return below(random, n)
    }
    for (let step = 1; step <= 3000; step++) {
      if (blocks.length > 0 && next(100) < 48) {
        const [block] = blocks.splice(next(blocks.length), 1)
        if (block === undefined) continue
        // The slow twin: every word of a block still holds the block's own mark.
        const held = memory.words.subarray(block.address, block.address + block.size)
        expect(
          held.every(word => word === block.mark),
          `step ${step}`,
        ).toBe(true)
        heap.free(block.address)
      } else {
        const size = next(10) === 0 ? 4000 + next(6000) : 1 + next(200)
        const address = heap.allocate(size)
        expect(address % 2).toBe(0)
        expect(address).toBeGreaterThanOrEqual(HEAP)
        expect(address + size).toBeLessThanOrEqual(memory.words.length)
        memory.words.fill(step, address, address + size)
        blocks.push({ address, size, mark: step })
      }
    }
    for (const { address } of blocks) heap.free(address)
    expect(heap.used).toBe(0)
  })

  test.each([4, 5, 6])(
    'is one large block again once large blocks are freed in any order (seed %i)',
    seed => {
      const { heap } = makeHeap()
      let random = seed
      const blocks: number[] = []
      for (let used = 0; used < HEAP_WORDS - 4 * LARGE; used += LARGE + 2) blocks.push(heap.allocate(LARGE))
      while (blocks.length > 0) {
        random = xorshift32(random)
        for (const address of blocks.splice(below(random, blocks.length), 1)) heap.free(address)
      }
      heap.free(heap.allocate(HEAP_WORDS - 2))
      expect(heap.used).toBe(0)
    },
  )

  test('can take a freed block at its end and the untouched part as one', () => {
    const { heap } = makeHeap()
    heap.free(heap.allocate(HEAP_WORDS * 0.6))
    heap.free(heap.allocate(HEAP_WORDS * 0.9))
  })

  test('says how much was wanted, what is in use and by whom when it is full', () => {
    const { heap } = makeHeap(() => 'Queue-3 (2 MB in 7 items)')
    heap.allocate(262_144)
    const full = () => heap.allocate(524_288)
    expect(full).toThrow(KernelError)
    expect(full).toThrow(/: 1 of its \d+ MB are in use, and 2 MB more .*Queue-3 \(2 MB in 7 items\)/)
    // Nothing is broken by it.
    heap.free(heap.allocate(1000))
  })
})
