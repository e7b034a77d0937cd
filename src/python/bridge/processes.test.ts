import { expect, test } from 'vitest'
import { runBridge } from './nodeWorld.testing.ts'

const SOUND = { status: 'finished', exitCode: 0, errors: [] }

test('a parent waits for its children and learns their exit codes, once and again', async () => {
  const world = await runBridge('family')
  expect(world).toMatchObject(SOUND)
  expect(world.results).toEqual([true, [null, 1], [5, 5, 1], 3])
})

test('a signal that is handled ends a wait early, another ends the process', async () => {
  const world = await runBridge('signals')
  expect(world).toMatchObject(SOUND)
  expect(world.results).toHaveLength(4)
  // Which of the first two is told first is open.
  expect(world.results).toEqual(expect.arrayContaining([[true, true, true], [2, 2, 0], 3, [-15, false]]))
})

test('the first of several readers and processes is waited for', async () => {
  expect(await runBridge('any')).toMatchObject({ ...SOUND, results: [[], [1], [2]] })
})

test('a forked child has the memory of its parent, and names what that names', async () => {
  const world = await runBridge('forking')
  expect(world).toMatchObject(SOUND)
  expect(world.results).toEqual([
    [42, 5],
    [null, 1, 6, 7],
  ])
})
