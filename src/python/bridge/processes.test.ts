import { expect, test } from 'vitest'
import { TraceDecoder } from '../../trace/decode.ts'
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

test('a child is not started before a signal that has come was handled', async () => {
  const world = await runBridge('interruptedStart')
  expect(world).toMatchObject({
    ...SOUND,
    results: [
      [0, 2, 0],
      [0, 2, 0],
      [0, 2, 'discarded'],
      [true, 1, -9, 'discarded', 'forgotten'],
    ],
  })
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

test('what a program writes is in the trace, and lines that a person types come in', async () => {
  const world = await runBridge('console', { plan: { skipIdle: true } })
  expect(world).toMatchObject(SOUND)
  expect(world.results).toEqual([
    ['/home/pyodide/main.py', ['main.py'], true, true],
    ['one\n', `${'é'.repeat(40_000)}\n`, 'three', ''],
    'ValueError: bad',
  ])
  const decoder = new TraceDecoder({ cores: 4 })
  for (const { slot, words } of world.words) decoder.add(slot, words)
  decoder.finish()
  const { damaged, output } = decoder.model
  expect(damaged).toBe(0)
  expect(output.map(({ stream, text, open }) => [stream, text, open ?? false])).toEqual([
    ['stdout', 'begun', true],
    ['stderr', ' and done', false],
  ])
})
