import { expect, test } from 'vitest'
import type { TimelineRun } from './contract.ts'
import { rowsOf } from './folding.ts'
import { LaneBuilder, modelOf } from './model.testing.ts'

/** A process with a thread of its own and two of the library's. */
function runOf(change: (quiet: LaneBuilder) => void, blocked: readonly number[] = []): TimelineRun {
  const own = new LaneBuilder(1, 'Thread-1 (work)', 0, 0)
  const quiet = new LaneBuilder(2, 'Thread-2 (_handle_tasks)', 0, 0)
  const feeder = new LaneBuilder(3, 'QueueFeederThread', 0, 0)
  quiet.library = feeder.library = true
  change(quiet)
  const lanes = [new LaneBuilder(0, 'MainProcess', 0), own, quiet, feeder].map(lane => lane.run(1).build())
  return {
    key: 'parallel',
    title: '',
    note: '',
    model: modelOf(lanes),
    functions: [],
    sites: [],
    running: false,
    ending: 'good',
    blocked,
  }
}

test('the library’s own threads have no rows until somebody unfolds them, and stay in their places then', () => {
  const run = runOf(() => {})
  expect(rowsOf(run, false)).toEqual({ shown: [0, 1], foldable: 2 })
  expect(rowsOf(run, true)).toEqual({ shown: [0, 1, 2, 3], foldable: 2 })
})

test.each<[string, (quiet: LaneBuilder) => void, readonly number[]]>([
  ['takes part in a deadlock', () => {}, [0, 2]],
  ['wrote, as what raises an error does', quiet => Object.assign(quiet, { wrote: true }), []],
  ['failed', quiet => Object.assign(quiet, { exitCode: 1 }), []],
])('a thread of the library that %s is never folded', (_, change, blocked) => {
  expect(rowsOf(runOf(change, blocked), false)).toEqual({ shown: [0, 1, 2], foldable: 1 })
})

test('a process is never folded, whoever started it', () => {
  const server = new LaneBuilder(4, 'SyncManager-1', 0)
  server.library = true
  const run = { ...runOf(() => {}), model: modelOf([server.run(1).build()]) }
  expect(rowsOf(run, false)).toEqual({ shown: [0], foldable: 0 })
})
