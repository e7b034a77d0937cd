import type { Operation } from '../events.ts'
import { Activity, type LaneModel, type TraceModel } from '../model.ts'

export interface OperationTime {
  readonly operation: Operation
  /** ms waited in it. */
  readonly time: number
}

/** What one lane did, in ms. */
export interface LaneMetrics {
  readonly lane: number
  /** On a core. */
  readonly busy: number
  /** Blocked. */
  readonly waiting: number
  /** Able to run while no core was free. */
  readonly ready: number
  /** `waiting` by what was waited in, longest first. */
  readonly byOperation: readonly OperationTime[]
}

/** How long a run took, or has taken so far, in ms. */
export function wallOf(model: TraceModel): number {
  return Number.isNaN(model.duration) ? model.now : model.duration
}

/** Where a span or task ends that may still be open, and may go on after the run's end. */
export function endWithin(end: number, wall: number): number {
  return Number.isNaN(end) ? wall : Math.min(end, wall)
}

/** Sums up the spans of a lane as far as `wall`. */
export function laneMetrics(lane: LaneModel, wall: number): LaneMetrics {
  const { spans } = lane
  const sums: [number, number, number] = [0, 0, 0]
  const waits = new Map<Operation, number>()
  for (let row = 0; row < spans.length; row++) {
    const length = endWithin(spans.end[row] as number, wall) - (spans.start[row] as number)
    if (!(length > 0)) continue
    const activity = spans.activity[row] as Activity
    sums[activity] += length
    if (activity !== Activity.Waiting) continue
    const operation = spans.operation[row] as Operation
    waits.set(operation, (waits.get(operation) ?? 0) + length)
  }
  return {
    lane: lane.lane,
    busy: sums[Activity.Running],
    waiting: sums[Activity.Waiting],
    ready: sums[Activity.Ready],
    byOperation: [...waits]
      .map(([operation, time]) => ({ operation, time }))
      .sort((a, b) => b.time - a.time || a.operation - b.operation),
  }
}

/** ms that a lane's tasks were on a core. Both lists are in order of time, so one pass meets every pair that overlaps. */
export function taskWorkOf(lane: LaneModel, wall: number): number {
  const { spans, tasks } = lane
  let work = 0
  let row = 0
  for (let task = 0; task < tasks.length; task++) {
    const begin = tasks.start[task] as number
    const end = endWithin(tasks.end[task] as number, wall)
    while (row < spans.length && endWithin(spans.end[row] as number, wall) <= begin) row++
    // The span that a task ends in may hold the next one's beginning as well: the row that was found stays.
    for (let at = row; at < spans.length && (spans.start[at] as number) < end; at++) {
      if (spans.activity[at] !== Activity.Running) continue
      const from = Math.max(begin, spans.start[at] as number)
      work += Math.max(0, Math.min(end, endWithin(spans.end[at] as number, wall)) - from)
    }
  }
  return work
}
