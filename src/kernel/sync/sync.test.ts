import { describe, expect, test } from 'vitest'
import { TraceDecoder } from '../../trace/decode.ts'
import { runWorld } from '../testing/nodeWorld.testing.ts'
import type { WorldResult } from '../testing/world.testing.ts'

const scheduleOf = (world: WorldResult) => {
  const decoder = new TraceDecoder({ cores: 4 })
  for (const { slot, words } of world.words) decoder.add(slot, words)
  decoder.finish()
  return decoder.model.schedule
}

const outcomeOf = (world: WorldResult) => [world.status, ...world.results, ...world.errors].join(' ')

/** The outcomes of a scenario over seeds, sorted; every fourth schedule is replayed and must end in the same way. */
async function outcomes(scenario: string, args: readonly unknown[], seeds: number): Promise<string[]> {
  const seen = new Set<string>()
  for (let seed = 1; seed <= seeds; seed++) {
    const world = await runWorld(scenario, { plan: { policy: 'controlled', seed }, args })
    const outcome = outcomeOf(world)
    seen.add(outcome)
    if (seed % 4 !== 1) continue
    const schedule = scheduleOf(world)
    const again = await runWorld(scenario, { plan: { policy: 'replay', seed: 1000, schedule }, args })
    expect([outcomeOf(again), scheduleOf(again)], `replay of seed ${seed}`).toEqual([outcome, schedule])
  }
  return [...seen].sort()
}

describe('over many schedules', () => {
  test('a semaphore of one lets one of three in, whoever comes first', async () => {
    const seen = await outcomes('semaphoreRush', [1], 10)
    expect(seen).toEqual(['finished 001', 'finished 010', 'finished 100'])
    expect(await outcomes('semaphoreRush', [3], 4)).toEqual(['finished 111'])
  })

  test('a semaphore that is released for three lets three go on, however they come', async () => {
    expect(await outcomes('semaphoreRelease', [], 6)).toEqual(['finished 0'])
  })

  test('of two releases of a bounded semaphore one is too many', async () => {
    expect(await outcomes('boundedRelease', [], 6)).toEqual(['finished 01 1'])
  })

  test('who looks before it waits misses no notify; who does not may wait for ever', async () => {
    expect(await outcomes('conditionHandOver', [true], 6)).toEqual(['finished'])
    expect(await outcomes('conditionHandOver', [false], 10)).toEqual(['deadlocked', 'finished'])
  })

  test('a notify wakes as many as it says', async () => {
    expect(await outcomes('notifyOne', [1], 6)).toEqual(['finished 01'])
    expect(await outcomes('notifyOne', [2], 6)).toEqual(['finished 11'])
  })

  test('an event that is set and cleared lets go on who waited, and nobody who comes late', async () => {
    expect(await outcomes('eventPulse', [], 10)).toEqual(['deadlocked', 'finished'])
  })

  test('two meet at a barrier in either order', async () => {
    expect(await outcomes('barrierMeeting', [false], 10)).toEqual(['finished 01', 'finished 10'])
  })

  test('an abort breaks a barrier for both, or comes too late for both', async () => {
    const seen = await outcomes('barrierMeeting', [true], 12)
    expect(seen).toContain('finished xx')
    expect(['finished 01', 'finished 10', 'finished xx']).toEqual(expect.arrayContaining(seen))
  })

  test('a barrier serves round after round', async () => {
    expect(await outcomes('barrierRounds', [3], 6)).toEqual(['finished 000111222 0'])
  })

  test('a recursive lock excludes others until its last release', async () => {
    expect(await outcomes('rlockAdders', [], 5)).toEqual(['finished 6 false false'])
  })

  test('two orders of recursive locks both finish and deadlock', async () => {
    expect(await outcomes('rlockOrders', [], 8)).toEqual(['deadlocked', 'finished'])
  })

  test('who waits for either of two events goes on with the one that is set first, or with the first', async () => {
    const seen = await outcomes('waitForEither', [], 8)
    expect(seen).toEqual(['finished 0', 'finished 1'])
  })
})

describe('a free run', () => {
  test.each([3, 4, 5])('does what a slow obvious twin does (seed %i)', async seed => {
    const world = await runWorld('syncTwin', { args: [seed, 300] })
    expect(world.errors).toEqual([])
    const [[log, expected], locked] = world.results as [[number[], number[]], boolean]
    expect(log.length).toBeGreaterThan(50)
    expect(log).toEqual(expected)
    expect(locked).toBe(false)
  })

  test('goes round a barrier on one core and on four', async () => {
    for (const cores of [1, 4]) {
      const world = await runWorld('barrierRounds', { plan: { cores }, args: [40] })
      expect(world.errors).toEqual([])
      expect(world.results[0]).toBe(`${'0'.repeat(40)}${'1'.repeat(40)}${'2'.repeat(40)} 0`)
    }
  })

  test('in which 300 are killed wherever they are leaves the rest sound', async () => {
    const world = await runWorld('syncVictims', { args: [300, 7] })
    expect(world).toMatchObject({ status: 'finished', errors: [], results: [[]] })
  })
})

describe('a deadlock', () => {
  test.each([
    ['conditionNobody', [{ operation: 'Condition.wait', object: 'Condition-1', holder: null }]],
    ['eventNobody', [{ operation: 'Event.wait', object: 'Event-1', holder: null }]],
    ['semaphoreNobody', [{ operation: 'Semaphore.acquire', object: 'Semaphore-1', holder: null }]],
    [
      'barrierShort',
      [
        { operation: 'Barrier.wait', object: 'Barrier-1', detail: { kind: 'barrier', missing: 2 } },
        { operation: 'Barrier.wait', object: 'Barrier-1', detail: { kind: 'barrier', missing: 2 } },
      ],
    ],
    ['rlockOfDead', [{ operation: 'RLock.acquire', object: 'RLock-1', holder: 'rlockKeeper' }]],
  ])('is told in %s', async (scenario, blocked) => {
    const world = await runWorld(scenario)
    expect(world.status).toBe('deadlocked')
    expect(world.blocked).toMatchObject(blocked)
  })
})
