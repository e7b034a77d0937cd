import { expect, test } from 'vitest'
import { Kernel } from '../../kernel/kernel.ts'
import { nodeHost } from '../../kernel/testing/host.testing.ts'
import { defaultPlan } from '../../program/plan.ts'
import { drainKernel } from './drainKernel.ts'
import { runKernel } from './runKernel.ts'

test('a worker that dies before it became a process is ready no more, and is counted off once', () => {
  const arena = runKernel.createArena(defaultPlan(2))
  const collector = drainKernel(arena, { sites: [] }, nodeHost({}))
  Kernel.attach(arena, 2, nodeHost({}))
  Kernel.attach(arena, 3, nodeHost({}))
  expect(runKernel.readyWorkers(arena)).toBe(2)
  collector.bury(2, 1)
  expect(runKernel.readyWorkers(arena)).toBe(1)
  collector.bury(2, 1)
  collector.bury(4, 1)
  expect(runKernel.readyWorkers(arena)).toBe(1)
  Kernel.attach(arena, 2, nodeHost({}))
  expect(runKernel.readyWorkers(arena)).toBe(2)
})
