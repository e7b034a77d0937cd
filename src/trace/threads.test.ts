import { expect, it } from 'vitest'
import { TraceDecoder } from './decode.ts'
import { EventKind, LaneFlag, Operation } from './events.ts'
import { toChromeTrace } from './export.ts'
import { fullName, processOf } from './laneName.ts'
import { Activity } from './model.ts'
import { batch, laneEnd, laneStart, park, record, run } from './records.testing.ts'

const runAfterGil = (time: number, ready: number, core = 0, waker = -1): number[] =>
  record(EventKind.RunAfterGil, time, core, waker, { f64: ready })
const thread = (time: number, lane: number, pid: number, parent = 0): number[] =>
  laneStart(time, lane, { pid, parent, flags: LaneFlag.Thread, name: `Thread-${lane}` })

it('tells waiting for the GIL from waiting for a core', () => {
  const decoder = new TraceDecoder({ cores: 2 })
  decoder.add(
    1,
    batch(
      laneStart(0, 0),
      run(0),
      park(2, Operation.Sleep),
      runAfterGil(9, 4),
      park(10, Operation.Gil),
      run(12),
      laneEnd(13, 0),
    ),
  )
  const { spans } = decoder.model.lanes[0] ?? { spans: null }
  const rows = Array.from({ length: spans?.length ?? 0 }, (_, row) => [
    spans?.start[row],
    spans?.end[row],
    spans?.activity[row],
    spans?.operation[row],
  ])
  expect(rows).toEqual([
    [0, 2, Activity.Running, 0],
    [2, 4, Activity.Waiting, Operation.Sleep],
    [4, 9, Activity.Ready, Operation.Gil],
    [9, 10, Activity.Running, 0],
    [10, 12, Activity.Ready, Operation.Gil],
    [12, 13, Activity.Running, 0],
  ])
  expect(decoder.model.damaged).toBe(0)
})

it('puts threads behind their process, whichever is heard of first', () => {
  const decoder = new TraceDecoder({ cores: 2 })
  decoder.add(4, batch(thread(5, 3, 101, 1)))
  decoder.add(1, batch(laneStart(0, 0)))
  decoder.add(3, batch(laneStart(2, 2)))
  decoder.add(5, batch(thread(6, 4, 100)))
  const { model } = decoder
  expect(model.laneByNumber(3)).toMatchObject({ thread: true, process: 3 })
  decoder.add(2, batch(laneStart(1, 1)))
  expect(model.lanes.map(lane => [lane.lane, lane.thread, lane.process])).toEqual([
    [0, false, 0],
    [4, true, 0],
    [1, false, 1],
    [3, true, 1],
    [2, false, 2],
  ])
  const [, ofMain, child, ofChild] = model.lanes
  if (!ofMain || !child || !ofChild) throw new Error('lanes are missing')
  expect([ofMain, child, ofChild].map(lane => fullName(model, lane))).toEqual([
    'Thread-4',
    'Process-1',
    'Process-1 · Thread-3',
  ])
  expect(processOf(model, ofChild)).toBe(child)
})

it('counts a wait for the GIL that makes no sense as damage', () => {
  for (const damage of [
    runAfterGil(3, Number.NaN),
    runAfterGil(3, 2, 9),
    runAfterGil(3, 2, 0, -2),
    runAfterGil(3, 2).slice(0, 5),
  ]) {
    const decoder = new TraceDecoder({ cores: 2 })
    const [head = 0, ...rest] = damage
    const words = batch(laneStart(0, 0), run(1), park(2, Operation.Sleep), [
      (head & 0xff) | (damage.length << 8),
      ...rest,
    ])
    decoder.add(1, words)
    expect(decoder.model.damaged).toBe(1)
  }
  const running = new TraceDecoder({ cores: 2 })
  running.add(1, batch(laneStart(0, 0), run(1), runAfterGil(2, 1)))
  running.add(7, batch(runAfterGil(2, 1)))
  expect(running.model.damaged).toBe(2)
})

it('exports threads as threads of their process', () => {
  const decoder = new TraceDecoder({ cores: 2 })
  decoder.add(1, batch(laneStart(0, 0), run(0), laneEnd(5, 0)))
  decoder.add(2, batch(thread(1, 1, 100), run(1), laneEnd(4, 1)))
  const { traceEvents } = toChromeTrace(decoder.model, {
    functionName: () => '',
    place: () => '',
  })
  const spans = traceEvents.filter(event => event.ph === 'X')
  expect(spans.map(({ pid, tid }) => [pid, tid])).toEqual([
    [1, 1],
    [1, 3],
  ])
  expect(traceEvents.filter(event => event.name === 'process_name').length).toBe(1)
})
