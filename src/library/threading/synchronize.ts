import { BarrierBase, type BarrierOptions, optionsOfCrossed, restoreBarrierBase } from '../sync/barriers.ts'
import { ConditionBase, lockOfCrossed, restoreConditionBase } from '../sync/conditions.ts'
import { EventBase, restoreEventBase } from '../sync/events.ts'
import { threadingFlavour } from '../sync/flavour.ts'
import { LockBase, RLockBase, restoreLockBase, restoreRLockBase } from '../sync/locks.ts'
import { type Passes, restoreSemaphoreBase, SemaphoreBase } from '../sync/semaphores.ts'

export { BrokenBarrierError } from '../errors.ts'

/** `threading.Lock`. */
export class Lock extends LockBase {
  constructor() {
    super(threadingFlavour)
  }
}

/** `threading.RLock`. */
export class RLock extends RLockBase {
  constructor() {
    super(threadingFlavour)
  }
}

/** `threading.Semaphore`. */
export class Semaphore extends SemaphoreBase {
  constructor(value?: Passes) {
    super(threadingFlavour, value, false)
  }
}

/** `threading.BoundedSemaphore`. */
export class BoundedSemaphore extends SemaphoreBase {
  constructor(value?: Passes) {
    super(threadingFlavour, value, true)
  }
}

/** `threading.Condition`. */
export class Condition extends ConditionBase {
  constructor(lock?: Lock | RLock | null) {
    super(threadingFlavour, lock ?? new RLock())
  }
}

/** `threading.Event`. */
export class Event extends EventBase {
  constructor() {
    super(threadingFlavour)
  }
}

/** `threading.Barrier`. */
export class Barrier extends BarrierBase {
  constructor(parties: number, action?: (() => unknown) | BarrierOptions | null, timeout?: number | null) {
    super(threadingFlavour, parties, action, timeout)
  }
}

type Reviver = (data: unknown) => object

/** How those of another thread, and the copies of a forked process, are made here. */
export const synchronizeRevivers: ReadonlyMap<string, Reviver> = new Map<string, Reviver>([
  ['threading.Lock', data => restoreLockBase(data, () => new Lock())],
  ['threading.RLock', data => restoreRLockBase(data, () => new RLock())],
  ['threading.Semaphore', data => restoreSemaphoreBase(data, () => new Semaphore())],
  ['threading.BoundedSemaphore', data => restoreSemaphoreBase(data, () => new BoundedSemaphore())],
  ['threading.Condition', data => restoreConditionBase(data, () => new Condition(lockOfCrossed(data)))],
  ['threading.Event', data => restoreEventBase(data, () => new Event())],
  ['threading.Barrier', data => restoreBarrierBase(data, () => new Barrier(1, optionsOfCrossed(data)))],
])
