declare module 'multiprocessing' {
  export interface PoolOptions {
    /** 各ワーカーで最初のタスクの前に一度だけ呼ばれます。 */
    initializer?: ((...args: never[]) => unknown) | null
    initargs?: Iterable<unknown>
    /** ワーカーがこの数のまとまりを処理すると、新しいワーカーに入れ替わります。既定では入れ替わりません。 */
    maxtasksperchild?: number | null
    /** ワーカーの作り方です。たとえば `getContext('spawn')` です。既定ではプログラムの開始方法に従います。 */
    context?: Context | null
  }

  export interface ChunkOptions {
    /** ワーカーに一度に渡す個数。`map` の既定値は各ワーカーの分担の四分の一、`imap` では 1 です。 */
    chunksize?: number
  }

  export interface CallbackOptions<R> {
    /** 結果を引数にして、依頼したプロセスがライブラリーの次の操作をするときに呼ばれます。 */
    callback?: (result: R) => void
    /** 失敗したときに、代わりにその例外を引数にして呼ばれます。 */
    // biome-ignore lint/suspicious/noExplicitAny: as of catch, so that a callback may say which errors it takes
    errorCallback?: (error: any) => void
  }

  /** まだ届いていないかもしれない結果です。 */
  export class AsyncResult<R> {
    private constructor()
    /** 結果を待って返します。タスクが投げた例外はここで投げられます。時間内(秒)に届かなければ `TimeoutError` を投げます。 */
    get(timeout?: number | null | { timeout?: number | null }): R
    /** 最大 `timeout` 秒、結果を待ちます。 */
    wait(timeout?: number | null | { timeout?: number | null }): void
    /** 結果が届いているかどうかです。 */
    ready(): boolean
    /** タスクが例外なしで終わったかどうかです。まだ終わっていなければ ValueError を投げます。 */
    successful(): boolean
  }

  /** 結果をひとつずつ返します。 */
  export interface ImapIterator<R> extends IterableIterator<R>, AsyncIterable<R> {
    /** 次の結果です。タスクが投げた例外はここで投げられます。時間内(秒)に届かなければ `TimeoutError` を投げます。 */
    next(timeout?: number | null | { timeout?: number | null }): IteratorResult<R>
    [Symbol.iterator](): ImapIterator<R>
  }

  /**
   * 決まった数のワーカープロセスでタスクを分け合います。理由を問わず、終わったワーカーは入れ替えられ、そのとき処理していたタスクは ProcessError
   * を投げます。ひとつのプロセスのスレッドは、プールを共有できます。関数はほかのプロセスからも見つけられるものに限ります。ファイルのトップレベルに
   * ある関数か、ローカル変数を使わない関数です。
   * @example
   * using pool = new Pool(4)
   * pool.map(isPrime, [1, 2, 3])
   */
  export class Pool {
    /**
     * タスクを分担する、決まった数のワーカープロセスです。
     * @param processes ワーカーの数。既定値は `cpuCount()` です
     */
    constructor(processes?: number | null, options?: PoolOptions)
    /** タスクを分担する、決まった数のワーカープロセスです。 */
    constructor(options: PoolOptions & { processes?: number })
    /** 各要素について関数を並列に呼び、終わるのを待ち、結果を要素の順に返します。 */
    map<T, R>(f: (item: T) => R | Promise<R>, items: Iterable<T>, options?: ChunkOptions): R[]
    /** `map` と同じだが、各要素が引数の並びになります。 */
    starmap<A extends unknown[], R>(
      f: (...args: A) => R | Promise<R>,
      items: Iterable<readonly [...A]>,
      options?: ChunkOptions,
    ): R[]
    /** ワーカーで関数を一度呼び、結果を待ちます。 */
    apply<A extends unknown[], R>(
      f: (...args: A) => R | Promise<R>,
      args?: readonly [...A] | [],
      kwargs?: object,
    ): R
    /** 待たない `apply` です。 */
    applyAsync<A extends unknown[], R>(
      f: (...args: A) => R | Promise<R>,
      args?: readonly [...A] | [],
      options?: CallbackOptions<R> & { kwargs?: object },
    ): AsyncResult<R>
    /** 待たない `map` です。 */
    mapAsync<T, R>(
      f: (item: T) => R | Promise<R>,
      items: Iterable<T>,
      options?: ChunkOptions & CallbackOptions<R[]>,
    ): AsyncResult<R[]>
    /** 待たない `starmap` です。 */
    starmapAsync<A extends unknown[], R>(
      f: (...args: A) => R | Promise<R>,
      items: Iterable<readonly [...A]>,
      options?: ChunkOptions & CallbackOptions<R[]>,
    ): AsyncResult<R[]>
    /** 結果を要素の順にひとつずつ返します。要素の先読みは、ワーカーの手が空かない分だけにとどめます。 */
    imap<T, R>(f: (item: T) => R | Promise<R>, items: Iterable<T>, options?: ChunkOptions): ImapIterator<R>
    /** 結果を届いた順にひとつずつ返します。 */
    imapUnordered<T, R>(
      f: (item: T) => R | Promise<R>,
      items: Iterable<T>,
      options?: ChunkOptions,
    ): ImapIterator<R>
    /** これ以上タスクを受け付けません。ワーカーは渡された分を終えると終了します。 */
    close(): void
    /** ワーカーをすぐに終了させます。`using pool = …` と書くと、ブロックの終わりで行われます。 */
    terminate(): void
    /** ワーカーが終わるまで待ちます。先に `close` か `terminate` を呼んでください。 */
    join(): void
    [Symbol.dispose](): void
    [Symbol.asyncDispose](): Promise<void>
  }
}
