/** それぞれが自分のメモリーを持ち、並列に動くプロセスと、プロセス間でデータを受け渡し、互いを待つための道具。 */
declare module 'multiprocessing' {
  /** 子プロセスの作り方。 */
  export type StartMethod = 'fork' | 'spawn' | 'forkserver'

  /** 待つかどうか、どれだけ待つか。 */
  export interface Blocking {
    /** 待つかどうか。既定値は true。 */
    block?: boolean
    /** 待つ秒数の上限。既定では、いつまでも待つ。 */
    timeout?: number | null
  }

  export interface ProcessOptions {
    /** プロセスが実行する関数。async 関数でもよい。 */
    target?: (...args: never[]) => unknown
    /** 関数の引数。子プロセスにコピーされる。 */
    args?: Iterable<unknown>
    /** ひとつのオブジェクトとして `args` の後に渡される。 */
    kwargs?: Record<string, unknown>
    /** 既定値は `Process-1`、`Process-2`、… */
    name?: string
    /** デーモンプロセスは親が終わると終了させられる。既定値は親と同じ。 */
    daemon?: boolean
  }

  /**
   * プロセス。自分のメモリーを持つワーカーで、このプロセスと同時に関数を実行する。
   * @example
   * const p = new Process({ target: work, args: [1, 2] })
   * p.start()
   * p.join()
   */
  export class Process {
    /** 別のプロセスで、このプロセスと同時に関数を実行する。`start()` までは何も動かない。 */
    constructor(options?: ProcessOptions)
    /** 別のプロセスで、このプロセスと同時に関数を実行する。`start()` までは何も動かない。 */
    constructor(target: (...args: never[]) => unknown, args?: Iterable<unknown>, options?: ProcessOptions)
    /** プロセスの仕事。target を呼ぶ。サブクラスで上書きできる。 */
    run(): unknown
    /** プロセスを開始する。fork では、トップレベルの変数の今の値がコピーされる。 */
    start(): void
    /** プロセスが終わるまで、または `timeout` 秒が過ぎるまで待つ。`await` を付けると、ブロックせずに待つ。 */
    join(timeout?: number | null | { timeout?: number | null }): void
    /** 何をしていても、プロセスをすぐに終了させる。持っていたロックはロックされたまま残る。 */
    terminate(): void
    /** `terminate` と同じ。 */
    kill(): void
    /** 開始していて、まだ終わっていないか。 */
    isAlive(): boolean
    /** 人のための名前。動作には影響しない。 */
    name: string
    /** 親が終わると終了させられるか。`start` の前に設定できる。 */
    daemon: boolean
    /** プロセス ID。`start` の前は null。 */
    readonly pid: number | null
    /** 実行中は null。正常なら 0、捕捉されない例外で終わると 1、`terminate` の後は −15。 */
    readonly exitCode: number | null
  }

  /**
   * 先入れ先出しのキュー。いくつのプロセスからでも使える。値はコピーされる。
   * @example
   * const q = new Queue<number>()
   * q.put(1)
   * q.get() // 1
   */
  // biome-ignore lint/suspicious/noExplicitAny: a queue whose type is left out takes and gives anything
  export class Queue<T = any> {
    /**
     * いくつのプロセスからでも使える先入れ先出しのキュー。
     * @param maxsize 入れられる個数。0 なら無制限
     */
    constructor(maxsize?: number)
    /** 値を加える。満杯の間は待つ。時間内に空きができなければ `Full`(モジュール `queue`)を投げる。 */
    put(value: T, options?: Blocking): void
    put(value: T, block: boolean, timeout?: number | null): void
    /** いちばん古い値を取り出す。空の間は待つ。時間内に値が来なければ `Empty`(モジュール `queue`)を投げる。 */
    get(options?: Blocking): T
    get(block: boolean, timeout?: number | null): T
    /** 待たない `put`。 */
    putNowait(value: T): void
    /** 待たない `get`。 */
    getNowait(): T
    /** 今入っている個数。ほかのプロセスがすぐに変えるかもしれない。 */
    qsize(): number
    empty(): boolean
    full(): boolean
  }

  /** `lock.hold()` が返すもの。ブロックの終わりでロックを解放する。 */
  export interface Hold {
    [Symbol.dispose](): void
  }

  /**
   * 一度にひとつのプロセスだけが持てるロック。再帰的ではなく、同じプロセスが二度獲得しようとすると自分自身を待ち続ける。
   * Python の `with lock:` は `using _ = lock.hold()` または `lock.with(() => { … })` と書く。
   * @example
   * {
   *   using _ = lock.hold()
   *   counter.value += 1
   * } // ここで解放される
   */
  export class Lock {
    /** ロック。同時に持てるのは 1 つのプロセスだけ。 */
    constructor()
    /** ロックを獲得する。ほかのプロセスが持っている間は待つ。時間内に獲得できなければ false。 */
    acquire(options?: Blocking): boolean
    acquire(block: boolean, timeout?: number | null): boolean
    /** ロックを解放する。どのプロセスからでもできる。誰も持っていなければ例外を投げる。 */
    release(): void
    /** 今、誰かが持っているか。 */
    locked(): boolean
    /** ブロックの終わりまでロックを獲得する: `using _ = lock.hold()`。 */
    hold(timeout?: number | null): Hold
    /** ロックを獲得し、関数を呼び、何が起きてもロックを解放する。 */
    with<T>(callback: () => T): T
  }

  /**
   * 共有メモリーに置く数の型。Python の `array` と同じ文字を使う。`i` と `l` は 32 ビット、`h` は 16 ビット、`b` は 8 ビットの整数
   * (大文字は符号なし)、`q` と `Q` は 64 ビットの BigInt、`f` と `d` は 32 ビットと 64 ビットの浮動小数点数。大きすぎる整数は桁あふれして
   * 回り込む。
   */
  export type Typecode = 'b' | 'B' | 'h' | 'H' | 'i' | 'I' | 'l' | 'L' | 'q' | 'Q' | 'f' | 'd'
  /** その型のセルに入る値。 */
  export type CellValue<C extends Typecode> = C extends 'q' | 'Q' ? bigint : number

  export interface SharedOptions {
    /** true(既定値)なら専用のロックが付く。Lock を渡すとそれを使う。false ならロックなし。 */
    lock?: boolean | Lock
  }

  /**
   * 共有メモリーに置いたひとつの数。読み書きはロックを取らない。`v.value += 1` は読み込みと書き込みの二段階で、その間にほかのプロセスが
   * 割り込むことがある。その間は `v.getLock()` を持っておくこと。
   */
  export class Value<C extends Typecode = 'i'> {
    /** プロセス間で共有される 1 つの数値。`v.value += 1` は読み取りと書き込みの 2 操作なので、その間はロックを取る。 */
    constructor(typecode: C, initial?: CellValue<C>, options?: SharedOptions)
    /** 数の値。 */
    value: CellValue<C>
    /** これに付いているロック。 */
    getLock(): Lock
  }

  /** 共有メモリーに置いた数の並び。読み書きはロックを取らない。 */
  // biome-ignore lint/suspicious/noShadowRestrictedNames: Python's name
  export class Array<C extends Typecode = 'i'> implements Iterable<CellValue<C>> {
    /**
     * プロセス間で共有される数値の列。
     * @param sizeOrInitial 個数(すべて 0 になる)、または数そのものの並び
     */
    constructor(typecode: C, sizeOrInitial: number | Iterable<CellValue<C>>, options?: SharedOptions)
    [index: number]: CellValue<C>
    readonly length: number
    /** 指定した位置の数。`array[index]` より速い。 */
    get(index: number): CellValue<C>
    /** 指定した位置の数を設定する。`array[index] = value` より速い。 */
    set(index: number, value: CellValue<C>): void
    /** 指定した位置の数。負の位置は末尾から数える。 */
    at(index: number): CellValue<C>
    /** 一部分を普通の配列としてコピーする。 */
    slice(start?: number, end?: number): CellValue<C>[]
    [Symbol.iterator](): IterableIterator<CellValue<C>>
    /** これに付いているロック。 */
    getLock(): Lock
  }

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

  /** このマシンの論理プロセッサーの数。実行に使うコア数の設定とは関係しない。 */
  export function cpuCount(): number
  /** 呼び出したプロセス自身のオブジェクト。 */
  export function currentProcess(): Process
  /** 子プロセスの開始方法。`fork` はこのプロセスの変数をコピーし、`spawn` はプログラムをもう一度評価する。 */
  export function getStartMethod(): StartMethod
  /** 子プロセスの開始方法を選ぶ。`force` を付けない限り、プログラムで一度だけ。 */
  export function setStartMethod(method: StartMethod, options?: { force?: boolean }): void
  /** すべての開始方法。 */
  export function getAllStartMethods(): StartMethod[]

  /** このモジュールの例外の基底クラス。 */
  export class ProcessError extends Error {
    /** 何が起きたかを表す短い名前。 */
    readonly code: string
  }
  /** 結果が時間内に届かなかった。 */
  export class TimeoutError extends ProcessError {}
}
