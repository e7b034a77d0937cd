import type { LaneModel, Submissions, TraceModel } from '../model.ts'

/**
 * ms between a pool's worker becoming free and the begin of its next task while work was there. A worker is free from its
 * start or its previous task's end, whichever is later; work is there from the task's submission.
 */
export interface Dispatch {
  readonly median: number
  readonly mean: number
}

/** Null when no task was submitted in the model's sight. */
export function dispatchOf(model: TraceModel): Dispatch | null {
  const { submissions } = model
  if (submissions === undefined || submissions.length === 0) return null
  const submitted = submissionTimes(submissions)
  const delays: number[] = []
  for (const lane of model.lanes) collect(lane, submitted, delays)
  if (delays.length === 0) return null
  const sorted = Float64Array.from(delays).sort()
  const middle = sorted.length >> 1
  const upper = sorted[middle] as number
  const median = sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2
  return { median, mean: delays.reduce((sum, delay) => sum + delay, 0) / delays.length }
}

function collect(lane: LaneModel, submitted: (pool: number, task: number) => number, delays: number[]): void {
  const { tasks } = lane
  let free = lane.start
  for (let row = 0; row < tasks.length; row++) {
    const since = submitted(tasks.pool[row] as number, tasks.task[row] as number)
    // Clocks are read on different threads: a task may seem to begin a moment before it was submitted.
    const delay = (tasks.start[row] as number) - Math.max(free, since)
    if (!Number.isNaN(delay)) delays.push(Math.max(0, delay))
    free = tasks.end[row] as number
  }
}

/** When a task of a pool was submitted, NaN when that is not known. A binary search a call. */
function submissionTimes(submissions: Submissions): (pool: number, task: number) => number {
  const pools = new Map<number, number[]>()
  for (let row = 0; row < submissions.length; row++) {
    const pool = submissions.pool[row] as number
    const rows = pools.get(pool)
    if (rows === undefined) pools.set(pool, [row])
    else rows.push(row)
  }
  const { first, count, time } = submissions
  for (const rows of pools.values()) rows.sort((a, b) => (first[a] as number) - (first[b] as number))
  return (pool, task) => {
    const rows = pools.get(pool)
    if (rows === undefined) return Number.NaN
    let low = 0
    let high = rows.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((first[rows[middle] as number] as number) <= task) low = middle + 1
      else high = middle
    }
    const row = rows[low - 1]
    if (row === undefined || task >= (first[row] as number) + (count[row] as number)) return Number.NaN
    return time[row] as number
  }
}
