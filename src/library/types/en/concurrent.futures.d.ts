/**
 * Work given to a pool of processes or threads, and futures: results that are still to come. The two executors have one
 * interface, so that a program changes from one to the other in one word.
 */
declare module 'concurrent.futures' {
  /** How many seconds to wait at most; left out or null: as long as it takes. */
  export type Timeout = number | null | { timeout?: number | null }

  export interface ExecutorOptions {
    /** Called once in each worker before its first task. If it throws, the executor is broken. */
    initializer?: ((...args: never[]) => unknown) | null
    /** Arguments of the initializer. */
    initargs?: Iterable<unknown>
  }

  export interface ProcessPoolOptions extends ExecutorOptions {
    /** How many processes work at most. Default: `cpuCount()`. */
    maxWorkers?: number | null
    /** What `getContext` of `multiprocessing` returns: how the processes are started. */
    mpContext?: import('multiprocessing').Context | null
    /** Tasks after which a process is replaced by a new one. The start method is then `spawn`; `fork` is refused, as in Python. */
    maxTasksPerChild?: number | null
  }

  export interface ThreadPoolOptions extends ExecutorOptions {
    /** How many threads work at most. Default: 4 more than `cpuCount()`, but not more than 32. */
    maxWorkers?: number | null
    /** Begin of the threads' names. Default: `ThreadPoolExecutor-0`, then `-1`, … */
    threadNamePrefix?: string
  }

  export interface MapOptions {
    /** Seconds after the call of `map` within which each result must be there. */
    timeout?: number | null
    /** How many items a process gets at a time: more make fewer messages. Threads take them one by one. Default: 1. */
    chunksize?: number
    /** How many items may be on their way at most; the iterables are then read as results are taken. Default: all at once. */
    buffersize?: number | null
  }

  export interface ShutdownOptions {
    /** Whether to wait until all work is done and the workers have ended. Default: true. */
    wait?: boolean
    /** Whether to cancel what nobody has begun. Default: false. */
    cancelFutures?: boolean
  }

  /** Results of `map`, in order. `for await` works too. The first error ends it. */
  export interface Results<R> extends IterableIterator<R>, AsyncIterable<R> {}

  /**
   * What both kinds of executors can do. Python's `with` is `using executor = new ProcessPoolExecutor()`: at the end of the
   * block all work is waited for.
   */
  export class Executor {
    protected constructor()
    /**
     * Gives a worker a call to make, and returns at once.
     * @example
     * const future = executor.submit(power, 2, 10)
     * future.result() // 1024
     */
    submit<A extends unknown[], R>(fn: (...args: A) => R, ...args: A): Future<Awaited<R>>
    /**
     * Calls the function with each item. All items are given to the workers at once; results come in order. An error of a
     * call is thrown where its result would have come.
     * @example
     * for (const prime of executor.map(isPrime, numbers, { chunksize: 100 })) …
     */
    map<A, R>(fn: (item: A) => R, items: Iterable<A>, options?: MapOptions): Results<Awaited<R>>
    /** With several iterables the function gets one item of each; it ends with the shortest. */
    map<A, B, R>(
      fn: (first: A, second: B) => R,
      first: Iterable<A>,
      second: Iterable<B>,
      options?: MapOptions,
    ): Results<Awaited<R>>
    map<R>(
      fn: (...items: never[]) => R,
      ...iterables: (Iterable<unknown> | MapOptions)[]
    ): Results<Awaited<R>>
    /** Takes no more work. What was given is still done, unless it is cancelled. */
    shutdown(options?: ShutdownOptions): void
    [Symbol.dispose](): void
    [Symbol.asyncDispose](): Promise<void>
  }

  /**
   * Workers that are processes: they run in parallel, on as many cores as there are, and share no variables. Arguments and
   * results are copied. Processes start when there is work for them, and stay for more.
   * @example
   * using executor = new ProcessPoolExecutor(4)
   * const sums = [...executor.map(sum, parts)]
   */
  export class ProcessPoolExecutor extends Executor {
    /** @param maxWorkers how many processes work at most; default: `cpuCount()` */
    constructor(maxWorkers?: number | null, options?: ProcessPoolOptions)
    constructor(options: ProcessPoolOptions)
    /** Ends the processes at once, as `Process.terminate` does. What they worked on fails, the rest is cancelled. */
    terminateWorkers(): void
    /** As `terminateWorkers`, by `Process.kill`. */
    killWorkers(): void
  }

  /**
   * Workers that are threads of this process. Under the GIL one of them runs at a time: they gain where the work waits (for
   * a device, a queue, a sleep), not where it computes. A task may itself give work to its executor; but if it waits for
   * that, and every worker does, nobody is left to do it.
   * @example
   * using executor = new ThreadPoolExecutor(8)
   * const pages = [...executor.map(fetchPage, addresses)]
   */
  export class ThreadPoolExecutor extends Executor {
    /** @param maxWorkers how many threads work at most; default: 4 more than `cpuCount()`, but not more than 32 */
    constructor(maxWorkers?: number | null, options?: ThreadPoolOptions)
    constructor(options: ThreadPoolOptions)
  }

  /** A result that is still to come. It belongs to the thread that asked for it. `submit` makes one. */
  // biome-ignore lint/suspicious/noExplicitAny: a future whose type is left out gives anything
  export class Future<T = any> {
    /** A future of your own, whose result this thread sets: for tests and for libraries. */
    constructor()
    /**
     * The result; waits for it. Throws what the call threw, with the worker's traceback as its cause; `TimeoutError` when it
     * was not there in time, `CancelledError` when the future was cancelled. `await` it to wait without blocking.
     */
    result(timeout?: Timeout): T
    /** What the call threw; null when it returned. Waits as `result` does. */
    exception(timeout?: Timeout): unknown
    /** Whether it is over: returned, thrown or cancelled. */
    done(): boolean
    /** Whether a worker is at it. */
    running(): boolean
    /** Whether it was cancelled before a worker began. */
    cancelled(): boolean
    /** Takes the work back if no worker has begun it. False when it is too late. */
    cancel(): boolean
    /**
     * Calls the function with this future once it is done: at the next operation of the thread that asked for it. What it
     * throws is only printed. Called at once if the future is done.
     */
    addDoneCallback(callback: (future: Future<T>) => unknown): void
    /** Of a future of your own: says that work begins. False when it was cancelled. */
    setRunningOrNotifyCancel(): boolean
    /** Of a future of your own: sets its result. */
    setResult(value: T): void
    /** Of a future of your own: sets what `result` throws. */
    setException(error: unknown): void
  }

  /** Value of `returnWhen`: as soon as one future is done. */
  export const FIRST_COMPLETED: 'FIRST_COMPLETED'
  /** Value of `returnWhen`: as soon as one future has failed, or all are done. */
  export const FIRST_EXCEPTION: 'FIRST_EXCEPTION'
  /** Value of `returnWhen`: when all are done. */
  export const ALL_COMPLETED: 'ALL_COMPLETED'

  export interface WaitOptions {
    /** Seconds to wait at most. Default: as long as it takes. */
    timeout?: number | null
    /** When to come back. Default: `ALL_COMPLETED`. */
    returnWhen?: 'FIRST_COMPLETED' | 'FIRST_EXCEPTION' | 'ALL_COMPLETED'
  }

  /** What `wait` returns: by name, or as a pair. */
  export interface DoneAndNotDone<T> extends Iterable<Set<Future<T>>> {
    readonly done: Set<Future<T>>
    readonly notDone: Set<Future<T>>
    [Symbol.iterator](): Iterator<Set<Future<T>>>
  }

  /**
   * Waits for futures, of any executors. Futures that are not done in time are no error.
   * @example
   * const { done, notDone } = wait(futures, { returnWhen: FIRST_COMPLETED })
   */
  export function wait<T>(fs: Iterable<Future<T>>, options?: WaitOptions): DoneAndNotDone<T>

  /**
   * The futures in the order in which they are done. Throws `TimeoutError` when one is not done `timeout` seconds after the
   * call. `for await` works too.
   * @example
   * for (const future of asCompleted(futures)) console.log(future.result())
   */
  export function asCompleted<T>(
    fs: Iterable<Future<T>>,
    options?: { timeout?: number | null },
  ): IterableIterator<Future<T>> & AsyncIterable<Future<T>>

  /** The future was cancelled. */
  export class CancelledError extends Error {
    /** What happened, as a short name. */
    readonly code: string
  }
  /** A result did not come in time. The class of that name in `builtins`; that of `multiprocessing` is another. */
  export class TimeoutError extends Error {
    readonly code: string
  }
  /** Something was done to a future that its state does not allow. */
  export class InvalidStateError extends Error {
    readonly code: string
  }
  /** An executor cannot work any more. */
  export class BrokenExecutor extends Error {
    readonly code: string
  }
  /** A process of the pool has ended though nobody asked it to: every future that was not done fails with this. */
  export class BrokenProcessPool extends BrokenExecutor {}
  /** A thread of the pool could not begin: its initializer threw. */
  export class BrokenThreadPool extends BrokenExecutor {}
}
