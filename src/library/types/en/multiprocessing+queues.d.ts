declare module 'multiprocessing' {
  /**
   * A first-in, first-out queue for any number of processes. Values are copied as `put` is called: what cannot be copied is
   * refused there (Python notices later, in a thread of its own).
   * @example
   * const q = new Queue<number>()
   * q.put(1)
   * q.get() // 1
   */
  // biome-ignore lint/suspicious/noExplicitAny: a queue whose type is left out takes and gives anything
  export class Queue<T = any> {
    /**
     * A first-in, first-out queue for any number of processes.
     * @param maxsize how many items it may hold; 0: any number
     */
    constructor(maxsize?: number | { maxsize?: number })
    /** Adds a value; waits while the queue is full. Throws `Full` (module `queue`) when no room came in time. */
    put(value: T, options?: Blocking): void
    put(value: T, block: boolean, timeout?: number | null): void
    /** Takes the oldest value; waits while the queue is empty. Throws `Empty` (module `queue`) when none came in time. */
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
    /** This process does not use the queue from now on: `put` and `get` throw ValueError. Others go on. */
    close(): void
    /** After `close()`: returns at once, because what was put is in the queue as soon as `put` returns. */
    joinThread(): void
    /** Does nothing: there is no thread to wait for. */
    cancelJoinThread(): void
  }

  /**
   * A queue that counts the items put into it until each is called done, so that `join()` can wait for all of them.
   * @example
   * q.put(job)
   * q.join() // until a worker has called q.taskDone()
   */
  // biome-ignore lint/suspicious/noExplicitAny: a queue whose type is left out takes and gives anything
  export class JoinableQueue<T = any> extends Queue<T> {
    /** A queue that knows what is not done yet. */
    constructor(maxsize?: number | { maxsize?: number })
    /** Says that an item taken with `get` has been dealt with. Throws ValueError when called more often than items were put. */
    taskDone(): void
    /** Waits until every item has been called done. */
    join(): void
  }

  /** A queue with `put`, `get` and `empty` alone, and without a limit. */
  // biome-ignore lint/suspicious/noExplicitAny: a queue whose type is left out takes and gives anything
  export class SimpleQueue<T = any> {
    /** A queue of any length. */
    constructor()
    /** Adds a value. */
    put(value: T): void
    /** Takes the oldest value; waits while the queue is empty. */
    get(): T
    /** Whether it is empty at this moment. */
    empty(): boolean
    /** This process does not use the queue from now on. */
    close(): void
  }

  /**
   * A pipe: two connected ends. What one sends, the other receives. A pipe holds 64 KiB; then `send` waits until somebody
   * receives.
   * @param duplex false: one way, `[receiver, sender]`
   * @example
   * const [here, there] = Pipe()
   * new Process({ target: child, args: [there] }).start()
   * here.send('hello')
   */
  export function Pipe(
    duplex?: boolean | { duplex?: boolean },
  ): [import('multiprocessing.connection').Connection, import('multiprocessing.connection').Connection]
}
