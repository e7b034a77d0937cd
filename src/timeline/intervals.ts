/** Columns that spans and tasks of a lane have in common: in order of time, one after the other. */
export interface Intervals {
  readonly length: number
  readonly start: Float64Array
  /** NaN while it goes on. */
  readonly end: Float64Array
}

/** End of an interval; one that goes on ends now. */
export function endOf(intervals: Intervals, index: number, now: number): number {
  const end = intervals.end[index] ?? Number.NaN
  return Number.isNaN(end) ? Math.max(now, intervals.start[index] ?? now) : end
}

/** Index of the first interval that starts at or after `time`; `length` if none does. Looks from `from` on. */
export function firstFrom(intervals: Intervals, time: number, from = 0): number {
  const { start, length } = intervals
  // Galloping first: neighbours are asked for far more often than the other end of the run.
  let low = from
  let step = 1
  let high = from
  while (high < length && (start[high] as number) < time) {
    low = high + 1
    high += step
    step *= 2
  }
  if (high > length) high = length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((start[middle] as number) < time) low = middle + 1
    else high = middle
  }
  return low
}

/** Index of the last interval that starts at or before `time`, or -1. */
export function lastUntil(intervals: Intervals, time: number): number {
  const { start, length } = intervals
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((start[middle] as number) <= time) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** Index of the first interval that ends after `time`, or `length`. */
export function firstEndingAfter(intervals: Intervals, time: number, now: number): number {
  const last = lastUntil(intervals, time)
  if (last < 0) return 0
  return endOf(intervals, last, now) > time ? last : last + 1
}
