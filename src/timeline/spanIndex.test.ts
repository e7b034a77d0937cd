import { describe, expect, test } from 'vitest'
import { Activity } from '../trace/model.ts'
import { endOf } from './intervals.ts'
import { modelOf, randomLane, seeded } from './model.testing.ts'
import { SpanIndex } from './spanIndex.ts'
import { coresInUse } from './usage.ts'

describe('sums of working time', () => {
  for (const seed of [21, 22, 23]) {
    test(`equal a plain addition, while the lane grows and after (seed ${seed})`, () => {
      const lane = randomLane(1, 400, seed)
      const next = seeded(seed)
      const index = new SpanIndex()
      for (let length = 0; length <= lane.spans.length; length += 1 + next(40)) {
        const spans = { ...lane.spans, length }
        index.update(spans)
        for (let round = 0; round < 5; round++) {
          const time = next(Math.ceil(lane.end * 1000)) / 1000
          let until = 0
          for (let at = 0; at < length; at++) {
            const start = spans.start[at] ?? 0
            if (spans.activity[at] !== Activity.Running || start > time) continue
            until += Math.min(endOf(spans, at, lane.end), time) - start
          }
          expect(index.until(spans, time, lane.end)).toBeCloseTo(until, 6)
        }
      }
    })
  }

  test('start anew when a lane is shorter than it was', () => {
    const index = new SpanIndex()
    index.update(randomLane(1, 300, 31).spans)
    const short = randomLane(1, 90, 32)
    index.update(short.spans)
    const fresh = new SpanIndex()
    fresh.update(short.spans)
    expect(index.until(short.spans, short.end, short.end)).toBeCloseTo(
      fresh.until(short.spans, short.end, short.end),
    )
  })
})

test('cores in use add up to the working time of all lanes', () => {
  const model = modelOf([randomLane(0, 200, 41), randomLane(1, 300, 42), randomLane(2, 50, 43)])
  const indexes = model.lanes.map(lane => {
    const index = new SpanIndex()
    index.update(lane.spans)
    return index
  })
  const used = coresInUse(model, indexes, { start: 0, end: model.now }, 97)
  const total = used.reduce((sum, value) => sum + value, 0) * (model.now / 97)
  const plain = model.lanes.reduce(
    (sum, lane, at) => sum + (indexes[at]?.until(lane.spans, model.now, model.now) ?? 0),
    0,
  )
  expect(total).toBeCloseTo(plain, 6)
  for (const value of used) expect(value).toBeLessThanOrEqual(3 + 1e-9)
})
