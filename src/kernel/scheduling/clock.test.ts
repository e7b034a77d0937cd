import { expect, test } from 'vitest'
import { defaultPlan, type Plan } from '../../program/plan.ts'
import { createArena, memoryOf, settingsOf } from '../memory/arena.ts'
import { HEAP, Lane, laneBase, RunState } from '../memory/layout.ts'
import { Clock } from './clock.ts'
import { freePolicy } from './free.ts'
import { LaneTable } from './laneTable.ts'

function makeClock(plan: Partial<Plan> = {}) {
  const memory = memoryOf(createArena({ ...defaultPlan(2), ...plan }, HEAP * 4 + 4096))
  const host = { time: 1000 }
  const clock = new Clock(memory, settingsOf(memory), () => host.time)
  return { memory, host, clock, table: new LaneTable(memory.words, memory.floats, freePolicy) }
}

test('the clock starts at the first statement, goes with the host and jumps', () => {
  const { host, clock } = makeClock()
  clock.start()
  host.time += 5
  expect(clock.now()).toBe(5)
  clock.skip(100)
  host.time += 1
  expect(clock.now()).toBe(106)
})

test('a virtual clock goes by steps and jumps alone', () => {
  const { host, clock } = makeClock({ policy: 'controlled' })
  clock.start()
  host.time += 5
  clock.step()
  clock.skip(20)
  expect(clock.now()).toBeCloseTo(20.001, 9)
})

test('a jump goes to the nearest deadline, wakes its lane alone and lets the others look', () => {
  const { memory, clock, table } = makeClock({ policy: 'controlled' })
  for (const [slot, deadline] of [
    [1, Number.POSITIVE_INFINITY],
    [2, 70],
    [3, 30],
    [4, 50],
  ] as const) {
    table.block(slot, deadline)
  }
  const effects = { ring: [] as number[], choices: [], jumped: 0 }
  table.jump(clock, 8, effects)
  expect(clock.now()).toBe(30)
  expect(effects.jumped).toBe(30)
  const states = [1, 2, 3, 4].map(slot => memory.words[laneBase(slot) + Lane.Run])
  expect(states).toEqual([RunState.Blocked, RunState.Blocked, RunState.Granted, RunState.Blocked])
  expect(effects.ring).toEqual([3, 2, 4])
})

test('of two with one deadline the lane with the lower number is first, whatever its slot', () => {
  const { memory, clock, table } = makeClock({ policy: 'controlled' })
  for (const [slot, lane] of [
    [2, 5],
    [3, 4],
  ] as const) {
    memory.words[laneBase(slot) + Lane.LaneNumber] = lane
    table.block(slot, 30)
  }
  table.jump(clock, 8, { ring: [], choices: [], jumped: 0 })
  expect([2, 3].map(slot => memory.words[laneBase(slot) + Lane.Run])).toEqual([
    RunState.Blocked,
    RunState.Granted,
  ])
})
