import { describe, expect, test } from 'vitest'
import { TraceDecoder } from '../trace/decode.ts'
import { Operation } from '../trace/events.ts'
import { Activity, type LaneModel } from '../trace/model.ts'
import { runWorld } from './testing/nodeWorld.testing.ts'
import type { WorldResult } from './testing/world.testing.ts'

const decode = (world: WorldResult) => {
  const decoder = new TraceDecoder({ cores: 4 })
  for (const { slot, words } of world.words) decoder.add(slot, words)
  decoder.finish()
  return decoder.model
}

/** ms during which two lanes ran at the same time. */
function overlap(one: LaneModel, other: LaneModel): number {
  let ms = 0
  for (const [from, to] of running(one)) {
    for (const [start, end] of running(other)) ms += Math.max(0, Math.min(to, end) - Math.max(from, start))
  }
  return ms
}

function running({ spans }: LaneModel): [number, number][] {
  return Array.from({ length: spans.length }, (_, i) => i)
    .filter(i => spans.activity[i] === Activity.Running)
    .map(i => [spans.start[i] as number, spans.end[i] as number])
}

/** ms that a lane waited for the GIL, wait by wait. */
function gilWaits({ spans }: LaneModel): number[] {
  return Array.from({ length: spans.length }, (_, i) => i)
    .filter(i => spans.activity[i] === Activity.Ready && spans.operation[i] === Operation.Gil)
    .map(i => (spans.end[i] as number) - (spans.start[i] as number))
}

/** From when to when a lane slept. */
function sleepsOf({ spans }: LaneModel): [number, number][] {
  return Array.from({ length: spans.length }, (_, i) => i)
    .filter(i => spans.activity[i] === Activity.Waiting && spans.operation[i] === Operation.Sleep)
    .map(i => [spans.start[i] as number, spans.end[i] as number])
}

describe('a thread', () => {
  test('is a lane of its process', async () => {
    const world = await runWorld('threadBasics')
    expect(world.errors).toEqual([])
    expect(world.results).toEqual([true, [true, true, true, true], [true, 'tellWhoIAm', 0, 1]])
  })

  test('is waited for when its process ends', async () => {
    const world = await runWorld('leaveThreadBehind')
    expect(world).toMatchObject({ status: 'finished', exitCode: 0, errors: [], results: ['slept 30'] })
  })

  test('shares a lock with the others of its process, with the GIL and without', async () => {
    for (const gil of [true, false]) {
      const world = await runWorld('addInThreads', { plan: { gil }, args: [3, 500, true] })
      expect(world).toMatchObject({ errors: [], results: [1500] })
    }
  })

  test('over the limit is refused, and the others go on', async () => {
    const world = await runWorld('manyThreads', { args: [140] })
    expect(world).toMatchObject({ status: 'finished', errors: [], results: [['thread.limit', 127]] })
  })

  test('loses updates in some schedules, each of which can be replayed', async () => {
    const seen = new Set<string>()
    for (let seed = 1; seed <= 8; seed++) {
      const args = [2, 1, false]
      const world = await runWorld('addInThreads', { plan: { policy: 'controlled', seed }, args })
      const { schedule } = decode(world)
      const again = await runWorld('addInThreads', { plan: { policy: 'replay', schedule }, args })
      expect([again.results, decode(again).schedule]).toEqual([world.results, schedule])
      seen.add(`${world.status} ${world.results}`)
    }
    expect([...seen].sort()).toEqual(['finished 1', 'finished 2'])
  })
})

test('the end of a lane is put into the queue that was named, however it ends', async () => {
  const world = await runWorld('notices')
  expect(world).toMatchObject({ status: 'finished', errors: [], results: [true, true, true, [0, -15, 0]] })
})

test('killing processes with three threads, whatever they do, leaves the rest sound', async () => {
  const world = await runWorld('threadVictims', { args: [200] })
  expect(world).toMatchObject({ status: 'finished', errors: [], results: [200, expect.any(Number), true] })
  expect(world.results[1]).toBeLessThan(4000)
  const { lanes, damaged } = decode(world)
  expect(damaged).toBe(0)
  expect(lanes.every(lane => !Number.isNaN(lane.end))).toBe(true)
})

test('killing processes on workers that were used before leaves the rest sound', async () => {
  const world = await runWorld('victimsOnUsedWorkers', { args: [50], reuse: true })
  expect(world).toMatchObject({ status: 'finished', errors: [], results: [50] })
  const { lanes, damaged } = decode(world)
  expect(damaged).toBe(0)
  expect(lanes.every(lane => !Number.isNaN(lane.end))).toBe(true)
  expect(world.boots).toBeLessThan(lanes.length * 0.8)
})

test('a worker serves many short processes and threads; the memory is as it was', async () => {
  const world = await runWorld('manyShort', { args: [1000], reuse: true })
  expect(world).toMatchObject({ status: 'finished', errors: [] })
  // Whoever has just ended may still hold its few words when it has been joined.
  expect(world.results[0]).toBeLessThan(500)
  expect(world.boots).toBeLessThan(40)
})

describe('the GIL', () => {
  const workers = (world: WorldResult) => decode(world).lanes.filter(lane => lane.name === 'worker')

  test('lets one thread of a process run at a time', async () => {
    const world = await runWorld('workInThreads', { plan: { gil: true }, args: [600] })
    expect(world.errors).toEqual([])
    const [one, other] = workers(world) as [LaneModel, LaneModel]
    expect(overlap(one, other)).toBe(0)
    expect(gilWaits(one).length + gilWaits(other).length).toBeGreaterThan(3)
  })

  test('can be switched off: threads run at the same time', async () => {
    const world = await runWorld('workInThreads', { plan: { gil: false }, args: [600] })
    const [one, other] = workers(world) as [LaneModel, LaneModel]
    expect(overlap(one, other)).toBeGreaterThan(0)
    expect(gilWaits(one)).toEqual([])
  })

  test('is given up by a thread that sleeps', async () => {
    const plan = { gil: true, skipIdle: true }
    const world = await runWorld('sleepInThreads', { plan, args: [10_000, 4] })
    expect(world.errors).toEqual([])
    const sleeps = decode(world)
      .lanes.filter(lane => lane.name === 'sleeper')
      .flatMap(sleepsOf)
    expect(sleeps).toHaveLength(4)
    // All at the same time: the last one begins before the first one is over.
    const [begins, ends] = [sleeps.map(([from]) => from), sleeps.map(([, to]) => to)]
    expect(Math.max(...begins)).toBeLessThan(Math.min(...ends))
  })

  test('is handed over after the switch interval to a thread that becomes ready', async () => {
    for (const switchInterval of [5, 25]) {
      const plan = { gil: true, switchInterval }
      const world = await runWorld('convoy', { plan, args: [10] })
      expect(world.errors).toEqual([])
      const middle = (world.results as number[]).sort((a, b) => a - b)[5]
      expect(middle).toBeGreaterThan(switchInterval)
      const main = decode(world).lanes[0] as LaneModel
      expect(gilWaits(main).length).toBeGreaterThanOrEqual(8)
    }
  })

  test('has an interval that a program can set', async () => {
    const world = await runWorld('setInterval', { args: [2.5] })
    expect(world.results).toEqual([2.5])
  })
})
