declare module 'multiprocessing' {
  export interface PoolOptions {
    /** 各ワーカーで最初のタスクの前に一度だけ呼ばれる。 */
    initializer?: (...args: never[]) => unknown
    initargs?: Iterable<unknown>
  }

  export interface ChunkOptions {
    /** ワーカーに一度に渡す個数。`map` の既定値は各ワーカーの分担の四分の一、`imap` では 1。 */
    chunksize?: number
  }

  export interface CallbackOptions<R> {
    /** このプロセスが結果を受け取ったときに、その結果を引数にして呼ばれる。 */
    callback?: (result: R) => void
    /** 失敗したときに、代わりにその例外を引数にして呼ばれる。 */
    errorCallback?: (error: unknown) => void
  }

  /** まだ届いていないかもしれない結果。 */
  export class AsyncResult<R> {
    private constructor()
    /** 結果を待って返す。タスクが投げた例外はここで投げられる。時間内(秒)に届かなければ `TimeoutError` を投げる。 */
    get(timeout?: number | null | { timeout?: number | null }): R
    /** 最大 `timeout` 秒、結果を待つ。 */
    wait(timeout?: number | null | { timeout?: number | null }): void
    /** 結果が届いているか。 */
    ready(): boolean
    /** タスクが例外なしで終わったか。まだ終わっていなければ ValueError を投げる。 */
    successful(): boolean
  }

  /**
   * 決まった数のワーカープロセスでタスクを分け合う。関数はほかのプロセスからも見つけられるものに限る。ファイルのトップレベルにある関数か、
   * ローカル変数を使わない関数である。
   * @example
   * using pool = new Pool(4)
   * pool.map(isPrime, [1, 2, 3])
   */
  export class Pool {
    /**
     * タスクを分担する、決まった数のワーカープロセス。
     * @param processes ワーカーの数。既定値は `cpuCount()`
     */
    constructor(processes?: number | null, options?: PoolOptions)
    /** タスクを分担する、決まった数のワーカープロセス。 */
    constructor(options: PoolOptions & { processes?: number })
    /** 各要素について関数を並列に呼び、終わるのを待ち、結果を要素の順に返す。 */
    map<T, R>(f: (item: T) => R | Promise<R>, items: Iterable<T>, options?: ChunkOptions): R[]
    /** `map` と同じだが、各要素が引数の並びになる。 */
    starmap<A extends unknown[], R>(
      f: (...args: A) => R | Promise<R>,
      items: Iterable<readonly [...A]>,
      options?: ChunkOptions,
    ): R[]
    /** ワーカーで関数を一度呼び、結果を待つ。 */
    apply<A extends unknown[], R>(
      f: (...args: A) => R | Promise<R>,
      args?: readonly [...A] | [],
      kwargs?: object,
    ): R
    /** 待たない `apply`。 */
    applyAsync<A extends unknown[], R>(
      f: (...args: A) => R | Promise<R>,
      args?: readonly [...A] | [],
      options?: CallbackOptions<R> & { kwargs?: object },
    ): AsyncResult<R>
    /** 待たない `map`。 */
    mapAsync<T, R>(
      f: (item: T) => R | Promise<R>,
      items: Iterable<T>,
      options?: ChunkOptions & CallbackOptions<R[]>,
    ): AsyncResult<R[]>
    /** 待たない `starmap`。 */
    starmapAsync<A extends unknown[], R>(
      f: (...args: A) => R | Promise<R>,
      items: Iterable<readonly [...A]>,
      options?: ChunkOptions & CallbackOptions<R[]>,
    ): AsyncResult<R[]>
    /** 結果を要素の順にひとつずつ返す。要素の先読みは、ワーカーの手が空かない分だけにとどめる。 */
    imap<T, R>(
      f: (item: T) => R | Promise<R>,
      items: Iterable<T>,
      options?: ChunkOptions,
    ): IterableIterator<R> & AsyncIterable<R>
    /** 結果を届いた順にひとつずつ返す。 */
    imapUnordered<T, R>(
      f: (item: T) => R | Promise<R>,
      items: Iterable<T>,
      options?: ChunkOptions,
    ): IterableIterator<R> & AsyncIterable<R>
    /** これ以上タスクを受け付けない。ワーカーは渡された分を終えると終了する。 */
    close(): void
    /** ワーカーをすぐに終了させる。`using pool = …` と書くと、ブロックの終わりで行われる。 */
    terminate(): void
    /** ワーカーが終わるまで待つ。先に `close` か `terminate` を呼ぶこと。 */
    join(): void
    [Symbol.dispose](): void
    [Symbol.asyncDispose](): Promise<void>
  }
}
