declare module 'multiprocessing' {
  export interface PoolOptions {
    /** Called once in each worker before its first task. */
    initializer?: ((...args: never[]) => unknown) | null
    initargs?: Iterable<unknown>
    /** Chunks of tasks that a worker takes before a fresh worker takes its place. Default: any number. */
    maxtasksperchild?: number | null
    /** Whose workers they are: `getContext('spawn')`. Default: the program's start method. */
    context?: Context | null
  }

  export interface ChunkOptions {
    /** How many items go to a worker at once. Default of `map`: a quarter of each worker's share; of `imap`: 1. */
    chunksize?: number
  }

  export interface CallbackOptions<R> {
    /** Called with the result: by the process that asked, at its next operation of the library. */
    callback?: (result: R) => void
    /** Called with the error instead. */
    // biome-ignore lint/suspicious/noExplicitAny: as of catch, so that a callback may say which errors it takes
    errorCallback?: (error: any) => void
  }

  /** A result that may still be on its way. */
  export class AsyncResult<R> {
    private constructor()
    /** The result; waits for it. Throws what the task threw, or `TimeoutError` when it did not come in time (seconds). */
    get(timeout?: number | null | { timeout?: number | null }): R
    /** Waits for the result, at most `timeout` seconds. */
    wait(timeout?: number | null | { timeout?: number | null }): void
    /** Whether the result is there. */
    ready(): boolean
    /** Whether the task ended without an error. Throws ValueError when it has not ended. */
    successful(): boolean
  }

  /** Results one by one. */
  export interface ImapIterator<R> extends IterableIterator<R>, AsyncIterable<R> {
    /** The next result. Throws what the task threw, or `TimeoutError` when it did not come in time (seconds). */
    next(timeout?: number | null | { timeout?: number | null }): IteratorResult<R>
    [Symbol.iterator](): ImapIterator<R>
  }

  /**
   * A fixed number of worker processes that share out tasks. A worker that ends, whatever of, is replaced; the task that it
   * had then throws ProcessError. Threads of a process may share a pool. The function must be found by other processes: one at the top
   * of a file, or one that uses no local variables.
   * @example
   * using pool = new Pool(4)
   * pool.map(isPrime, [1, 2, 3])
   */
  export class Pool {
    /**
     * A fixed number of worker processes that share out tasks.
     * @param processes how many workers; default: `cpuCount()`
     */
    constructor(processes?: number | null, options?: PoolOptions)
    /** A fixed number of worker processes that share out tasks. */
    constructor(options: PoolOptions & { processes?: number })
    /** Calls the function with each item, in parallel; waits; returns the results in the items' order. */
    map<T, R>(f: (item: T) => R | Promise<R>, items: Iterable<T>, options?: ChunkOptions): R[]
    /** As `map`; each item is a list of arguments. */
    starmap<A extends unknown[], R>(
      f: (...args: A) => R | Promise<R>,
      items: Iterable<readonly [...A]>,
      options?: ChunkOptions,
    ): R[]
    /** Calls the function once in a worker and waits for its result. */
    apply<A extends unknown[], R>(
      f: (...args: A) => R | Promise<R>,
      args?: readonly [...A] | [],
      kwargs?: object,
    ): R
    /** `apply` without waiting. */
    applyAsync<A extends unknown[], R>(
      f: (...args: A) => R | Promise<R>,
      args?: readonly [...A] | [],
      options?: CallbackOptions<R> & { kwargs?: object },
    ): AsyncResult<R>
    /** `map` without waiting. */
    mapAsync<T, R>(
      f: (item: T) => R | Promise<R>,
      items: Iterable<T>,
      options?: ChunkOptions & CallbackOptions<R[]>,
    ): AsyncResult<R[]>
    /** `starmap` without waiting. */
    starmapAsync<A extends unknown[], R>(
      f: (...args: A) => R | Promise<R>,
      items: Iterable<readonly [...A]>,
      options?: ChunkOptions & CallbackOptions<R[]>,
    ): AsyncResult<R[]>
    /** Results one by one, in the items' order. Reads the items no further ahead than keeps the workers busy. */
    imap<T, R>(f: (item: T) => R | Promise<R>, items: Iterable<T>, options?: ChunkOptions): ImapIterator<R>
    /** Results one by one, as they come. */
    imapUnordered<T, R>(
      f: (item: T) => R | Promise<R>,
      items: Iterable<T>,
      options?: ChunkOptions,
    ): ImapIterator<R>
    /** No more tasks: the workers end when they have done what they were given. */
    close(): void
    /** Ends the workers at once. `using pool = …` does this at the end of the block. */
    terminate(): void
    /** Waits until the workers have ended. Call `close` or `terminate` before. */
    join(): void
    [Symbol.dispose](): void
    [Symbol.asyncDispose](): Promise<void>
  }
}
