import { describe, expect, test } from 'vitest'
import { runBridge } from './nodeWorld.testing.ts'

const SOUND = { status: 'finished', exitCode: 0, errors: [] }
/** Sleeps are long, so that what others do meanwhile fits in on any machine. */
const SKIPPING = { plan: { skipIdle: true } }

describe('a thread', () => {
  test('waits for its permit, and one that came before counts once', async () => {
    const world = await runBridge('parking', SKIPPING)
    expect(world).toMatchObject(SOUND)
    expect(world.results).toEqual([[1, 1], [1, 0, 0], [2, 0], [1, [true, 2, 1]], 1])
  })

  test('sleeps as long as it said, whoever wakes it, while others run', async () => {
    const world = await runBridge('sleeping', SKIPPING)
    expect(world).toMatchObject({ ...SOUND, results: [['fast', 'slow']] })
  })

  test('gives way to another', async () => {
    expect(await runBridge('turns', SKIPPING)).toMatchObject({ ...SOUND, results: ['ababab'] })
  })
})

test('a deadlock names who holds a lock of Python, and of the kernel', async () => {
  const world = await runBridge('deadlock')
  expect(world.status).toBe('deadlocked')
  expect(world.blocked).toMatchObject([
    { process: 'Main', operation: 'RLock.acquire', object: 'RLock-1', site: 1, holder: 'Main' },
    { process: 'waits', operation: 'Lock.acquire', object: 'Lock-1', site: 2, holder: 'Main' },
  ])
})

describe('a semaphore', () => {
  test('counts within its bound', async () => {
    const world = await runBridge('semaphores')
    expect(world).toMatchObject(SOUND)
    expect(world.results).toEqual([
      [1, 1, true, false],
      [0, 0, true, true],
      [false, 2],
      [1, true, false, 0],
      [true, false],
    ])
  })

  test('lets one at a time through, of threads and processes', async () => {
    for (const cores of [1, 4]) {
      const world = await runBridge('contended', { plan: { cores }, args: [2, 3, 60] })
      expect(world).toMatchObject({ ...SOUND, results: [360] })
    }
  })
})
