import { expect, it } from 'vitest'
import { TraceDecoder } from './decode.ts'
import { EventKind, ObjectType, Operation } from './events.ts'
import { Activity, type LaneModel } from './model.ts'
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
import { drainRing, RingWriter } from './ring.ts'

function spansOf(lane: LaneModel | undefined) {
  if (lane === undefined) return []
  const { spans } = lane
  return Array.from({ length: spans.length }, (_, row) => [
    spans.start[row],
    spans.end[row],
    spans.activity[row],
    spans.operation[row],
    spans.peer[row],
  ])
}

it('tells waiting for an object from waiting for a core', () => {
  const decoder = new TraceDecoder({ cores: 2 })
  decoder.add(
    1,
    batch(
      laneStart(0, 0),
      run(1, 0, -1, 0.5),
      park(2, Operation.LockAcquire, 8, 3),
      run(5, 1, 7, 4),
      park(6, Operation.TimeSlice),
      run(8, 0),
    ),
  )
  expect(spansOf(decoder.model.lanes[0])).toEqual([
    [0.5, 1, Activity.Ready, 0, -1],
    [1, 2, Activity.Running, 0, 0],
    [2, 4, Activity.Waiting, Operation.LockAcquire, 7],
    [4, 5, Activity.Ready, Operation.LockAcquire, 7],
    [5, 6, Activity.Running, 0, 1],
    [6, 8, Activity.Ready, Operation.TimeSlice, -1],
    [8, Number.NaN, Activity.Running, 0, 0],
  ])
  decoder.add(1, batch(laneEnd(9, 0)))
  expect(decoder.model.lanes[0]).toMatchObject({ end: 9, exitCode: 0 })
  expect(spansOf(decoder.model.lanes[0]).at(-1)).toEqual([8, 9, Activity.Running, 0, 0])
})

it('gives a slot to its next lane, and ends a killed one by what stands in the system ring', () => {
  const decoder = new TraceDecoder({ cores: 2 })
  decoder.add(3, batch(laneStart(1, 4), run(1), taskBegin(2, 0, '(1)')))
  decoder.add(3, batch(laneStart(9, 5), run(9, 1)))
  decoder.add(0, batch(laneEnd(7, 4, -9)))
  const { model } = decoder
  expect(model.laneByNumber(4)).toMatchObject({ end: 7, exitCode: -9 })
  expect(model.laneByNumber(4)?.tasks.end[0]).toBe(7)
  expect(spansOf(model.laneByNumber(4))).toEqual([[1, 7, Activity.Running, 0, 0]])
  expect(spansOf(model.laneByNumber(5))).toEqual([[9, Number.NaN, Activity.Running, 0, 1]])
  expect(model.damaged).toBe(0)
})

it('orders lanes by their start with the main process first, and closes all when the run is over', () => {
  const decoder = new TraceDecoder({ cores: 2 })
  decoder.add(2, batch(laneStart(3, 2), run(3)))
  decoder.add(4, batch(laneStart(2, 1, { flags: 3 }), run(2)))
  decoder.add(1, batch(laneStart(2.5, 0), run(2.5)))
  expect(decoder.model.lanes.map(({ lane }) => lane)).toEqual([0, 1, 2])
  expect(decoder.model.lanes[1]).toMatchObject({ daemon: true, poolWorker: true })
  decoder.finish(10)
  expect(decoder.model.lanes.map(({ end, exitCode }) => [end, exitCode])).toEqual(Array(3).fill([10, null]))
  expect(decoder.model.duration).toBe(10)
})

it('measures a run to the last exit of a process that is no daemon', () => {
  const decoder = new TraceDecoder({ cores: 2 })
  decoder.add(1, batch(laneStart(0, 0), run(0), laneEnd(5, 0)))
  decoder.add(2, batch(laneStart(1, 1, { flags: 1 }), run(1), park(8, Operation.Sleep)))
  decoder.finish()
  expect(decoder.model.duration).toBe(5)
  expect(decoder.model.lanes[1]?.end).toBe(8)
})

it('joins the pieces of a line, keeps what a dying lane had begun, and cuts one newline', () => {
  const decoder = new TraceDecoder({ cores: 1 })
  const euro = new TextEncoder().encode('1 €\n\n')
  decoder.add(1, batch(laneStart(0, 0), output(1, euro.subarray(0, 3), 1), output(2, euro.subarray(3))))
  decoder.add(1, batch(output(3, 'half of it', 1, 2), laneEnd(4, 0)))
  expect(decoder.model.output).toEqual([
    { time: 1, lane: 0, stream: 'stdout', site: 0, text: '1 €\n' },
    { time: 3, lane: 0, stream: 'stderr', site: 0, text: 'half of it', open: true },
  ])
})

it('interleaves lines by time until they have been read, and never moves a line that was', () => {
  const decoder = new TraceDecoder({ cores: 1 })
  const texts = () => decoder.model.output.map(({ text }) => text)
  decoder.add(1, batch(laneStart(0, 0), output(1, 'a'), output(5, 'd')))
  decoder.add(2, batch(laneStart(1, 1), output(2, 'b'), output(3, 'c')))
  expect(texts()).toEqual(['a', 'b', 'c', 'd'])
  decoder.add(2, batch(output(4, 'e')))
  expect(texts()).toEqual(['a', 'b', 'c', 'd', 'e'])
})

it('names objects by type and ordinal, after their maker where that is not the main process', () => {
  const decoder = new TraceDecoder({ cores: 1 })
  decoder.add(1, batch(laneStart(0, 0), record(EventKind.Object, 0, 8, ObjectType.Lock, 0, 1, -1)))
  decoder.add(2, batch(laneStart(0, 1), record(EventKind.Object, 0, 16, ObjectType.Queue, 1, 2, 5)))
  expect([...decoder.model.objects.values()].map(({ label, capacity }) => [label, capacity])).toEqual([
    ['Lock-1', null],
    ['Process-1/Queue-2', 5],
  ])
})

it('tells how much it holds: lines with what each takes, records without operations that did not wait', () => {
  const decoder = new TraceDecoder({ cores: 1 })
  const start = laneStart(0, 0)
  const line = output(1, 'abc\n')
  decoder.add(1, batch(start, record(EventKind.Operation, 0, Operation.LockAcquire, 8, 1, 1), line))
  expect(decoder.volume).toEqual({ output: 64 + 4, events: start.length + line.length })
})

it('puts a schedule together out of the rings of the lanes that chose', () => {
  const decoder = new TraceDecoder({ cores: 1 })
  decoder.add(2, batch(record(EventKind.Choice, 2, 2, 7, 3)))
  expect(decoder.model.schedule).toEqual([])
  decoder.add(1, batch(record(EventKind.Choice, 1, 1, 4, 2), record(EventKind.Choice, 3, 3, 5, 2)))
  expect(decoder.model.schedule).toEqual([4, 7, 5])
})

it.each([
  ['an unknown kind', record(99 as EventKind, 1, 1)],
  ['a record too short', record(EventKind.Park, 3, 1)],
  ['a time that is no number', run(Number.NaN)],
  ['a time that never comes', run(1e200)],
  ['a time running backwards', run(0.5)],
  ['a core that is not there', run(3, 2)],
  ['a text longer than its record', [...output(3, 'abcd').slice(0, -2), 500, 0]],
  ['a lane that exists already', laneStart(3, 0)],
  ['the end of another lane', laneEnd(3, 1)],
  ['parking twice', park(3, Operation.Sleep)],
  ['the end of a task that never began', taskEnd(3, 1)],
])('counts %s as damage and passes it over', (_, words) => {
  const decoder = new TraceDecoder({ cores: 2 })
  decoder.add(1, batch(laneStart(0, 0), run(1), park(2, Operation.Sleep), words))
  expect(decoder.model.damaged).toBe(1)
  expect(spansOf(decoder.model.lanes[0])).toHaveLength(2)
})

it('goes on behind a record it can not understand, and stops at one whose length is impossible', () => {
  const decoder = new TraceDecoder({ cores: 2 })
  decoder.add(1, batch(laneStart(0, 0), record(200 as EventKind, 0, 1, 2), run(1), [3], run(2)))
  expect(decoder.model.damaged).toBe(2)
  expect(decoder.model.spanCount).toBe(1)
})

it('lets what is open last until now while nothing is heard, but never turns the clock back', () => {
  const decoder = new TraceDecoder({ cores: 2 })
  decoder.add(1, batch(laneStart(0, 0), run(1), park(2, Operation.Sleep)))
  decoder.advance(500)
  expect(decoder.model.now).toBe(500)
  decoder.advance(400)
  decoder.advance(Number.NaN)
  expect(decoder.model.now).toBe(500)
  decoder.finish(450)
  decoder.advance(900)
  expect(decoder.model.now).toBe(500)
})

it('reads what the ring writer wrote', () => {
  const words = new Int32Array(1024 + 8)
  const place = { words, base: 8, capacity: 1024, head: 0, tail: 1, waiting: 2, bell: 3 }
  let now = 0
  const writer = new RingWriter(place, () => now++)
  const text = (value: string) => new TextEncoder().encode(value)
  writer.timedText(0, EventKind.LaneStart, [0, -1, 100, 0, 0], text('Main'))
  writer.timedFloat(now, EventKind.Run, [1, -1], 0.25)
  writer.plain(EventKind.Object, 8, ObjectType.Pool, 0, 1, -1)
  writer.timed(EventKind.Submit, 4, 0, 3, 8, 2)
  writer.timedText(1, EventKind.TaskBegin, [0, 5, 8, 0], text('(7)'))
  writer.timed(EventKind.TaskEnd, 2, 0, 1)
  writer.timed(EventKind.Park, 3, Operation.Sleep, 0, 4)
  writer.timed(EventKind.LaneEnd, 2, 0, 3)
  const decoder = new TraceDecoder({ cores: 2 })
  decoder.add(1, drainRing(place, 4096) ?? new Int32Array(0))
  const { model } = decoder
  expect(model.damaged).toBe(0)
  expect(model.lanes[0]).toMatchObject({ name: 'Main', exitCode: 3, pid: 100, parent: -1 })
  expect(model.lanes[0]?.tasks.arguments(0)).toBe('(7)')
  expect(model.submissions?.count[0]).toBe(3)
})
