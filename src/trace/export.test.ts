import { expect, it } from 'vitest'
import { TraceDecoder } from './decode.ts'
import { EventKind, ObjectType, Operation } from './events.ts'
import { toChromeTrace } from './export.ts'
import {
  batch,
  laneEnd,
  laneStart,
  output,
  park,
  record,
  run,
  taskBegin,
  taskEnd,
} from './records.testing.ts'

const names = {
  functionName: (index: number) => `function ${index}`,
  place: (site: number) => (site === 0 ? '' : `main.ts:${site}`),
}

function exported() {
  const decoder = new TraceDecoder({ cores: 2 })
  decoder.add(
    1,
    batch(
      laneStart(0, 0, { name: 'Main' }),
      record(EventKind.Object, 0, 8, ObjectType.Lock, 0, 1, -1),
      run(0),
      taskBegin(1, 4, '(7)'),
      park(2, Operation.LockAcquire, 8, 3),
      run(5, 1, 0, 4),
      taskEnd(6, 4),
      output(6.5, 'done\n'),
      laneEnd(7, 0),
    ),
  )
  decoder.finish()
  return toChromeTrace(decoder.model, names).traceEvents
}

it('exports spans and tasks as complete events in µs, each with what it waited for', () => {
  const complete = exported().filter(({ ph }) => ph === 'X')
  expect(complete.map(({ name, ts, dur, tid }) => [name, ts, dur, tid])).toEqual([
    ['running', 0, 2000, 1],
    ['Lock.acquire', 2000, 2000, 1],
    ['ready', 4000, 1000, 1],
    ['running', 5000, 2000, 1],
    ['function 0', 1000, 5000, 2],
  ])
  expect(complete[1]?.args).toEqual({ wokenBy: 'Main', object: 'Lock-1', place: 'main.ts:3' })
  expect(complete[4]?.args).toMatchObject({ task: 4, arguments: '(7)', status: 'done' })
})

it('names threads and shows output as instants', () => {
  const events = exported()
  expect(
    events.filter(({ name }) => name === 'thread_name').map(({ tid, args }) => [tid, args.name]),
  ).toEqual([
    [1, 'Main'],
    [2, 'Main tasks'],
  ])
  expect(events.find(({ ph }) => ph === 'i')).toMatchObject({
    name: 'stdout',
    ts: 6500,
    s: 't',
    args: { text: 'done' },
  })
})
