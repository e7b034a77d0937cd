import type { Wait } from '../kernel/sync/waiter.ts'

/** Method of what `connection.wait` and `futures.wait` can wait for: a wait that is done as soon as the object is ready. */
export const WAITABLE: unique symbol = Symbol('weft.waitable')

export interface Waitable {
  [WAITABLE](): Wait
}
