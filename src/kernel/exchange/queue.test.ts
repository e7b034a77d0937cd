import { expect, test } from 'vitest'
import { defaultPlan } from '../../program/plan.ts'
import { KernelError } from '../errors.ts'
import { Kernel } from '../kernel.ts'
import { createArena } from '../memory/arena.ts'
import { HEAP, Lane, laneBase } from '../memory/layout.ts'
import type { Codec } from '../memory/values/index.ts'
import { MAIN_SLOT } from '../process/processTable.ts'
import { nodeHost } from '../testing/host.testing.ts'
import { KernelQueue } from './queue.ts'

const HEAP_WORDS = 60_000

/** The main process, in this very thread. */
function mainProcess(): Kernel {
  const kernel = Kernel.attach(createArena(defaultPlan(2), (HEAP + HEAP_WORDS) * 4), MAIN_SLOT, nodeHost({}))
  kernel.waitForClaim()
  return kernel
}

/** Takes all that the heap has left. */
function fill({ heap }: Kernel): void {
  for (let words = 8192; words >= 1; words >>= 1) {
    try {
      for (;;) heap.allocate(words)
    } catch (error) {
      if (!(error instanceof KernelError)) throw error
    }
  }
}

test('a put that finds the memory full leaves the lane outside the kernel', () => {
  const kernel = mainProcess()
  const queue = KernelQueue.create(kernel, 0)
  fill(kernel)
  expect(() => queue.put(7, null)).toThrow(KernelError)
  expect(kernel.memory.words[laneBase(MAIN_SLOT) + Lane.InKernel]).toBe(0)
})

test('what could not be put is freed, whichever way it was put', async () => {
  const kernel = mainProcess()
  const queue = KernelQueue.create(kernel, 0)
  const bytes = new Uint8Array(8000)
  kernel.codec = { encode: () => ({ bytes, objects: [] }) } as unknown as Codec
  // Room for the message, but none for its place in the queue.
  const room = kernel.heap.allocate(1 + bytes.length / 4)
  fill(kernel)
  kernel.heap.free(room)
  const { used } = kernel.heap
  expect(() => queue.put('x', null)).toThrow(KernelError)
  expect(kernel.heap.used).toBe(used)
  await expect(queue.putAsync('x', null)).rejects.toThrow(KernelError)
  expect(kernel.heap.used).toBe(used)
})
