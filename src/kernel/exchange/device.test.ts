import { describe, expect, test } from 'vitest'
import { TraceDecoder } from '../../trace/decode.ts'
import { runWorld } from '../testing/nodeWorld.testing.ts'
import type { WorldResult } from '../testing/world.testing.ts'

const outcomeOf = (world: WorldResult) => [world.status, ...world.errors, ...world.results].join(' ')

function scheduleOf(world: WorldResult): readonly number[] {
  const decoder = new TraceDecoder({ cores: 1 })
  for (const { slot, words } of world.words) decoder.add(slot, words)
  decoder.finish()
  return decoder.model.schedule
}

/** The outcomes of a scenario over seeds; each schedule is replayed and must end in the same way. */
async function outcomes(scenario: string, args: readonly unknown[], seeds: number): Promise<string[]> {
  const seen = new Set<string>()
  for (let seed = 1; seed <= seeds; seed++) {
    const world = await runWorld(scenario, { plan: { policy: 'controlled', seed }, args })
    seen.add(outcomeOf(world))
    const schedule = scheduleOf(world)
    const again = await runWorld(scenario, { plan: { policy: 'replay', seed: 1000, schedule }, args })
    expect(outcomeOf(again), `replay of seed ${seed}`).toBe(outcomeOf(world))
  }
  return [...seen].sort()
}

const lastOf = (seen: readonly string[]): string[] => [...new Set(seen.map(one => one.split(' ')[2] ?? ''))]

describe('a device, over many schedules', () => {
  test('answers one after the other where it has one place, in any order', async () => {
    const seen = await outcomes('deviceRush', [{ latency: 10, concurrency: 1 }, 0], 5)
    expect(seen.length).toBeGreaterThan(1)
    expect(lastOf(seen)).toEqual(['30'])
  })

  test('answers two at a time where it has two places, and all at once where it has no limit', async () => {
    expect(lastOf(await outcomes('deviceRush', [{ latency: 10, concurrency: 2 }, 0], 2))).toEqual(['20'])
    expect(lastOf(await outcomes('deviceRush', [{ latency: 10 }, 0], 2))).toEqual(['10'])
  })

  test('lets bytes pass one after the other, whoever they are for', async () => {
    expect(lastOf(await outcomes('deviceRush', [{ latency: 10, bandwidth: 2 }, 40], 2))).toEqual(['70'])
  })

  test('is one for all, whoever asks first', async () => {
    expect(await outcomes('deviceShared', [], 3)).toEqual(['finished true'])
  })
})

test('those who are killed while they wait for it leave it to the others', async () => {
  expect(outcomeOf(await runWorld('deviceKills', { args: [12] }))).toBe('finished answered')
})
