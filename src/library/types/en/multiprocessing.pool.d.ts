/** Pools of workers, and what they return. */
declare module 'multiprocessing.pool' {
  import type { PoolOptions } from 'multiprocessing'

  /** The same as `Pool` of `multiprocessing`. */
  export const Pool: typeof import('multiprocessing').Pool
  export type Pool = import('multiprocessing').Pool
  /** The same as `AsyncResult` of `multiprocessing`: what `applyAsync` and its kin return. */
  export const AsyncResult: typeof import('multiprocessing').AsyncResult
  export type AsyncResult<R> = import('multiprocessing').AsyncResult<R>

  /**
   * A pool whose workers are threads of this process: for tasks that wait rather than compute. Tasks may be given objects that stay
   * with their process, such as a threading.Lock, and the pool itself.
   * @example
   * using pool = new ThreadPool(4)
   * pool.map(download, addresses)
   */
  export class ThreadPool extends Pool {
    /**
     * A fixed number of threads that share out tasks.
     * @param processes how many threads; default: `cpuCount()`
     */
    constructor(processes?: number | null, options?: PoolOptions)
    /** A fixed number of threads that share out tasks. */
    constructor(options: PoolOptions & { processes?: number | null })
  }
}
