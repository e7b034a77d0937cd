import { describe, expect, test } from 'vitest'
import { TraceDecoder } from '../../trace/decode.ts'
import { Order } from '../memory/messages.ts'
import { runWorld } from '../testing/nodeWorld.testing.ts'
import type { WorldResult } from '../testing/world.testing.ts'

const scheduleOf = (world: WorldResult) => {
  const decoder = new TraceDecoder({ cores: 4 })
  for (const { slot, words } of world.words) decoder.add(slot, words)
  decoder.finish()
  return decoder.model.schedule
}

/** The outcomes of a scenario over seeds; each schedule is replayed and must end in the same way. */
async function outcomes(scenario: string, args: readonly unknown[], seeds: number): Promise<string[]> {
  const seen = new Set<string>()
  for (let seed = 1; seed <= seeds; seed++) {
    const world = await runWorld(scenario, { plan: { policy: 'controlled', seed }, args })
    expect(world.errors).toEqual([])
    const outcome = [world.status, ...world.results].join(' ')
    seen.add(outcome)
    const plan = { policy: 'replay' as const, seed: 1000, schedule: scheduleOf(world) }
    const again = await runWorld(scenario, { plan, args })
    expect([again.status, ...again.results].join(' '), `replay of seed ${seed}`).toBe(outcome)
  }
  return [...seen].sort()
}

describe('over many schedules', () => {
  test('items come out in the order of their queue, whoever puts first', async () => {
    expect(await outcomes('twoPut', [Order.Fifo, 1, 2], 5)).toEqual(['finished 1 2', 'finished 2 1'])
    expect(await outcomes('twoPut', [Order.Lifo, 1, 2], 5)).toEqual(['finished 1 2', 'finished 2 1'])
    expect(await outcomes('twoPut', [Order.Priority, 2, 1], 3)).toEqual(['finished 1 2'])
  })

  test('what is taken while another puts is what is there', async () => {
    expect(await outcomes('takeBetween', [Order.Fifo], 3)).toEqual(['finished 2 1'])
    for (const order of [Order.Lifo, Order.Priority]) {
      expect(await outcomes('takeBetween', [order], 8)).toEqual(['finished 1 2', 'finished 2 1'])
    }
  })

  test('a shutdown leaves nobody waiting, and no item uncounted', async () => {
    const gentle = await outcomes('shutdownRace', [false], 8)
    expect(gentle.length).toBeGreaterThan(1)
    expect([
      'finished got put left 0',
      'finished got nothing not put left 0',
      'finished got nothing put left 0',
      'finished got nothing put left 1',
    ]).toEqual(expect.arrayContaining(gentle))
    const immediate = await outcomes('shutdownRace', [true], 8)
    expect([
      'finished got put left 0',
      'finished got nothing not put left 0',
      'finished got nothing put left 0',
    ]).toEqual(expect.arrayContaining(immediate))
  })

  test('a join ends when all is done, and one call more is refused', async () => {
    expect(await outcomes('joinAll', [3], 5)).toEqual(['finished 1 false'])
  })

  test('a pipe ends after the last message of the last holder', async () => {
    expect(await outcomes('pipeEnd', [], 8)).toEqual(['finished 1 2 true false', 'finished 2 1 true false'])
  })
})

describe('beside a twin', () => {
  test.each([Order.Fifo, Order.Lifo, Order.Priority])('a queue of order %i does the same', async order => {
    for (const seed of [1, 2, 3]) {
      const world = await runWorld('twinOfQueue', { args: [order, seed, 3000] })
      expect(world, `seed ${seed}`).toMatchObject({ errors: [], results: ['alike'] })
    }
  })

  test('a pipe brings messages of all sizes whole and in order', async () => {
    for (const seed of [5, 6]) {
      const world = await runWorld('twinOfPipe', { args: [seed, 600] })
      expect(world, `seed ${seed}`).toMatchObject({ errors: [], results: ['0 wrong, ended'] })
    }
  })
})

test('queues and pipes outlive those that are killed while they use them', async () => {
  const world = await runWorld('killedInExchange', { args: [300, 9] })
  expect(world).toMatchObject({ errors: [], status: 'finished', results: ['done'] })
})

test('what a taker leaves that is killed while it watches the queue, the others take', async () => {
  for (const seed of [3, 8]) {
    const world = await runWorld('killedTakers', { args: [60, seed] })
    expect(world, `seed ${seed}`).toMatchObject({ errors: [], status: 'finished', results: ['done'] })
  }
})

describe('limits', () => {
  test('a million messages take seconds', async () => {
    const before = process.cpuUsage()
    const world = await runWorld('manyMessages', { args: [1_000_000] })
    expect(world).toMatchObject({ errors: [], results: [499_999_500_000] })
    // Of the processor, whoever else has it meanwhile: this process's, with all its workers.
    const { user, system } = process.cpuUsage(before)
    expect((user + system) / 1000).toBeLessThan(20_000)
  })

  test('a message of 64 MiB passes where there is room, and is refused with sizes where there is none', async () => {
    const bytes = 64 * 1024 * 1024
    const world = await runWorld('largeMessage', { args: [bytes] })
    expect(world).toMatchObject({ errors: [], results: [bytes, 'small'] })
    const small = await runWorld('largeMessage', { args: [bytes], arenaBytes: 32 * 1024 * 1024 })
    expect(small.results[0]).toMatch(/^MemoryError memory\.full .*32 MB.* and 64 MB more/)
    expect(small.results[1]).toBe('small')
  })

  test('a message that does not fit into memory ends the pipe, not the run', async () => {
    const world = await runWorld('fillPipe', { arenaBytes: 32 * 1024 * 1024 })
    expect(world.errors).toEqual([])
    expect(world.results).toContain('memory.full')
  })
})
