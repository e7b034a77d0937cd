import { describe, expect, test } from 'vitest'
import { TraceDecoder } from '../trace/decode.ts'
import { runWorld } from './testing/nodeWorld.testing.ts'
import type { WorldOptions, WorldResult } from './testing/world.testing.ts'

const run = (scenario: string, options: WorldOptions = {}) => runWorld(scenario, { green: true, ...options })

const decode = (world: WorldResult) => {
  const decoder = new TraceDecoder({ cores: 4 })
  for (const { slot, words } of world.words) decoder.add(slot, words)
  decoder.finish()
  return decoder.model
}

const SOUND = { status: 'finished', exitCode: 0, errors: [] }

describe('a green lane', () => {
  test('is a thread of its process, which runs when its worker has nothing else to do', async () => {
    const world = await run('greenBasics')
    expect(world).toMatchObject(SOUND)
    const own = [true, true, true, 1, 2]
    expect(world.results).toEqual([
      [true, true, false, false, own, true, true, 0, 'Thread-1', true, true, true, 1],
    ])
    const { lanes, damaged } = decode(world)
    expect(damaged).toBe(0)
    expect(lanes.map(lane => lane.name)).toEqual(['Main', 'Thread-1'])
    expect(lanes.every(lane => !Number.isNaN(lane.end))).toBe(true)
  })

  test('waits at locks and semaphores for others of its worker', async () => {
    for (const plan of [{}, { cores: 1 }, { quantum: null }, { switchInterval: 0.1 }]) {
      const world = await run('greenAdders', { plan, args: [4, 60, true] })
      expect(world).toMatchObject({ ...SOUND, results: [240] })
    }
  })

  test('exchanges items with lanes of other workers', async () => {
    for (const cores of [1, 4]) {
      const world = await run('greenExchange', { plan: { cores }, args: [3, 80] })
      expect(world).toMatchObject(SOUND)
      const all = [0, 1, 2].flatMap(i => Array.from({ length: 80 }, (_, n) => i * 1_000_000 + n))
      expect(world.results).toEqual([all, 1])
    }
  })

  test('may wait at what another lane of its process lets go of', async () => {
    const world = await run('greenPipe')
    expect(world).toMatchObject({ ...SOUND, results: [['last words', 'end']] })
  })

  test('sleeps until its time has come, and idle time is skipped', async () => {
    const awake = await run('greenSleepers', { args: [3, 30] })
    expect(awake).toMatchObject({ ...SOUND, results: [[[1, 2, 3], expect.any(Number)], true] })
    const skipping = await run('greenSleepers', { plan: { skipIdle: true }, args: [5, 20_000] })
    expect(skipping).toMatchObject({ ...SOUND, results: [[[1, 2, 3, 4, 5], expect.any(Number)], true] })
    const [[, ms]] = skipping.results as [[unknown, number]]
    expect(ms).toBeGreaterThanOrEqual(100_000)
    // What is not skipped is time that really passes.
    expect(ms).toBeLessThanOrEqual(100_000 + skipping.wall)
    // Less than the shortest of the sleeps.
    expect(skipping.wall).toBeLessThan(20_000)
  })

  test('gives the GIL to another after the switch interval', async () => {
    const world = await run('greenGil', { args: [2, 150] })
    expect(world).toMatchObject(SOUND)
    const [one, other] = world.results[0] as number[]
    expect(one).toBeGreaterThan(3)
    expect(other).toBeGreaterThan(3)
  })

  test('shares a core with other processes', async () => {
    const world = await run('greenSlices', { plan: { cores: 1, quantum: 5 }, args: [60] })
    expect(world).toMatchObject(SOUND)
    expect([...world.results].sort()).toEqual([0, true, true])
  })

  test('must not block its worker while others live', async () => {
    const world = await run('greenBlocks')
    expect(world).toMatchObject({
      ...SOUND,
      results: [['Internal error: a lane blocks a worker that serves other lanes too', false, 1]],
    })
  })

  test('ends with its process', async () => {
    const world = await run('greenDaemons')
    expect(world).toMatchObject({ ...SOUND, results: [4] })
    expect(decode(world).lanes.map(lane => !Number.isNaN(lane.end))).toEqual([true, true, true])
  })

  test('over the limit is refused; those that end make room, and leave nothing behind', async () => {
    const world = await run('greenMany', { args: [140] })
    expect(world).toMatchObject({ ...SOUND, results: [['thread.limit', 120], expect.any(Number)] })
    expect(world.results[1]).toBeLessThan(500)
  })

  test('starts processes while others of its worker run', async () => {
    const world = await run('greenStarts', { args: [4] })
    expect(world).toMatchObject({ ...SOUND, results: [[8, true]] })
  })
})

test('a deadlock of threads of one worker and another process is found', async () => {
  for (const plan of [{}, { cores: 1 }, { policy: 'controlled' as const, seed: 4 }]) {
    const world = await run('greenDeadlock', { plan })
    expect(world).toMatchObject({ status: 'deadlocked', errors: [] })
    expect(world.blocked.map(lane => [lane.process, lane.operation, lane.object, lane.holder])).toEqual([
      ['Main', 'Process.join', 'takeBothAfter', null],
      ['takeBothAfter', 'Lock.acquire', 'Lock-1', 'Thread-1'],
      ['Thread-1', 'Lock.acquire', 'Lock-2', 'Thread-2'],
      ['Thread-2', 'Lock.acquire', 'Lock-3', 'takeBothAfter'],
    ])
  }
})

test('threads lose updates in some schedules, each of which can be replayed', async () => {
  const seen = new Set<unknown>()
  for (let seed = 1; seed <= 6; seed++) {
    const args = [2, 2, false]
    const world = await run('greenAdders', { plan: { policy: 'controlled', seed }, args })
    const { schedule } = decode(world)
    const again = await run('greenAdders', { plan: { policy: 'replay', schedule }, args })
    expect([again.results, decode(again).schedule, again.errors]).toEqual([world.results, schedule, []])
    seen.add(world.results[0])
    const locked = await run('greenAdders', { plan: { policy: 'controlled', seed }, args: [2, 2, true] })
    expect(locked.results).toEqual([4])
  }
  expect(seen.size).toBeGreaterThan(1)
})

describe('a signal', () => {
  test('that is handled ends what the main thread waits for, and nothing else', async () => {
    const world = await run('greenSignals')
    expect(world).toMatchObject(SOUND)
    const interrupted = [true, false, 2, 0]
    expect(world.results[0]).toEqual([
      ...interrupted,
      true,
      ...interrupted,
      -1,
      ...interrupted,
      'for the other',
      true,
      false,
    ])
  })

  test('that is not handled ends the process with its threads, unless it is one to ignore', async () => {
    const world = await run('signalsThatEnd')
    expect(world).toMatchObject(SOUND)
    const told = [-2, -15, -9, -9, -9].flatMap(code => [true, true, code, false])
    expect(world.results[0]).toEqual(told)
  })
})

test('killing processes with green lanes, whatever they do, leaves the rest sound', async () => {
  const world = await run('greenVictims', { args: [120] })
  expect(world).toMatchObject({ ...SOUND, results: [expect.any(Number), [120, expect.any(Number), true]] })
  const [rounds, [, grown]] = world.results as [number, [number, number]]
  // Others went on meanwhile.
  expect(rounds).toBeGreaterThan(240)
  expect(grown).toBeLessThan(4000)
  const { lanes, damaged } = decode(world)
  expect(damaged).toBe(0)
  expect(lanes.every(lane => !Number.isNaN(lane.end))).toBe(true)
})

test('the plan limits how many processes live at once', async () => {
  const world = await run('manyProcesses', { plan: { maxProcesses: 3 }, args: [5] })
  expect(world).toMatchObject({ status: 'finished', results: ['process.limit'] })
})

test('two threads of a worker switch without a turn of its event loop', async () => {
  const world = await run('greenSwitches', { args: [5000] })
  // What the event loop would do next is not done before they are over.
  expect(world).toMatchObject({ ...SOUND, results: [0, 1] })
})
