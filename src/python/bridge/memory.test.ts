import { describe, expect, test } from 'vitest'
import { runBridge } from './nodeWorld.testing.ts'

const SOUND = { status: 'finished', exitCode: 0, errors: [] }

describe('shared memory', () => {
  test('is found by its name, and copies are brought together', async () => {
    const world = await runBridge('named')
    expect(world).toMatchObject(SOUND)
    expect(world.results).toEqual([
      [0, 10, 'mine'],
      [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9, 9],
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0],
      [1, 2, 3, 4, 77, 6, 7, 8, 9, 10, 11],
      [2, true, false, 0],
      [true, 0],
    ])
  })

  test('loses no update under a lock', async () => {
    for (const [cores, workers] of [
      [1, 2],
      [2, 2],
      [4, 3],
    ] as const) {
      const rounds = 800
      const world = await runBridge('counting', { plan: { cores }, args: [workers, rounds, true] })
      expect(world).toMatchObject(SOUND)
      const [{ sum, own, bytes }] = world.results as [{ sum: number; own: number[]; bytes: number[] }]
      expect(sum).toBe(workers * rounds)
      expect(own).toEqual(Array.from({ length: workers }, () => rounds))
      expect(bytes).toEqual(Array.from({ length: workers }, () => rounds & 255))
    }
  })

  test('loses updates without a lock, but none that only one process makes', async () => {
    const rounds = 4000
    const world = await runBridge('counting', { plan: { cores: 4 }, args: [2, rounds, false] })
    expect(world).toMatchObject(SOUND)
    const [{ sum, own, bytes }] = world.results as [{ sum: number; own: number[]; bytes: number[] }]
    expect(sum).toBeGreaterThan(0)
    expect(sum).toBeLessThan(2 * rounds)
    expect(own).toEqual([rounds, rounds])
    expect(bytes).toEqual([rounds & 255, rounds & 255])
  })

  test('is for a forked child what it was when its memory was copied, and brought up to date', async () => {
    expect(await runBridge('copying')).toMatchObject({ ...SOUND, results: [7, [7, 8]] })
  })

  test('brings what was written before a message is sent; by ticks at last also what no operation follows', async () => {
    expect(await runBridge('publish', { args: [200] })).toMatchObject({ ...SOUND, results: [[0, 200]] })
  })
})
