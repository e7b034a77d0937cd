import { expect, test } from 'vitest'
import { defaultPlan } from '../../program/plan.ts'
import { KernelError } from '../errors.ts'
import { Kernel } from '../kernel.ts'
import { createArena } from '../memory/arena.ts'
import { STAFF_BLOCK_WORDS, TASK_BLOCK_WORDS } from '../memory/boardLayout.ts'
import { HEAP } from '../memory/layout.ts'
import { MAIN_SLOT } from '../process/processTable.ts'
import { nodeHost } from '../testing/host.testing.ts'
import { KernelBoard } from './board.ts'
import { KernelQueue } from './queue.ts'

const HEAP_WORDS = 60_000

test('a task for which the memory is full is not put up, at whatever it fails, and leaves nothing behind', () => {
  const arena = createArena(defaultPlan(2), (HEAP + HEAP_WORDS) * 4)
  const kernel = Kernel.attach(arena, MAIN_SLOT, nodeHost({}))
  kernel.waitForClaim()
  const { heap } = kernel
  const board = KernelBoard.create(kernel, 4)
  const answers = KernelQueue.create(kernel, 0)
  const bytes = new Uint8Array(400)
  // Room for the message, then for the task as well, then for the worker that is asked for.
  const rooms = [2 + bytes.length / 4, TASK_BLOCK_WORDS, STAFF_BLOCK_WORDS].map(size => heap.allocate(size))
  for (let words = 8192; words >= 1; words >>= 1) {
    try {
      for (;;) heap.allocate(words)
    } catch (error) {
      if (!(error instanceof KernelError)) throw error
    }
  }
  for (const room of rooms) {
    const { used } = heap
    expect(() => board.post({ bytes, objects: [] }, 1, answers.id, 0)).toThrow(KernelError)
    expect([heap.used, board.workers, board.withdrawAll()]).toEqual([used, 0, []])
    heap.free(room)
  }
  expect(board.post({ bytes, objects: [] }, 1, answers.id, 0)).toEqual({ state: 0, number: 0, worker: 0 })
})
