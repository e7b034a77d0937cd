/** ワーカーのプールと、その結果です。 */
declare module 'multiprocessing.pool' {
  import type { PoolOptions } from 'multiprocessing'

  /** `multiprocessing` の `Pool` と同じです。 */
  export const Pool: typeof import('multiprocessing').Pool
  export type Pool = import('multiprocessing').Pool
  /** `multiprocessing` の `AsyncResult` と同じです。`applyAsync` などが返します。 */
  export const AsyncResult: typeof import('multiprocessing').AsyncResult
  export type AsyncResult<R> = import('multiprocessing').AsyncResult<R>

  /**
   * ワーカーがこのプロセスのスレッドであるプールです。計算よりも待つことの多いタスクに向いています。threading.Lock のようにプロセスの外に出せない
   * オブジェクトや、プール自身もタスクに渡せます。
   * @example
   * using pool = new ThreadPool(4)
   * pool.map(download, addresses)
   */
  export class ThreadPool extends Pool {
    /**
     * タスクを分担する、決まった数のスレッドです。
     * @param processes スレッドの数。既定値は `cpuCount()` です
     */
    constructor(processes?: number | null, options?: PoolOptions)
    /** タスクを分担する、決まった数のスレッドです。 */
    constructor(options: PoolOptions & { processes?: number | null })
  }
}
