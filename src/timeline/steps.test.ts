import { expect, test } from 'vitest'
import { Activity } from '../trace/model.ts'
import type { Hit } from './hitTest.ts'
import { endOf } from './intervals.ts'
import { randomLane } from './model.testing.ts'
import { isStop, stepFrom } from './steps.ts'

for (const seed of [61, 62, 63, 64, 65]) {
  test(`stepping visits every task, wait and bare stretch in order, there and back (seed ${seed})`, () => {
    const lane = randomLane(1, 120, seed)
    const { spans, tasks } = lane
    const stops: (Hit & { start: number })[] = []
    for (let at = 0; at < tasks.length; at++)
      stops.push({ kind: 'task', index: at, start: tasks.start[at] ?? 0 })
    for (let at = 0; at < spans.length; at++) {
      const start = spans.start[at] ?? 0
      const end = endOf(spans, at, lane.end)
      const holds = stops.some(
        ({ kind, index, start: from }) =>
          kind === 'task' && from <= end && endOf(tasks, index, lane.end) > start,
      )
      const stop = spans.activity[at] !== Activity.Running || !holds
      expect(isStop(lane, at, lane.end)).toBe(stop)
      if (stop) stops.push({ kind: 'span', index: at, start })
    }
    stops.sort((a, b) => a.start - b.start || (a.kind === 'task' ? 0 : 1) - (b.kind === 'task' ? 0 : 1))
    stops.forEach((stop, at) => {
      const plain = (found: (Hit & { start: number }) | undefined): Hit | null =>
        found === undefined ? null : { kind: found.kind, index: found.index }
      expect(stepFrom(lane, stop, 1, lane.end)).toEqual(plain(stops[at + 1]))
      expect(stepFrom(lane, stop, -1, lane.end)).toEqual(plain(stops[at - 1]))
    })
  })
}
