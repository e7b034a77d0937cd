import { expect, test } from 'vitest'
import { ObjectType, Operation } from '../trace/events.ts'
import type { TimelineRun, TimelineWords } from './contract.ts'
import { captionOf, describeSpan, placeOf } from './describe.ts'
import { LaneBuilder, modelOf } from './model.testing.ts'
import { SpanIndex } from './spanIndex.ts'

const words: TimelineWords = {
  label: '',
  hint: '',
  empty: '',
  coresInUse: '',
  legend: kind => kind,
  unit: unit => unit,
  duration: ms => `${ms}ms`,
  startedAt: ms => `from ${ms}`,
  task: ordinal => `task ${ordinal}`,
  working: ms => `works ${ms}`,
  waiting: (operation, object, ms) => `waits ${ms} in ${operation} for ${object}`,
  idle: ms => `idle ${ms}`,
  sleeping: ms => `sleeps ${ms}`,
  libraryThreads: count => `${count} of the library`,
  starting: (what, ms) => `starts a ${what} ${ms}`,
  gil: ms => `gil ${ms}`,
  ready: ms => `ready ${ms}`,
  wokenBy: process => `woken by ${process}`,
  raised: 'raised',
  unfinished: 'goes on',
}

const main = new LaneBuilder(0, 'Main', 0).run(60)
const worker = new LaneBuilder(1, 'PoolWorker-1', 0)
  .run(5)
  .task(7, body => body.run(10).wait(5, Operation.LockAcquire, 3, 0, 1).run(10), 'abc', 1)
  .ready(4, 0)
const model = modelOf([main.build(), worker.build()], { objects: [[3, ObjectType.Lock, 'Lock-1']] })
const place = { file: 'main.ts', line: 4, column: 1 }
const run: TimelineRun = {
  key: 'parallel',
  title: '',
  note: '',
  model,
  functions: [{ name: 'work', place }],
  sites: [
    { file: '', line: 0, column: 0 },
    { file: 'main.ts', line: 9, column: 3 },
  ],
  running: false,
  ending: 'good',
  blocked: [],
}
const lane = worker.build()
const index = new SpanIndex()
index.update(lane.spans)

test('a task is told by its call, its process, how long it took and worked, its line and how it ended', () => {
  const hit = { kind: 'task', index: 0 } as const
  expect(describeSpan(run, lane, hit, index, words)).toEqual({
    title: 'work(abc)',
    lines: ['task 7 · PoolWorker-1 · 25ms · works 20', 'main.ts:4 · from 5 · raised'],
  })
  expect(placeOf(run, lane, hit)).toEqual(place)
})

test('a wait is told by what it waits for, the task it is part of, and who ended it', () => {
  const hit = { kind: 'span', index: 1 } as const
  expect(describeSpan(run, lane, hit, index, words)).toEqual({
    title: `waits 5 in ${Operation.LockAcquire} for Lock-1`,
    lines: ['PoolWorker-1 · task 7 · work(abc)', 'main.ts:9 · from 15 · woken by Main'],
  })
})

test('waiting for a core is not called waiting for an object, and has no line', () => {
  const hit = { kind: 'span', index: 3 } as const
  expect(describeSpan(run, lane, hit, index, words).title).toBe('ready 4')
  expect(placeOf(run, lane, hit)).toBeNull()
})

test('long arguments are cut', () => {
  const long = new LaneBuilder(1, 'PoolWorker-1', 0).task(1, body => body.run(1), 'x'.repeat(500)).build()
  expect(captionOf(run, long, 0).length).toBeLessThan(80)
})

test('a wait is told in the words of the program: no queue of the pool itself, a process by its name', () => {
  const waiter = new LaneBuilder(0, 'Main', 0)
    .wait(1, Operation.PoolMap, 3, 1)
    .wait(2, Operation.ProcessJoin, 4, 1)
    .wait(3, Operation.PoolIdle, 3)
    .wait(4, Operation.Sleep)
    .wait(5, Operation.ProcessStart, 4)
    .wait(6, Operation.WorkerStart)
    .wait(7, Operation.ThreadStart)
    .build()
  const other = new LaneBuilder(1, 'Baker', 0).run(21).build()
  const told = {
    ...run,
    model: modelOf([waiter, other], {
      objects: [
        [3, ObjectType.Queue, 'Queue-1'],
        [4, ObjectType.Process, 'Process-1'],
      ],
    }),
  }
  const sums = new SpanIndex()
  sums.update(waiter.spans)
  const describe = (at: number) => describeSpan(told, waiter, { kind: 'span', index: at }, sums, words)
  expect([0, 1, 2, 3, 4, 5, 6].map(at => describe(at).title)).toEqual([
    `waits 1 in ${Operation.PoolMap} for null`,
    `waits 2 in ${Operation.ProcessJoin} for Baker`,
    'idle 3',
    'sleeps 4',
    'starts a process 5',
    'starts a process 6',
    'starts a thread 7',
  ])
  expect(describe(0).lines[1]).toContain('woken by Baker')
  expect(describe(1).lines[1]).not.toContain('woken by')
})

test('a task whose number is not known is told without one', () => {
  const builder = new LaneBuilder(1, 'Worker', 0).task(-1, body => body.run(4), 'square(3)')
  const unnumbered = builder.build()
  const sums = new SpanIndex()
  sums.update(unnumbered.spans)
  const told = { ...run, functions: [], model: modelOf([main.build(), unnumbered]) }
  expect(describeSpan(told, unnumbered, { kind: 'task', index: 0 }, sums, words)).toEqual({
    title: 'square(3)',
    lines: ['Worker · works 4', 'from 0'],
  })
})

test('waiting for the GIL is told as that, with the thread and its process', () => {
  const child = new LaneBuilder(1, 'Process-1', 0).run(20).build()
  const builder = new LaneBuilder(2, 'Thread-1 (work)', 0, 1).run(5).waitForGil(4)
  const thread = builder.build()
  const threads = modelOf([main.build(), child, thread])
  const spans = new SpanIndex()
  spans.update(thread.spans)
  const told = describeSpan({ ...run, model: threads }, thread, { kind: 'span', index: 1 }, spans, words)
  expect(told.title).toBe('gil 4')
  expect(told.lines[0]).toBe('Process-1 · Thread-1 (work)')
})
