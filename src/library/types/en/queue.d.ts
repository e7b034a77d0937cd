/**
 * Queues for the threads of one process. A forked child gets a copy of them; they cannot be sent to other processes: use
 * `multiprocessing.Queue` between those.
 */
declare module 'queue' {
  /** What to wait for, and how long. */
  export interface Blocking {
    /** Whether to wait at all. Default: true. */
    block?: boolean
    /** Seconds to wait at most, not below 0. Default: for ever. */
    timeout?: number | null
  }

  /** `get` found nothing within the time given. */
  export class Empty extends Error {
    readonly code: string
  }
  /** `put` found no room within the time given. */
  export class Full extends Error {
    readonly code: string
  }
  /** The queue was shut down: nothing more can be put, and nothing is left to take. */
  export class ShutDown extends Error {
    readonly code: string
  }

  /**
   * First in, first out.
   * @example
   * const q = new Queue<number>()
   * q.put(1)
   * q.get() // 1
   */
  // biome-ignore lint/suspicious/noExplicitAny: a queue whose type is left out takes and gives anything
  export class Queue<T = any> {
    /**
     * A queue for the threads of this process.
     * @param maxsize how many items it may hold; 0: any number
     */
    constructor(maxsize?: number | { maxsize?: number })
    /** Adds a value; waits while the queue is full. Throws `Full` when no room came in time, `ShutDown` after `shutdown()`. */
    put(value: T, options?: Blocking): void
    put(value: T, block: boolean, timeout?: number | null): void
    /** Takes the next value; waits while the queue is empty. Throws `Empty` when none came in time. */
    get(options?: Blocking): T
    get(block: boolean, timeout?: number | null): T
    /** `put` without waiting. */
    putNowait(value: T): void
    /** `get` without waiting. */
    getNowait(): T
    /** How many items are in it at this moment. Others may change that at once. */
    qsize(): number
    /** Whether it is empty at this moment. */
    empty(): boolean
    /** Whether it is full at this moment. */
    full(): boolean
    /** Says that an item taken with `get` has been dealt with. Throws ValueError when called more often than items were put. */
    taskDone(): void
    /** Waits until every item has been called done. */
    join(): void
    /**
     * From now on `put` throws `ShutDown`, and so does `get` once the queue is empty. With `immediate` what is in it is dropped and
     * counts as done.
     */
    shutdown(immediate?: boolean | { immediate?: boolean }): void
  }

  /** Last in, first out: a stack. */
  // biome-ignore lint/suspicious/noExplicitAny: a queue whose type is left out takes and gives anything
  export class LifoQueue<T = any> extends Queue<T> {}

  /**
   * The least item first. Items are numbers (big integers and true and false too), strings, or arrays of these, which are compared
   * element by element, as Python compares tuples. Two that are alike come out in the order in which they were put.
   * Anything else has no order and throws TypeError: put an array `[priority, counter, item]`.
   * @example
   * q.put([2, 'write'])
   * q.put([1, 'read'])
   * q.get() // [1, 'read']
   */
  // biome-ignore lint/suspicious/noExplicitAny: a queue whose type is left out takes and gives anything
  export class PriorityQueue<T = any> extends Queue<T> {}

  /** A queue without a limit, and without `taskDone` and `join`. */
  // biome-ignore lint/suspicious/noExplicitAny: a queue whose type is left out takes and gives anything
  export class SimpleQueue<T = any> {
    /** A queue of any length. */
    constructor()
    /** Adds a value; never waits. */
    put(value: T, options?: Blocking): void
    put(value: T, block: boolean, timeout?: number | null): void
    /** Takes the oldest value; waits while the queue is empty. Throws `Empty` when none came in time. */
    get(options?: Blocking): T
    get(block: boolean, timeout?: number | null): T
    /** The same as `put`. */
    putNowait(value: T): void
    /** `get` without waiting. */
    getNowait(): T
    /** How many items are in it at this moment. */
    qsize(): number
    /** Whether it is empty at this moment. */
    empty(): boolean
  }
}
