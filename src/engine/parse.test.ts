import { expect, test } from 'vitest'
import { parseCollectorMessage, parseFrameMessage } from './parse.ts'
import { BATCH_BYTES, MAX_BASE_BYTES } from './protocol.ts'

const batch = (bytes: number, parts: unknown): unknown => ({
  type: 'batch',
  words: new ArrayBuffer(bytes),
  parts,
})

test('a batch whose parts cover its words exactly is taken', () => {
  const parsed = parseCollectorMessage(
    batch(20, [
      { slot: 0, words: 2 },
      { slot: 7, words: 3 },
    ]),
  )
  expect(parsed).toMatchObject({ type: 'batch', parts: [{ words: 2 }, { slot: 7 }] })
})

test('a batch that lies about its length, or is none, is refused', () => {
  const part = { slot: 1, words: 2 }
  for (const data of [
    batch(12, [part]),
    batch(4, [part]),
    batch(6, [{ slot: 1, words: 1.5 }]),
    batch(8, [{ slot: -1, words: 2 }]),
    batch(8, [{ slot: 1e9, words: 2 }]),
    batch(8, [
      { slot: 1, words: 4 },
      { slot: 1, words: -2 },
    ]),
    batch(8, null),
    batch(0, []),
    batch(BATCH_BYTES + 4, [{ slot: 1, words: BATCH_BYTES / 4 + 1 }]),
    { type: 'batch', words: [1, 2], parts: [part] },
    { type: 'batch', words: new SharedArrayBuffer(8), parts: [part] },
    { type: 'nothing known' },
    'drained',
    null,
  ]) {
    expect(parseCollectorMessage(data)).toBeNull()
  }
})

test('an outcome is copied field by field, with texts and lists cut to a bound', () => {
  const wait = { lane: 1, process: 'Main', operation: 'Lock.acquire', object: 'Lock-1', holder: null }
  const parsed = parseFrameMessage({
    type: 'ended',
    run: 3,
    outcome: { kind: 'deadlocked', waits: new Array(1000).fill({ ...wait, place: { file: 'a', line: -1 } }) },
  })
  if (parsed?.type !== 'ended' || parsed.outcome.kind !== 'deadlocked') throw new Error('not parsed')
  expect(parsed.outcome.waits).toHaveLength(256)
  expect(parsed.outcome.waits[0]).toEqual({ ...wait, place: null })
})

test('what else is known of a wait is kept when it makes sense', () => {
  const wait = { lane: 1, process: 'Main', operation: 'Barrier.wait', object: 'Barrier-1', holder: null }
  const details = [
    { kind: 'barrier', missing: 2 },
    { kind: 'worker', more: 1 },
    { kind: 'barrier', missing: -1 },
    { kind: 'nothing known' },
    null,
  ]
  const parsed = parseFrameMessage({
    type: 'ended',
    run: 3,
    outcome: { kind: 'deadlocked', waits: details.map(detail => ({ ...wait, target: 4, detail })) },
  })
  if (parsed?.type !== 'ended' || parsed.outcome.kind !== 'deadlocked') throw new Error('not parsed')
  const plain = { ...wait, place: null, target: 4 }
  expect(parsed.outcome.waits).toEqual([
    { ...plain, detail: { kind: 'barrier', missing: 2 } },
    { ...plain, detail: { kind: 'worker' } },
    plain,
    plain,
    plain,
  ])
})

test('a problem keeps its parameters and loses what does not belong', () => {
  const problem = {
    code: 'x',
    params: { n: 2, text: 'a'.repeat(100_000), list: [1] },
    message: 7,
    place: { file: 'main.ts', line: 3, column: 1, extra: true },
    process: 'Main',
  }
  const parsed = parseFrameMessage({ type: 'ended', run: 1, outcome: { kind: 'failed', problem } })
  if (parsed?.type !== 'ended' || parsed.outcome.kind !== 'failed') throw new Error('not parsed')
  expect(parsed.outcome.problem.params).toMatchObject({ n: 2, list: '' })
  expect(String(parsed.outcome.problem.params.text)).toHaveLength(20_000)
  expect(parsed.outcome.problem).toMatchObject({
    message: '',
    place: { file: 'main.ts', line: 3, column: 1 },
    process: 'Main',
  })
  expect(parsed.outcome.problem.place).not.toHaveProperty('extra')
})

test('a message of the frame that fits no shape is refused', () => {
  for (const data of [
    { type: 'ready' },
    { type: 'started', run: 1, prepared: Number.NaN },
    { type: 'started', run: -1, prepared: 1 },
    { type: 'ended', run: 1, outcome: { kind: 'finished', exitCode: 'zero' } },
    { type: 'ended', run: 1, outcome: { kind: 'stopped', by: 'magic' } },
    { type: 'ended', run: 1 },
    undefined,
  ]) {
    expect(parseFrameMessage(data)).toBeNull()
  }
})

test('what is told of making Python ready is taken within bounds', () => {
  const bytes = new ArrayBuffer(64)
  expect(parseFrameMessage({ type: 'base', bytes, extra: 1 })).toEqual({ type: 'base', bytes })
  const step = { type: 'preparing', step: 'start', done: 3, total: 2 }
  expect(parseFrameMessage(step)).toEqual({ ...step, done: 2 })
  expect(parseFrameMessage({ type: 'pythonFailed', message: 'a'.repeat(100_000) })).toEqual({
    type: 'pythonFailed',
    message: 'a'.repeat(20_000),
  })
  for (const data of [
    { type: 'base', bytes: new SharedArrayBuffer(8) },
    { type: 'base', bytes: new Uint8Array(8) },
    { type: 'base', bytes: new ArrayBuffer(0) },
    { type: 'base', bytes: new ArrayBuffer(MAX_BASE_BYTES + 1) },
    { type: 'preparing', step: 'download', done: 1, total: 2 },
    { type: 'preparing', step: 'start', done: -1, total: 2 },
    { type: 'preparing', step: 'start', done: 1 },
  ]) {
    expect(parseFrameMessage(data)).toBeNull()
  }
})
