import type { TraceModel } from '../trace/model.ts'
import type { SpanIndex } from './spanIndex.ts'
import type { View } from './viewport.ts'

/** Cores in use, averaged over each of `columns` equal stretches of the view: working time of all lanes by length. */
export function coresInUse(
  model: TraceModel,
  indexes: readonly SpanIndex[],
  view: View,
  columns: number,
): Float64Array {
  const used = new Float64Array(columns)
  const length = (view.end - view.start) / columns
  model.lanes.forEach((lane, ordinal) => {
    const index = indexes[ordinal]
    if (index === undefined) return
    let before = index.until(lane.spans, view.start, model.now)
    for (let column = 0; column < columns; column++) {
      const after = index.until(lane.spans, view.start + (column + 1) * length, model.now)
      used[column] = (used[column] as number) + (after - before) / length
      before = after
    }
  })
  return used
}
