import { describe, expect, test } from 'vitest'
import { Activity, type Spans } from '../trace/model.ts'
import { endOf } from './intervals.ts'
import { LaneBuilder, randomLane, seeded } from './model.testing.ts'
import { eachPiece } from './pieces.ts'
import { SpanIndex } from './spanIndex.ts'

function working(spans: Spans, from: number, to: number, now: number): number {
  let sum = 0
  for (let at = from; at < to; at++) {
    if (spans.activity[at] === Activity.Running) sum += endOf(spans, at, now) - (spans.start[at] ?? 0)
  }
  return sum
}

describe('pieces', () => {
  for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
    test(`hand on every seen interval once, in order, and lose no working time (seed ${seed})`, () => {
      const lane = randomLane(1, 600, seed)
      const { spans } = lane
      const next = seeded(seed + 100)
      const index = new SpanIndex()
      index.update(spans)
      for (let round = 0; round < 40; round++) {
        const start = next(Math.ceil(lane.end))
        const view = { start, end: start + 0.5 + next(400) }
        const msPerPixel = (view.end - view.start) / (50 + next(900))
        const drawn: number[] = []
        let sum = 0
        eachPiece(spans, view, msPerPixel, lane.end, {
          wide(at, from, to) {
            drawn.push(at)
            expect(to - from).toBeGreaterThanOrEqual(msPerPixel)
            sum += working(spans, at, at + 1, lane.end)
          },
          merged(from, to) {
            for (let at = from; at < to; at++) drawn.push(at)
            sum += index.before(spans, to, lane.end) - index.before(spans, from, lane.end)
          },
        })
        const expected: number[] = []
        for (let at = 0; at < spans.length; at++) {
          if (endOf(spans, at, lane.end) > view.start && (spans.start[at] ?? 0) < view.end) expected.push(at)
        }
        expect(drawn).toEqual(expected)
        const first = expected[0]
        const last = expected.at(-1)
        if (first !== undefined && last !== undefined) {
          expect(sum).toBeCloseTo(working(spans, first, last + 1, lane.end), 6)
        }
      }
    })
  }

  test('are no more than two for each pixel, however many intervals there are', () => {
    const builder = new LaneBuilder(0, 'Main', 0)
    for (let at = 0; at < 50_000; at++) builder.run(0.001, at % 2)
    const lane = builder.build()
    let pieces = 0
    const count = (): void => {
      pieces++
    }
    eachPiece(lane.spans, { start: 0, end: 50 }, 50 / 800, lane.end, { wide: count, merged: count })
    expect(pieces).toBeLessThanOrEqual(1600)
  })

  test('let an open interval reach the present', () => {
    const lane = new LaneBuilder(0, 'Main', 0).run(5).open().build()
    const seen: number[] = []
    eachPiece(lane.spans, { start: 0, end: 100 }, 1, 42, {
      wide: (_, start, end) => seen.push(start, end),
      merged() {},
    })
    expect(seen).toEqual([0, 42])
  })
})
