import type { Submissions } from '../model.ts'
import { enlarge, grown, NO_FLOATS, NO_INTS } from './columns.ts'

/** Submissions that grow, in order of arrival. */
export class SubmissionColumns implements Submissions {
  length = 0
  time = NO_FLOATS
  first = NO_INTS
  count = NO_INTS
  pool = NO_INTS
  site = NO_INTS

  push(time: number, first: number, count: number, pool: number, site: number): void {
    const row = this.length
    if (row === this.time.length) this.#grow()
    this.time[row] = time
    this.first[row] = first
    this.count[row] = count
    this.pool[row] = pool
    this.site[row] = site
    this.length = row + 1
  }

  #grow(): void {
    const capacity = grown(this.time.length)
    this.time = enlarge(this.time, capacity)
    this.first = enlarge(this.first, capacity)
    this.count = enlarge(this.count, capacity)
    this.pool = enlarge(this.pool, capacity)
    this.site = enlarge(this.site, capacity)
  }
}
