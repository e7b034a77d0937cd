import { Activity, type LaneModel } from '../trace/model.ts'
import type { Intervals } from './intervals.ts'
import { endOf, lastUntil } from './intervals.ts'

/** What is found in a lane at a time; -1: none. A span that waits may stand inside a task. */
export interface Hit {
  readonly kind: 'task' | 'span'
  readonly index: number
}

/** Index of the interval at `time`, or else of the nearest within `slack` ms, or -1. */
export function intervalAt(intervals: Intervals, time: number, slack: number, now: number): number {
  const before = lastUntil(intervals, time)
  if (before >= 0 && time <= endOf(intervals, before, now)) return before
  const after = before + 1
  const gapBefore = before >= 0 ? time - endOf(intervals, before, now) : Number.POSITIVE_INFINITY
  const gapAfter =
    after < intervals.length ? (intervals.start[after] as number) - time : Number.POSITIVE_INFINITY
  if (Math.min(gapBefore, gapAfter) > slack) return -1
  return gapBefore <= gapAfter ? before : after
}

/** What a reader points at: a wait wins over the task it interrupts, a task over the working it consists of. */
export function hitTest(lane: LaneModel, time: number, slack: number, now: number): Hit | null {
  const span = intervalAt(lane.spans, time, 0, now)
  if (span >= 0 && lane.spans.activity[span] !== Activity.Running) {
    // At a joint both sides match; the task begins where the wait ends.
    const next = lane.spans.start[span + 1]
    if (next !== time || span + 1 >= lane.spans.length) return { kind: 'span', index: span }
  }
  const task = intervalAt(lane.tasks, time, span >= 0 ? 0 : slack, now)
  if (task >= 0) return { kind: 'task', index: task }
  if (span >= 0) return { kind: 'span', index: span }
  const near = intervalAt(lane.spans, time, slack, now)
  return near >= 0 ? { kind: 'span', index: near } : null
}

/** Start and end of what was hit. */
export function timesOf(lane: LaneModel, hit: Hit, now: number): { start: number; end: number } {
  const intervals = hit.kind === 'task' ? lane.tasks : lane.spans
  return { start: intervals.start[hit.index] ?? 0, end: endOf(intervals, hit.index, now) }
}

/** The task in which a span stands, or -1. */
export function taskAround(lane: LaneModel, span: number, now: number): number {
  const start = lane.spans.start[span] ?? 0
  const task = lastUntil(lane.tasks, start)
  return task >= 0 && endOf(lane.tasks, task, now) > start ? task : -1
}
