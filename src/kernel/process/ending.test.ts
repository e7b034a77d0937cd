import { expect, test } from 'vitest'
import { defaultPlan } from '../../program/plan.ts'
import { KernelError } from '../errors.ts'
import { KernelQueue } from '../exchange/queue.ts'
import { Kernel } from '../kernel.ts'
import { createArena } from '../memory/arena.ts'
import { HEAP, Head, Lane, laneBase, SlotState } from '../memory/layout.ts'
import { nodeHost } from '../testing/host.testing.ts'
import { endProcess } from './ending.ts'
import { MAIN_SLOT } from './processTable.ts'

const HEAP_WORDS = 60_000
const BASE = laneBase(MAIN_SLOT)

/** The main process, in this very thread, with a queue that is to learn of its end. */
function mainProcess() {
  const kernel = Kernel.attach(createArena(defaultPlan(2), (HEAP + HEAP_WORDS) * 4), MAIN_SLOT, nodeHost({}))
  kernel.waitForClaim()
  const { words } = kernel.memory
  const notice = KernelQueue.create(kernel, 0)
  // One reference for the lane, one for this test.
  kernel.objects.retain(notice.id)
  kernel.objects.retain(notice.id)
  words[BASE + Lane.Notice] = notice.id
  const state = () => [
    words[BASE + Lane.State],
    words[BASE + Lane.InKernel],
    words[Head.Active],
    words[Head.FreeCores],
  ]
  return { kernel, notice, state }
}

const ENDED = [SlotState.Ended, 0, 0, 2]

test('a lane tells the queue that is to learn of its end', () => {
  const { kernel, notice, state } = mainProcess()
  endProcess(kernel, MAIN_SLOT, 0, SlotState.Ended)
  expect(state()).toEqual(ENDED)
  expect(notice.get(0)).toBe(kernel.lane)
})

test('it ends though there is no memory left for that', () => {
  const { kernel, notice, state } = mainProcess()
  for (let words = 8192; words >= 1; words >>= 1) {
    try {
      for (;;) kernel.heap.allocate(words)
    } catch (error) {
      if (!(error instanceof KernelError)) throw error
    }
  }
  endProcess(kernel, MAIN_SLOT, 0, SlotState.Ended)
  expect(state()).toEqual(ENDED)
  expect(notice.pending).toBe(false)
})
