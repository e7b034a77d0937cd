import { expect, test } from 'vitest'
import { defaultPlan } from '../../program/plan.ts'
import { Kernel } from '../kernel.ts'
import { createArena } from '../memory/arena.ts'
import { Lane, laneBase } from '../memory/layout.ts'
import { MAIN_SLOT } from '../process/processTable.ts'
import { nodeHost } from '../testing/host.testing.ts'
import { ENDED, KernelConnection } from './connection.ts'

test('who awaits something at an end that is closed waits no longer, and in no queue of an object that is gone', async () => {
  const kernel = Kernel.attach(createArena(defaultPlan(2)), MAIN_SLOT, nodeHost({}))
  kernel.waitForClaim()
  const before = kernel.objects.all()
  const [receiver, sender] = KernelConnection.pair(kernel, false)
  const received = receiver.recvAsync()
  const polled = receiver.pollAsync(null)
  sender.close()
  receiver.close()
  expect(kernel.objects.all()).toEqual(before)
  expect(kernel.waiter.pending).toEqual([])
  expect(kernel.memory.words[laneBase(MAIN_SLOT) + Lane.AsyncNodes]).toBe(0)
  expect([await received, await polled]).toEqual([ENDED, false])
})
