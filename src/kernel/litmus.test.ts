import { describe, expect, test } from 'vitest'
import { TraceDecoder } from '../trace/decode.ts'
import { runWorld } from './testing/nodeWorld.testing.ts'
import type { WorldResult } from './testing/world.testing.ts'

const decode = (world: WorldResult) => {
  const decoder = new TraceDecoder({ cores: 4 })
  for (const { slot, words } of world.words) decoder.add(slot, words)
  decoder.finish()
  return decoder.model
}

const outcomeOf = (world: WorldResult) => [world.status, ...world.results].join(' ')

/** The outcomes of a scenario over seeds; each schedule is replayed and must end in the same way. */
async function outcomes(scenario: string, args: readonly unknown[], seeds: number): Promise<Set<string>> {
  const seen = new Set<string>()
  for (let seed = 1; seed <= seeds; seed++) {
    const world = await runWorld(scenario, { plan: { policy: 'controlled', seed }, args })
    const outcome = outcomeOf(world)
    seen.add(outcome)
    const { schedule } = decode(world)
    const again = await runWorld(scenario, { plan: { policy: 'replay', seed: 1000, schedule }, args })
    expect([outcomeOf(again), decode(again).schedule], `replay of seed ${seed}`).toEqual([outcome, schedule])
  }
  return seen
}

describe('over many schedules', () => {
  test('two adders without a lock end with every sum that is possible, and no other', async () => {
    const seen = await outcomes('addUnlocked', [2, 1], 10)
    expect([...seen].sort()).toEqual(['finished 1', 'finished 2'])
  })

  test('two adders under a lock end with one sum', async () => {
    expect([...(await outcomes('addUnderLock', [2, 2], 5))]).toEqual(['finished 4'])
  })

  test('two lock orders both finish and deadlock', async () => {
    const seen = await outcomes('twoLockOrders', [], 10)
    expect([...seen].sort()).toEqual(['deadlocked', 'finished'])
  })

  test('one producer is heard in its order, whatever the capacity', async () => {
    for (const capacity of [1, 2, 0]) {
      expect([...(await outcomes('orders', [1, 4, capacity], 3))]).toEqual(['finished 0 1 2 3'])
    }
  })

  test('two producers interleave, each in its own order', async () => {
    const seen = await outcomes('orders', [2, 2, 1], 10)
    expect(seen.size).toBeGreaterThan(1)
    for (const outcome of seen) {
      const heard = outcome.split(' ').slice(1).map(Number)
      expect(heard.filter(n => n < 1_000_000)).toEqual([0, 1])
      expect(heard.filter(n => n >= 1_000_000)).toEqual([1_000_000, 1_000_001])
    }
  })

  test('of two that store and then load, at least one sees the other', async () => {
    const seen = await outcomes('storeBuffering', [], 10)
    expect(seen.size).toBeGreaterThan(1)
    expect(['finished 01', 'finished 10', 'finished 11']).toEqual(expect.arrayContaining([...seen]))
  })
})

test('a controlled run that kills is the same each time', async () => {
  const runs: unknown[] = []
  for (let i = 0; i < 4; i++) {
    const world = await runWorld('controlledKills', { plan: { policy: 'controlled', seed: 3 }, args: [5] })
    expect(world).toMatchObject({ status: 'finished', errors: [] })
    runs.push({ results: world.results, schedule: decode(world).schedule })
  }
  for (const run of runs) expect(run).toEqual(runs[0])
})

test('300 short processes one after another use slots again', async () => {
  const world = await runWorld('shortProcesses', { args: [300] })
  expect(world).toMatchObject({ status: 'finished', errors: [], results: [[300, 300]] })
  const { lanes } = decode(world)
  expect(lanes.length).toBe(301)
  expect(lanes.every(lane => lane.exitCode === 0)).toBe(true)
})

test('what was sent is freed with those that could name it', async () => {
  const world = await runWorld('references', { args: [20] })
  expect(world.errors).toEqual([])
  // No words more in use; three handles of processes are all the objects there are.
  expect(world.results).toEqual([0, 3])
})

test('what a process was about to send when it was killed or ended is freed', async () => {
  for (const sender of ['blockedSender', 'asyncSender', 'leavingSender']) {
    const world = await runWorld('unsent', { args: [sender] })
    expect(world, sender).toMatchObject({ errors: [], results: [0] })
  }
})

test('a lane that writes more than its ring holds waits for room and loses nothing', async () => {
  const lines = 6000
  const world = await runWorld('chatter', { args: [lines] })
  expect(world.errors).toEqual([])
  const { output, damaged } = decode(world)
  expect(damaged).toBe(0)
  expect(output.map(line => line.text)).toEqual(
    Array.from({ length: lines }, (_, i) => `line ${i} ${'é'.repeat(i % 40)}`),
  )
})
