declare module 'threading' {
  /** Keyword arguments of `acquire`. `block` is what multiprocessing calls `blocking`. */
  export interface Acquiring {
    /** False: do not wait. */
    blocking?: boolean
    block?: boolean
    /** Seconds to wait at most; null or left out: for ever. */
    timeout?: number | null
  }

  /** What `hold()` returns: releases the lock at the end of the block. */
  export interface Hold {
    [Symbol.dispose](): void
  }

  /**
   * A lock that one thread at a time can hold. It is not recursive: a thread that acquires it twice waits for itself. It serves
   * the threads of one process; a forked child gets a copy, and a lock that was held then stays locked there.
   * Python's `with lock:` is `using _ = lock.hold()` or `lock.with(() => { … })`.
   * @example
   * {
   *   using _ = lock.hold()
   *   state.count += 1
   * } // released here
   */
  export class Lock {
    /** A lock: one thread at a time holds it. */
    constructor()
    /** Takes the lock; waits while another holds it. False when it was not free in time. */
    acquire(options?: Acquiring): boolean
    acquire(blocking: boolean, timeout?: number | null): boolean
    /** Gives the lock back. Any thread may do that. Throws RuntimeError when nobody holds it. */
    release(): void
    /** Whether somebody holds it at this moment. */
    locked(): boolean
    /**
     * Takes the lock until the end of the block: `using _ = lock.hold()`. Throws TimeoutError when it was not free in time (seconds).
     */
    hold(timeout?: number | null): Hold
    /** Takes the lock, calls the function, gives the lock back, whatever happens. */
    with<T>(callback: () => T): T
  }

  /**
   * A recursive lock: the thread that holds it may acquire it again, and has to release it as often. Functions that lock can
   * then call each other.
   */
  export class RLock {
    /** A recursive lock: its owner may acquire it again. */
    constructor()
    /**
     * Takes the lock, or counts one more when the caller holds it already; waits while another holds it. False when it was not
     * free in time.
     */
    acquire(options?: Acquiring): boolean
    acquire(blocking: boolean, timeout?: number | null): boolean
    /** Undoes one `acquire`; the last one frees the lock. Throws RuntimeError when the caller does not hold it. */
    release(): void
    /** Whether somebody holds it at this moment. */
    locked(): boolean
    /**
     * Takes the lock until the end of the block: `using _ = lock.hold()`. Throws TimeoutError when it was not free in time (seconds).
     */
    hold(timeout?: number | null): Hold
    /** Takes the lock, calls the function, gives the lock back, whatever happens. */
    with<T>(callback: () => T): T
  }

  /**
   * A counter that never goes below zero: `acquire` takes one and waits while there is none, `release` gives one back. So at
   * most `value` are inside at the same time.
   * @example
   * const slots = new Semaphore(3)
   * slots.with(() => download(url))
   */
  export class Semaphore {
    /** Lets `value` pass at the same time (default 1). */
    constructor(value?: number | { value?: number })
    /** Takes one; waits while there is none. False when there was none in time. */
    acquire(options?: Acquiring): boolean
    acquire(blocking: boolean, timeout?: number | null): boolean
    /** Gives back one, or `n` at once. Anybody may do that. */
    release(n?: number): void
    /** How many could pass at this moment. */
    getValue(): number
    /** Takes one until the end of the block: `using _ = semaphore.hold()`. */
    hold(timeout?: number | null): Hold
    /** Takes one, calls the function, gives it back, whatever happens. */
    with<T>(callback: () => T): T
  }

  /**
   * A semaphore that notices a release too many: it throws ValueError instead of going above its first value.
   * @example
   * const slots = new BoundedSemaphore(3)
   * slots.with(() => download(url))
   */
  export class BoundedSemaphore {
    /** Lets `value` pass at the same time (default 1). */
    constructor(value?: number | { value?: number })
    /** Takes one; waits while there is none. False when there was none in time. */
    acquire(options?: Acquiring): boolean
    acquire(blocking: boolean, timeout?: number | null): boolean
    /** Gives back one, or `n` at once. Throws ValueError when that would be more than were taken. */
    release(n?: number): void
    /** How many could pass at this moment. */
    getValue(): number
    /** Takes one until the end of the block: `using _ = semaphore.hold()`. */
    hold(timeout?: number | null): Hold
    /** Takes one, calls the function, gives it back, whatever happens. */
    with<T>(callback: () => T): T
  }

  /**
   * Waiting for something that other threads bring about. Whoever waits holds the lock, looks, and calls `wait`, which releases
   * the lock meanwhile; whoever changes something holds the lock too, and calls `notify`. Look again after each `wait`: another
   * may have been faster. `waitFor` does that.
   * @example
   * {
   *   using _ = condition.hold()
   *   condition.waitFor(() => items.value > 0)
   *   items.value -= 1
   * }
   */
  export class Condition {
    /** @param lock a Lock or RLock that others use too; left out: an RLock of its own */
    constructor(lock?: Lock | RLock | null)
    /** Takes its lock. */
    acquire(options?: Acquiring): boolean
    acquire(blocking: boolean, timeout?: number | null): boolean
    /** Gives its lock back. */
    release(): void
    /** Whether somebody holds its lock at this moment. */
    locked(): boolean
    /** Takes its lock until the end of the block: `using _ = condition.hold()`. */
    hold(timeout?: number | null): Hold
    /** Takes its lock, calls the function, gives the lock back, whatever happens. */
    with<T>(callback: () => T): T
    /**
     * Releases the lock, waits for `notify`, and takes the lock again. False when nobody notified it in time (seconds). Throws
     * RuntimeError when the caller does not hold the lock.
     */
    wait(timeout?: number | null | { timeout?: number | null }): boolean
    /**
     * Waits until the function returns something true, and returns that; in time (seconds), or it returns what the function last
     * returned.
     */
    waitFor<T>(predicate: () => T, timeout?: number | null | { timeout?: number | null }): T
    /** Wakes one that waits, or `n`. They go on once the lock is free. What nobody waits for is forgotten. */
    notify(n?: number): void
    /** Wakes all that wait. */
    notifyAll(): void
  }

  /** A flag that others wait for. `set` lets all go on that wait, and all that come, until `clear`. */
  export class Event {
    /** A flag, not set. */
    constructor()
    /** Whether it is set. */
    isSet(): boolean
    /** Sets it: all that wait go on, even if it is cleared at once. */
    set(): void
    /** Takes it back: who comes from now on waits. */
    clear(): void
    /** Waits until it is set. False when it was not in time (seconds). */
    wait(timeout?: number | null | { timeout?: number | null }): boolean
  }

  /** Keyword arguments of a Barrier. */
  export interface BarrierOptions {
    /** Called by one of those that have arrived, before they go on. */
    action?: (() => unknown) | null
    /** Seconds: how long `wait` waits when it is given no timeout. */
    timeout?: number | null
  }

  /**
   * A point that `parties` pass together: each waits in `wait` until all are there. Then it can be used again.
   * @example
   * const barrier = new Barrier(3)
   * firstHalf()
   * barrier.wait()
   * secondHalf()
   */
  export class Barrier {
    /**
     * @param parties how many have to arrive
     * @param action called by one of them before all go on
     */
    constructor(parties: number, options?: BarrierOptions)
    constructor(parties: number, action: (() => unknown) | null, timeout?: number | null)
    /**
     * Waits for the others. Returns a number from 0 to `parties` − 1, another for each: so one can be told from the others.
     * Throws BrokenBarrierError when one timed out (seconds), failed in its action, or called `abort` or `reset`.
     */
    wait(timeout?: number | null | { timeout?: number | null }): number
    /** Makes it new. Those that wait get BrokenBarrierError. */
    reset(): void
    /** Breaks it: those that wait and those that come get BrokenBarrierError, until `reset`. */
    abort(): void
    /** How many have to arrive. */
    readonly parties: number
    /** How many wait at this moment. */
    readonly nWaiting: number
    /** Whether it is broken. */
    readonly broken: boolean
  }

  /** A barrier was broken while one waited at it, or before. */
  export class BrokenBarrierError extends Error {}
}
