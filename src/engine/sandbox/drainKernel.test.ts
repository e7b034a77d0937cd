import { expect, test } from 'vitest'
import { Kernel } from '../../kernel/kernel.ts'
import { nodeHost } from '../../kernel/testing/host.testing.ts'
import { defaultPlan } from '../../program/plan.ts'
import { EventKind } from '../../trace/events.ts'
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

test('rings for which there was no room are emptied first the next time', () => {
  const arena = runKernel.createArena(defaultPlan(2))
  const collector = drainKernel(arena, { sites: [] }, nodeHost({}))
  const traces = [2, 3, 4].map(slot => Kernel.attach(arena, slot, nodeHost({})).trace)
  for (const trace of traces) trace.timed(EventKind.LaneEnd, 2, 0, 0)
  const drained: number[] = []
  for (let i = 0; i < 4; i++) {
    collector.drain(slot => drained.push(slot), 100, 100)
    if (i === 0) traces[0]?.timed(EventKind.LaneEnd, 2, 0, 0)
  }
  expect(drained).toEqual([2, 3, 4, 2])
})
