import { describe, expect, test } from 'vitest'
import { Operation } from '../trace/events.ts'
import { Activity } from '../trace/model.ts'
import { hitTest, intervalAt, taskAround } from './hitTest.ts'
import { endOf, firstFrom, type Intervals, lastUntil } from './intervals.ts'
import { LaneBuilder, randomLane, seeded } from './model.testing.ts'

function scan(intervals: Intervals, time: number, slack: number, now: number): number {
  let best = -1
  let distance = Number.POSITIVE_INFINITY
  for (let at = 0; at < intervals.length; at++) {
    const start = intervals.start[at] ?? 0
    const gap = Math.max(0, start - time, time - endOf(intervals, at, now))
    // Where two touch, the later one is found at their joint; of two gaps the earlier interval wins.
    if (gap < distance || (gap === 0 && distance === 0)) {
      best = at
      distance = gap
    }
  }
  return distance <= slack ? best : -1
}

describe('the interval at a time', () => {
  for (const seed of [51, 52, 53, 54]) {
    test(`is the one a linear scan finds, or the nearest within reach (seed ${seed})`, () => {
      const lane = randomLane(1, 300, seed)
      const next = seeded(seed)
      for (let round = 0; round < 400; round++) {
        const time = next(Math.ceil(lane.end * 1000)) / 1000
        const slack = next(3)
        expect(intervalAt(lane.spans, time, slack, lane.end)).toBe(scan(lane.spans, time, slack, lane.end))
        expect(intervalAt(lane.tasks, time, slack, lane.end)).toBe(scan(lane.tasks, time, slack, lane.end))
      }
    })

    test(`is found by galloping from anywhere before it (seed ${seed})`, () => {
      const { spans, end } = randomLane(1, 200, seed)
      const next = seeded(seed)
      for (let round = 0; round < 200; round++) {
        const time = next(Math.ceil(end * 10)) / 10
        const from = next(spans.length)
        let plain = from
        while (plain < spans.length && (spans.start[plain] ?? 0) < time) plain++
        expect(firstFrom(spans, time, from)).toBe(plain)
        expect(lastUntil(spans, time)).toBe(
          spans.start.subarray(0, spans.length).filter(start => start <= time).length - 1,
        )
      }
    })
  }
})

describe('what a reader points at', () => {
  const lane = new LaneBuilder(1, 'Process-1', 0)
    .run(5)
    .task(7, body => body.run(10).wait(5, Operation.LockAcquire, 3).run(10))
    .wait(20, Operation.PoolIdle)
    .build()
  const at = (time: number) => hitTest(lane, time, 0, lane.end)

  test('is the task where it works, and the wait where it waits', () => {
    expect(at(2)).toEqual({ kind: 'span', index: 0 })
    expect(at(8)).toEqual({ kind: 'task', index: 0 })
    expect(at(17)).toEqual({ kind: 'span', index: 1 })
    expect(at(25)).toEqual({ kind: 'task', index: 0 })
    expect(at(40)).toEqual({ kind: 'span', index: 3 })
    expect(at(51)).toBeNull()
  })

  test('knows the task around a wait', () => {
    expect(taskAround(lane, 1, lane.end)).toBe(0)
    expect(taskAround(lane, 3, lane.end)).toBe(-1)
    expect(lane.spans.activity[1]).toBe(Activity.Waiting)
  })
})
