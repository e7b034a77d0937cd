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

const controlled = (seed: number) => ({ policy: 'controlled' as const, seed })

describe('a free run', () => {
  test('starts and ends', async () => {
    const world = await runWorld('nothing')
    expect(world).toMatchObject({ status: 'finished', exitCode: 0, errors: [] })
  })

  test('loses no update under a lock, on one core and on four', async () => {
    for (const cores of [1, 4]) {
      const world = await runWorld('addUnderLock', { plan: { cores }, args: [3, 5000] })
      expect(world.errors).toEqual([])
      expect(world.results).toEqual([15000])
    }
  })

  test.each([
    [1, 1, 3000, 0, 'number'],
    [3, 2, 1500, 4, 'number'],
    [2, 3, 800, 1, 'object'],
  ])('passes every item of a queue on exactly once (%i producers, %i consumers)', async (...args) => {
    const [producers, , each] = args
    const world = await runWorld('exchange', { args })
    expect(world.errors).toEqual([])
    const got = (world.results[0] as number[]).sort((a, b) => a - b)
    const expected = Array.from({ length: producers }, (_, p) =>
      Array.from({ length: each }, (_, i) => p * 1_000_000 + i),
    )
    expect(got).toEqual(expected.flat())
  })

  test('lets an async main, a timer and other waiters share one doorbell', async () => {
    const world = await runWorld('manyWaits')
    expect(world.errors).toEqual([])
    const [order] = world.results as string[][]
    // On a slow machine both times are over when it looks.
    expect(order?.slice(0, 2).sort()).toEqual(['nothing', 'timer'])
    expect(order?.[2]).toBe('second 2')
    // The last two happen at about the same time.
    expect(order?.slice(3).sort()).toEqual(['first 1', 'joined'])
  })

  test('ends a wait when its time is over', async () => {
    const world = await runWorld('waitWithTimeout', { args: [20] })
    expect(world.results).toEqual([true, false])
  })

  test('skips idle time, with the right times', async () => {
    const world = await runWorld('sleepers', { plan: { skipIdle: true }, args: [10_000, 3] })
    expect(world.results[0]).toBeGreaterThanOrEqual(30_000)
    // What is not skipped is time that really passes.
    expect(world.results[0]).toBeLessThanOrEqual(30_000 + world.wall)
    expect(world.wall).toBeLessThan(30_000)
  })

  test('names who holds the memory when it is full, and has room again afterwards', async () => {
    const world = await runWorld('fillMemory', { arenaBytes: 32 * 1024 * 1024 })
    expect(world.results[0]).toBe('memory.full')
    expect(world.results[1]).toMatch(/Queue-1 \(\d+ MB in \d+ items\)/)
    expect(world.results[2]).toBe('room again')
  })

  test('refuses a process over the limit and goes on', async () => {
    const world = await runWorld('manyProcesses', { args: [70] })
    expect(world.results).toEqual(['process.limit'])
    expect(world.status).toBe('finished')
  })
})

describe('a deadlock', () => {
  test.each([
    ['getFromEmpty', ['Queue.get']],
    ['lockTwice', ['Lock.acquire']],
    ['lockCycle', ['Process.join', 'Lock.acquire', 'Lock.acquire']],
    ['awaitNothing', ['Queue.get']],
  ])('is found at once in %s, with who waits for what', async (scenario, operations) => {
    for (const plan of [{}, { cores: 1 }, controlled(5)]) {
      const world = await runWorld(scenario, { plan })
      expect(world.status).toBe('deadlocked')
      expect(world.blocked.map(lane => lane.operation)).toEqual(operations)
    }
  })

  test('names the holders of a cycle', async () => {
    const world = await runWorld('lockCycle')
    const [, first, second] = world.blocked
    expect(first).toMatchObject({ process: 'takeBoth', object: 'Lock-2', holder: 'takeBoth' })
    expect(second).toMatchObject({ process: 'takeBoth', object: 'Lock-1', holder: 'takeBoth' })
  })
})

describe('a controlled run', () => {
  test('gives the same result and schedule for the same seed', async () => {
    const runs = [await runWorld('addUnlocked', { plan: controlled(7), args: [2, 40] })]
    runs.push(await runWorld('addUnlocked', { plan: controlled(7), args: [2, 40] }))
    const [first, second] = runs.map(world => ({ results: world.results, schedule: decode(world).schedule }))
    expect(first?.schedule.length).toBeGreaterThan(20)
    expect(second).toEqual(first)
  })

  test('is replayed by its schedule', async () => {
    const original = await runWorld('addUnlocked', { plan: controlled(11), args: [2, 40] })
    const { schedule } = decode(original)
    const plan = { policy: 'replay' as const, seed: 99, schedule }
    const replayed = await runWorld('addUnlocked', { plan, args: [2, 40] })
    expect(replayed.results).toEqual(original.results)
    expect(decode(replayed).schedule).toEqual(schedule)
  })

  test('shows the lost update in some schedule and the full sum in none that holds the lock', async () => {
    const outcomes = new Set<unknown>()
    for (let seed = 1; seed <= 12; seed++) {
      const loose = await runWorld('addUnlocked', { plan: controlled(seed), args: [2, 2] })
      outcomes.add(loose.results[0])
      const locked = await runWorld('addUnderLock', { plan: controlled(seed), args: [2, 2] })
      expect(locked.results).toEqual([4])
    }
    expect([...outcomes].every(sum => [2, 3, 4].includes(sum as number))).toBe(true)
    expect(outcomes.size).toBeGreaterThan(1)
  })

  test('has a clock of its own', async () => {
    const world = await runWorld('sleepers', { plan: controlled(3), args: [60_000, 3] })
    expect(world.results[0]).toBeGreaterThanOrEqual(180_000)
    // Less than the shortest of the sleeps.
    expect(world.wall).toBeLessThan(60_000)
  })
})

describe('a killed process', () => {
  test('passes on a wake-up that it can no longer use', async () => {
    // On one core the waiter that is woken cannot take the lock before it is killed; with it, it would die.
    const world = await runWorld('terminateWaiter', { plan: { cores: 1, quantum: null } })
    expect(world.errors).toEqual([])
    expect(world.results[0]).toBe('got it')
  })

  test('never hangs the others, however many die and wherever they are', async () => {
    const world = await runWorld('victims', { args: [1000, 42] })
    expect(world.errors).toEqual([])
    expect(world.status).toBe('finished')
    expect(world.results[0]).toBeGreaterThanOrEqual(1000)
  })
})
