import { describe, expect, test } from 'vitest'
import { TraceDecoder } from '../trace/decode.ts'
import { runWorld } from './testing/nodeWorld.testing.ts'
import type { WorldResult } from './testing/world.testing.ts'

function scheduleOf(world: WorldResult): readonly number[] {
  const decoder = new TraceDecoder({ cores: 1 })
  for (const { slot, words } of world.words) decoder.add(slot, words)
  decoder.finish()
  return decoder.model.schedule
}

async function sums(rounds: number, locked: boolean, seeds: number): Promise<Set<unknown>> {
  const seen = new Set<unknown>()
  for (let seed = 1; seed <= seeds; seed++) {
    const args = [2, rounds, locked]
    const world = await runWorld('addToState', { plan: { policy: 'controlled', seed }, args })
    expect(world).toMatchObject({ status: 'finished', errors: [] })
    seen.add(world.results[0])
    if (seed > REPLAYED) continue
    const schedule = scheduleOf(world)
    const again = await runWorld('addToState', { plan: { policy: 'replay', seed: 1000, schedule }, args })
    expect(again.results, `replay of seed ${seed}`).toEqual(world.results)
  }
  return seen
}

/** So many schedules are also replayed. */
const REPLAYED = 3

describe('state that threads share', () => {
  test('two that read and then write end with every sum that is possible, and no other', async () => {
    expect([...(await sums(1, false, 4))].sort()).toEqual([1, 2])
    expect([...(await sums(2, false, 16))].sort()).toEqual([2, 3, 4])
  })

  test('under a lock they end with one sum', async () => {
    expect([...(await sums(2, true, 3))]).toEqual([4])
    const world = await runWorld('addToState', { plan: { gil: false }, args: [3, 500, true] })
    expect(world).toMatchObject({ errors: [], results: [1500] })
  })

  test('a push is one step: nothing is lost at full speed', async () => {
    for (const gil of [false, true]) {
      const world = await runWorld('pushToState', { plan: { gil }, args: [3, 400] })
      expect(world.errors).toEqual([])
      const list = world.results[0] as number[]
      expect(list.length).toBe(1200)
      for (let i = 0; i < 3; i++) {
        expect(list.filter(n => Math.floor(n / 1000) === i)).toEqual(
          Array.from({ length: 400 }, (_, n) => i * 1000 + n),
        )
      }
    }
  })

  test('threads that are killed at any moment leave it sound', async () => {
    for (const gil of [false, true]) {
      const world = await runWorld('churnState', { plan: { gil }, args: [8, gil ? 5 : 77] })
      expect(world).toMatchObject({ status: 'finished', errors: [], results: [[]] })
    }
  })
})
