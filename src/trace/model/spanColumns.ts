import type { Activity, Spans } from '../model.ts'
import { enlarge, grown, NO_BYTES, NO_FLOATS, NO_INTS } from './columns.ts'

/** Spans that grow. The last row may be open: its end is NaN, or, for a lane known to end, that lane's end. */
export class SpanColumns implements Spans {
  length = 0
  start = NO_FLOATS
  end = NO_FLOATS
  activity = NO_BYTES
  operation = NO_BYTES
  object = NO_INTS
  site = NO_INTS
  peer = NO_INTS

  push(
    start: number,
    end: number,
    activity: Activity,
    operation: number,
    object: number,
    site: number,
    peer: number,
  ): void {
    const row = this.length
    if (row === this.start.length) this.#grow()
    this.start[row] = start
    this.end[row] = end
    this.activity[row] = activity
    this.operation[row] = operation
    this.object[row] = object
    this.site[row] = site
    this.peer[row] = peer
    this.length = row + 1
  }

  /** Ends the last span; one of no length is dropped. */
  closeLast(end: number): void {
    const row = this.length - 1
    if (end > (this.start[row] as number)) this.end[row] = end
    else this.length = row
  }

  /** Leaves nothing after `end`. */
  cut(end: number): void {
    while (this.length > 0 && (this.start[this.length - 1] as number) >= end) this.length--
    const last = this.length - 1
    if (last >= 0 && !((this.end[last] as number) <= end)) this.end[last] = end
  }

  #grow(): void {
    const capacity = grown(this.start.length)
    this.start = enlarge(this.start, capacity)
    this.end = enlarge(this.end, capacity)
    this.activity = enlarge(this.activity, capacity)
    this.operation = enlarge(this.operation, capacity)
    this.object = enlarge(this.object, capacity)
    this.site = enlarge(this.site, capacity)
    this.peer = enlarge(this.peer, capacity)
  }
}
