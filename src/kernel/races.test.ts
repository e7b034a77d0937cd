import { describe, expect, test } from 'vitest'
import { runWorld } from './testing/nodeWorld.testing.ts'

const controlled = (seed: number) => ({ policy: 'controlled' as const, seed })

describe('no wake-up is lost', () => {
  test('when a waiter for a lock is woken and gives up at the same time', async () => {
    for (const seed of [2, 3, 4, 5]) {
      // ms on the virtual clock: about as long as the others hold the lock.
      const world = await runWorld('impatience', { plan: controlled(seed), args: [12, 0.012] })
      expect(world, `seed ${seed}`).toMatchObject({ status: 'finished', results: [false] })
    }
  })

  test('when a process ends with an async wait that nobody awaited', async () => {
    for (const plan of [{}, controlled(2)]) {
      const world = await runWorld('abandonedWait', { plan })
      expect(world).toMatchObject({ status: 'finished', results: ['for the living'] })
    }
  })
})

describe('a deadlock is still found', () => {
  test('after processes were killed while they waited for a worker to boot', async () => {
    const world = await runWorld('killedStarters', { args: [12, 5] })
    expect(world.status).toBe('deadlocked')
    expect(world.blocked.map(lane => lane.operation)).toEqual(['Queue.get'])
  })

  test('after code that the kernel did not call waited in a parked process', async () => {
    const world = await runWorld('strangerCalls')
    expect(world.errors).toEqual([])
    expect(world.results).toEqual([true, 'from outside'])
    expect(world.status).toBe('deadlocked')
  })
})

test('a parked process ends when its own promise is settled from outside', async () => {
  const world = await runWorld('strangerEnds')
  expect(world).toMatchObject({ status: 'finished', errors: [] })
})
