import { Activity, type LaneModel } from '../trace/model.ts'
import type { Hit } from './hitTest.ts'
import { endOf, firstFrom, lastUntil } from './intervals.ts'

/**
 * The stop after (`direction` 1) or before (-1) `from` in a lane, or null at its end. Stops are the tasks, the waits, and
 * the working that belongs to no task, in order of their start; where a task and a span start together, the task is first.
 */
export function stepFrom(lane: LaneModel, from: Hit, direction: 1 | -1, now: number): Hit | null {
  const intervals = from.kind === 'task' ? lane.tasks : lane.spans
  const start = intervals.start[from.index] ?? 0
  let task: number
  let span: number
  if (direction === 1) {
    task = from.kind === 'task' ? from.index + 1 : lastUntil(lane.tasks, start) + 1
    span = from.kind === 'span' ? from.index + 1 : firstFrom(lane.spans, start)
  } else {
    task = from.kind === 'task' ? from.index - 1 : lastUntil(lane.tasks, start)
    span = from.kind === 'span' ? from.index - 1 : firstFrom(lane.spans, start) - 1
  }
  while (span >= 0 && span < lane.spans.length && !isStop(lane, span, now)) span += direction
  const taskStart = task >= 0 && task < lane.tasks.length ? (lane.tasks.start[task] as number) : null
  const spanStart = span >= 0 && span < lane.spans.length ? (lane.spans.start[span] as number) : null
  if (taskStart === null && spanStart === null) return null
  if (spanStart === null) return { kind: 'task', index: task }
  if (taskStart === null) return { kind: 'span', index: span }
  const taskFirst = taskStart <= spanStart
  return taskFirst === (direction === 1) ? { kind: 'task', index: task } : { kind: 'span', index: span }
}

/** Working that holds a task is no stop: its tasks are. */
export function isStop(lane: LaneModel, span: number, now: number): boolean {
  if (lane.spans.activity[span] !== Activity.Running) return true
  const task = lastUntil(lane.tasks, endOf(lane.spans, span, now))
  return task < 0 || endOf(lane.tasks, task, now) <= (lane.spans.start[span] as number)
}
