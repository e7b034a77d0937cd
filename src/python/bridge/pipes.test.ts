import { expect, test } from 'vitest'
import { runBridge } from './nodeWorld.testing.ts'

const SOUND = { status: 'finished', exitCode: 0, errors: [] }
/** Sleeps are long, so that what others do meanwhile fits in on any machine. */
const SKIPPING = { plan: { skipIdle: true } }
const MEGABYTE = 1024 * 1024

test('a pipe brings messages of any size, and their end', async () => {
  for (const threaded of [false, true]) {
    expect(await runBridge('echo', { args: [threaded] })).toMatchObject({
      ...SOUND,
      results: [[[], null], 7],
    })
  }
})

test('who writes waits while the pipe is full, until it is read or nobody can read it', async () => {
  const world = await runBridge('full', SKIPPING)
  expect(world).toMatchObject(SOUND)
  expect(world.results).toEqual([[2, 1], [30_000], [3, 1], [3, 3]])
})

test('an end is open as long as a process holds it, or a message', async () => {
  const world = await runBridge('ends')
  expect(world).toMatchObject(SOUND)
  expect(world.results).toEqual([[undefined, 0], [undefined, 0], [undefined, 0], [1, null], -9])
})

test('large messages need little of the arena', async () => {
  const options = { args: [2, 12 * MEGABYTE], arenaBytes: 12 * MEGABYTE }
  expect(await runBridge('large', options)).toMatchObject({ ...SOUND, results: [true] })
})

test('a message that a signal came into goes on when it is sent again', async () => {
  const world = await runBridge('interrupted', SKIPPING)
  expect(world).toMatchObject(SOUND)
  expect(world.results).toEqual([[2, 2], [1, 0], true])
})
