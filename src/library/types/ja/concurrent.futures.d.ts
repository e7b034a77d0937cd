/**
 * プロセスやスレッドのプールに仕事を渡し、将来の結果を Future として受け取ります。2 種類の Executor は使い方が同じなので、
 * 1 語を書き換えるだけで切り替えられます。
 */
declare module 'concurrent.futures' {
  /** 最大で待つ秒数。省略するか null なら、いつまでも待ちます。 */
  export type Timeout = number | null | { timeout?: number | null }

  export interface ExecutorOptions {
    /** 各ワーカーが最初のタスクの前に 1 度だけ呼ぶ関数。例外を投げると、Executor は使えなくなります。 */
    initializer?: ((...args: never[]) => unknown) | null
    /** initializer の引数。 */
    initargs?: Iterable<unknown>
  }

  export interface ProcessPoolOptions extends ExecutorOptions {
    /** プロセスの最大数。既定は `cpuCount()` です。 */
    maxWorkers?: number | null
    /** `multiprocessing` の `getContext` が返すもの。プロセスの開始方式を決めます。 */
    mpContext?: import('multiprocessing').Context | null
    /** この数のタスクを終えたプロセスは新しいものに交代します。開始方式は `spawn` になり、Python と同じく `fork` は指定できません。 */
    maxTasksPerChild?: number | null
  }

  export interface ThreadPoolOptions extends ExecutorOptions {
    /** スレッドの最大数。既定は `cpuCount()` に 4 を足した数で、最大 32 です。 */
    maxWorkers?: number | null
    /** スレッド名の先頭部分。既定は `ThreadPoolExecutor-0`、次は `-1` と続きます。 */
    threadNamePrefix?: string
  }

  export interface MapOptions {
    /** `map` を呼んでから結果がそろうまでに許す秒数。 */
    timeout?: number | null
    /** プロセスに 1 度に渡す要素の数。大きいほどメッセージが減ります。スレッドは 1 つずつ取ります。既定は 1 です。 */
    chunksize?: number
    /** 同時に渡しておく要素の最大数。結果を取り出すにつれて入力を読み進めます。既定では一度にすべて渡します。 */
    buffersize?: number | null
  }

  export interface ShutdownOptions {
    /** 仕事がすべて終わり、ワーカーが終了するまで待つかどうか。既定は true です。 */
    wait?: boolean
    /** まだ始まっていない仕事を取り消すかどうか。既定は false です。 */
    cancelFutures?: boolean
  }

  /** `map` の結果を順に返します。`for await` も使えます。最初の例外で終わります。 */
  export interface Results<R> extends IterableIterator<R>, AsyncIterable<R> {}

  /**
   * 両方の Executor に共通の機能です。Python の `with` は `using executor = new ProcessPoolExecutor()` と書き、
   * ブロックの終わりですべての仕事を待ちます。
   */
  export class Executor {
    protected constructor()
    /**
     * 関数の呼び出しをワーカーに任せ、すぐに戻ります。
     * @example
     * const future = executor.submit(power, 2, 10)
     * future.result() // 1024
     */
    submit<A extends unknown[], R>(fn: (...args: A) => R, ...args: A): Future<Awaited<R>>
    /**
     * 各要素に対して関数を呼びます。要素は一度にすべてワーカーに渡され、結果は順に返ります。呼び出しの例外は、
     * その結果が返るはずの場所で投げられます。
     * @example
     * for (const prime of executor.map(isPrime, numbers, { chunksize: 100 })) …
     */
    map<A, R>(fn: (item: A) => R, items: Iterable<A>, options?: MapOptions): Results<Awaited<R>>
    /** 反復可能オブジェクトが複数あれば、関数はそれぞれから 1 つずつ受け取ります。最も短いものが尽きると終わります。 */
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
    /** 新しい仕事の受け付けをやめます。渡し済みの仕事は、取り消さない限り実行されます。 */
    shutdown(options?: ShutdownOptions): void
    [Symbol.dispose](): void
    [Symbol.asyncDispose](): Promise<void>
  }

  /**
   * ワーカーはプロセスです。コアの数だけ並列に動き、変数は共有しません。引数と結果はコピーされます。
   * プロセスは仕事ができたときに始まり、次の仕事に備えて残ります。
   * @example
   * using executor = new ProcessPoolExecutor(4)
   * const sums = [...executor.map(sum, parts)]
   */
  export class ProcessPoolExecutor extends Executor {
    /** @param maxWorkers プロセスの最大数。既定は `cpuCount()` */
    constructor(maxWorkers?: number | null, options?: ProcessPoolOptions)
    constructor(options: ProcessPoolOptions)
    /** `Process.terminate` と同じように、プロセスをただちに終わらせます。実行中の仕事は失敗し、残りは取り消されます。 */
    terminateWorkers(): void
    /** `terminateWorkers` と同じことを `Process.kill` で行います。 */
    killWorkers(): void
  }

  /**
   * ワーカーはこのプロセスのスレッドです。GIL があると一度に 1 つしか動きません。そのため、計算ではなく、待つ仕事
   * (装置、キュー、スリープ) で速くなります。タスクは自分の Executor に仕事を渡せますが、すべてのワーカーがその結果を
   * 待つと、実行する者がいなくなります。
   * @example
   * using executor = new ThreadPoolExecutor(8)
   * const pages = [...executor.map(fetchPage, addresses)]
   */
  export class ThreadPoolExecutor extends Executor {
    /** @param maxWorkers スレッドの最大数。既定は `cpuCount()` に 4 を足した数で、最大 32 */
    constructor(maxWorkers?: number | null, options?: ThreadPoolOptions)
    constructor(options: ThreadPoolOptions)
  }

  /** これから得られる結果です。`submit` が作り、頼んだスレッドに属します。 */
  // biome-ignore lint/suspicious/noExplicitAny: 型を省いた Future はどんな値でも返します
  export class Future<T = any> {
    /** このスレッドが自分で結果を設定する Future。テストやライブラリのためのものです。 */
    constructor()
    /**
     * 結果を待って返します。呼び出しが投げた例外は、ワーカーのトレースバックを cause に付けて投げます。間に合わなければ
     * `TimeoutError`、取り消されていれば `CancelledError` を投げます。`await` を付けると、ブロックせずに待ちます。
     */
    result(timeout?: Timeout): T
    /** 呼び出しが投げた例外。正常に戻ったなら null です。`result` と同じように待ちます。 */
    exception(timeout?: Timeout): unknown
    /** 終わったかどうか。正常終了、例外、取り消しのどれでも true です。 */
    done(): boolean
    /** ワーカーが実行中かどうか。 */
    running(): boolean
    /** 始まる前に取り消されたかどうか。 */
    cancelled(): boolean
    /** まだ始まっていなければ仕事を取り消します。手遅れなら false を返します。 */
    cancel(): boolean
    /**
     * 終わったときに、この Future を渡して関数を呼びます。呼ぶのは、頼んだスレッドが次にライブラリの操作をするときです。
     * 関数が投げた例外は表示されるだけです。すでに終わっていれば、すぐに呼びます。
     */
    addDoneCallback(callback: (future: Future<T>) => unknown): void
    /** 自分で作った Future 用。仕事の開始を知らせます。取り消されていれば false を返します。 */
    setRunningOrNotifyCancel(): boolean
    /** 自分で作った Future 用。結果を設定します。 */
    setResult(value: T): void
    /** 自分で作った Future 用。`result` が投げるものを設定します。 */
    setException(error: unknown): void
  }

  /** `returnWhen` の値。どれか 1 つが終わったら戻ります。 */
  export const FIRST_COMPLETED: 'FIRST_COMPLETED'
  /** `returnWhen` の値。どれか 1 つが失敗するか、すべて終わったら戻ります。 */
  export const FIRST_EXCEPTION: 'FIRST_EXCEPTION'
  /** `returnWhen` の値。すべて終わったら戻ります。 */
  export const ALL_COMPLETED: 'ALL_COMPLETED'

  export interface WaitOptions {
    /** 最大で待つ秒数。既定ではいつまでも待ちます。 */
    timeout?: number | null
    /** いつ戻るか。既定は `ALL_COMPLETED` です。 */
    returnWhen?: 'FIRST_COMPLETED' | 'FIRST_EXCEPTION' | 'ALL_COMPLETED'
  }

  /** `wait` が返すもの。名前でも、2 つ組としても受け取れます。 */
  export interface DoneAndNotDone<T> extends Iterable<Set<Future<T>>> {
    readonly done: Set<Future<T>>
    readonly notDone: Set<Future<T>>
    [Symbol.iterator](): Iterator<Set<Future<T>>>
  }

  /**
   * Future を待ちます。別々の Executor のものでもかまいません。間に合わなくても例外にはなりません。
   * @example
   * const { done, notDone } = wait(futures, { returnWhen: FIRST_COMPLETED })
   */
  export function wait<T>(fs: Iterable<Future<T>>, options?: WaitOptions): DoneAndNotDone<T>

  /**
   * Future を終わった順に返します。呼び出しから `timeout` 秒たっても終わらないものがあれば `TimeoutError` を投げます。
   * `for await` も使えます。
   * @example
   * for (const future of asCompleted(futures)) console.log(future.result())
   */
  export function asCompleted<T>(
    fs: Iterable<Future<T>>,
    options?: { timeout?: number | null },
  ): IterableIterator<Future<T>> & AsyncIterable<Future<T>>

  /** Future が取り消されました。 */
  export class CancelledError extends Error {
    /** 何が起きたかを表す短い名前。 */
    readonly code: string
  }
  /** 結果が時間内に得られませんでした。`builtins` の同じ名前のクラスと同じもので、`multiprocessing` のものとは別です。 */
  export class TimeoutError extends Error {
    readonly code: string
  }
  /** Future の今の状態ではできない操作です。 */
  export class InvalidStateError extends Error {
    readonly code: string
  }
  /** Executor はもう使えません。 */
  export class BrokenExecutor extends Error {
    readonly code: string
  }
  /** 頼まれていないのにプールのプロセスが終わりました。終わっていなかった Future はすべてこのエラーで失敗します。 */
  export class BrokenProcessPool extends BrokenExecutor {}
  /** initializer が例外を投げたため、プールのスレッドが始められませんでした。 */
  export class BrokenThreadPool extends BrokenExecutor {}
}
