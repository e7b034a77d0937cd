import { Operation } from '../trace/events.ts'
import type { LaneModel, TraceModel } from '../trace/model.ts'

/** The lane that has waited longest for a line that the person types; null when none does. */
export function inputWaiter(model: TraceModel): LaneModel | null {
  let found: LaneModel | null = null
  let since = Number.POSITIVE_INFINITY
  for (const lane of model.lanes) {
    const { spans } = lane
    const last = spans.length - 1
    if (last < 0 || spans.operation[last] !== Operation.Input || !Number.isNaN(spans.end[last])) continue
    const start = spans.start[last] ?? 0
    if (start < since) {
      since = start
      found = lane
    }
  }
  return found
}
