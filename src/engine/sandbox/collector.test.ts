import { expect, test } from 'vitest'
import { BATCH_BYTES, CREDIT_BYTES, MAX_PARTS } from '../protocol.ts'
import { Collector } from './collector.ts'

/** A collector over rings that the test fills, with time and turns by hand. */
function setUp() {
  const rings: { slot: number; words: Int32Array }[] = []
  const tasks: (() => void)[] = []
  const sent: { bytes: number; parts: readonly { slot: number; words: number }[] }[] = []
  const batches: Int32Array[] = []
  const log: string[] = []
  const state = { time: 0, over: false, ringsAtOnce: 1 }
  const collector = new Collector({
    kernel: {
      capacity: 300,
      drain(sink, _, maxTotal) {
        let total = 0
        for (let n = 0; n < state.ringsAtOnce; n++) {
          const ring = rings[0]
          if (ring === undefined || total + ring.words.length > maxTotal) break
          rings.shift()
          sink(ring.slot, ring.words)
          total += ring.words.length
        }
        return total
      },
      waitForWork(ms) {
        state.time += ms
      },
      over: () => state.over,
    },
    now: () => state.time,
    later: task => tasks.push(task),
    send: message => {
      if (message.type === 'batch') {
        sent.push({ bytes: message.words.byteLength, parts: message.parts })
        batches.push(new Int32Array(message.words))
      } else log.push('drained to app')
    },
    runEnded: () => log.push('runEnded'),
    drained: () => log.push('drained'),
  })
  const turn = (times: number): void => {
    for (let i = 0; i < times; i++) tasks.shift()?.()
  }
  const fill = (slot: number, words: number): void => {
    rings.push({ slot, words: new Int32Array(words) })
  }
  return { collector, rings, sent, batches, log, state, tasks, turn, fill }
}

test('small parts are gathered for about a display frame', () => {
  const { sent, turn, fill } = setUp()
  fill(1, 3)
  fill(2, 4)
  turn(2)
  expect(sent).toEqual([])
  turn(4)
  expect(sent).toEqual([
    {
      bytes: 28,
      parts: [
        { slot: 1, words: 3 },
        { slot: 2, words: 4 },
      ],
    },
  ])
})

test('a batch has one part of each slot however often its ring was emptied, in the order of its words', () => {
  const { rings, sent, batches, state, turn } = setUp()
  const drains = 3 * MAX_PARTS
  for (let i = 0; i < drains; i++) rings.push({ slot: i % 2, words: Int32Array.of(i) })
  turn(drains)
  expect(sent).toEqual([])
  state.time = 100
  turn(1)
  expect(sent).toEqual([
    {
      bytes: drains * 4,
      parts: [
        { slot: 0, words: drains / 2 },
        { slot: 1, words: drains / 2 },
      ],
    },
  ])
  const numbers = Array.from({ length: drains }, (_, i) => i)
  const even = numbers.filter(i => i % 2 === 0)
  const odd = numbers.filter(i => i % 2 === 1)
  expect([...(batches[0] ?? [])]).toEqual([...even, ...odd])
})

test('a batch is sent before it has more parts than the app accepts', () => {
  const { sent, state, turn, fill } = setUp()
  for (let slot = 0; slot < MAX_PARTS + 1; slot++) fill(slot, 1)
  turn(MAX_PARTS + 1)
  state.time = 100
  turn(1)
  expect(sent.map(({ parts }) => parts.length)).toEqual([MAX_PARTS, 1])
})

test('a full batch does not wait, and none is longer than the app accepts', () => {
  const { sent, turn, fill } = setUp()
  fill(1, BATCH_BYTES / 8)
  turn(1)
  expect(sent).toHaveLength(1)
  expect(Math.max(...sent.map(({ bytes }) => bytes))).toBeLessThanOrEqual(BATCH_BYTES)
})

test('without credit the rings are left alone, and a credit takes it up again', () => {
  const { collector, rings, sent, turn, fill } = setUp()
  for (let i = 0; i < 200; i++) fill(1, 16_384)
  turn(1000)
  const unacknowledged = sent.reduce((sum, { bytes }) => sum + bytes, 0)
  expect(unacknowledged).toBeLessThanOrEqual(CREDIT_BYTES)
  expect(rings.length).toBeGreaterThan(0)
  collector.credit(unacknowledged)
  turn(1000)
  expect(sent.reduce((sum, { bytes }) => sum + bytes, 0)).toBeGreaterThan(unacknowledged)
})

test('many full rings at once bring no more to the app than it has credit for', () => {
  const { sent, rings, state, turn, fill } = setUp()
  state.ringsAtOnce = 96
  for (let i = 0; i < 300; i++) fill(i % 96, 16_384)
  turn(1000)
  expect(sent.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(CREDIT_BYTES)
  expect(rings.length).toBeGreaterThan(0)
})

test('the end of a run is told once, and everything is sent before the end of the trace', () => {
  const { collector, sent, log, state, tasks, turn, fill } = setUp()
  state.over = true
  turn(3)
  expect(log).toEqual(['runEnded'])
  for (let i = 0; i < 5; i++) fill(i, 10)
  collector.finish()
  turn(20)
  expect(log).toEqual(['runEnded', 'drained to app', 'drained'])
  expect(sent.flatMap(({ parts }) => parts)).toHaveLength(5)
  expect(tasks).toEqual([])
})

test('a dead writer that goes on for ever does not keep the trace open', () => {
  const { collector, log, turn, fill } = setUp()
  collector.finish()
  for (let i = 0; i < 50; i++) {
    fill(1, 10)
    turn(1)
  }
  expect(log).toContain('drained')
})
