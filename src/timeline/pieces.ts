import type { Intervals } from './intervals.ts'
import { endOf, firstEndingAfter, firstFrom } from './intervals.ts'
import type { View } from './viewport.ts'

/** Takes what is to be drawn: either one interval, or the intervals `from` to `to` (exclusive) that share a pixel. */
export interface PieceSink {
  wide(index: number, start: number, end: number): void
  merged(from: number, to: number): void
}

/**
 * Walks the intervals seen in `view`. What is at least a pixel wide comes alone; what is thinner comes merged with all
 * that start in the same pixel column. Each interval comes exactly once, in order. The cost is a binary search for each
 * column: it does not depend on how many intervals a column hides.
 */
export function eachPiece(
  intervals: Intervals,
  view: View,
  msPerPixel: number,
  now: number,
  sink: PieceSink,
): void {
  const { length, start } = intervals
  let index = firstEndingAfter(intervals, view.start, now)
  while (index < length) {
    const begin = start[index] as number
    if (begin >= view.end) return
    const end = endOf(intervals, index, now)
    if (end - begin >= msPerPixel) {
      sink.wide(index, begin, end)
      index++
      continue
    }
    const column = Math.floor((begin - view.start) / msPerPixel)
    const columnEnd = Math.min(view.end, view.start + (column + 1) * msPerPixel)
    let next = firstFrom(intervals, columnEnd, index + 1)
    // Only the last one can reach beyond the column, and if it is wide it deserves a shape of its own.
    if (next - 1 > index && endOf(intervals, next - 1, now) - (start[next - 1] as number) >= msPerPixel)
      next--
    sink.merged(index, next)
    index = next
  }
}
