import { expect, test } from 'vitest'
import { defaultPlan } from '../../program/plan.ts'
import { Operation } from '../../trace/events.ts'
import { Kernel } from '../kernel.ts'
import { createArena } from '../memory/arena.ts'
import { Lane, laneBase } from '../memory/layout.ts'
import { MAIN_SLOT } from '../process/processTable.ts'
import { nodeHost } from '../testing/host.testing.ts'

test('a lane that was woken before it parks waits for nothing', () => {
  const kernel = Kernel.attach(createArena(defaultPlan(2)), MAIN_SLOT, nodeHost({}))
  kernel.waitForClaim()
  kernel.gate.wake(MAIN_SLOT)
  kernel.gate.park(Operation.WorkerStart, 0, 0, Number.POSITIVE_INFINITY)
  expect(kernel.memory.words[laneBase(MAIN_SLOT) + Lane.WaitOperation]).toBe(Operation.None)
})
