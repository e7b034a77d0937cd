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
    /** プロセスが実行する関数です。async 関数でもかまいません。 */
    target?: ((...args: never[]) => unknown) | null
    /** 関数の引数です。子プロセスにコピーされます。 */
    args?: Iterable<unknown>
    /** ひとつのオブジェクトとして `args` の後に渡されます。 */
    kwargs?: Record<string, unknown>
    /** 既定値はクラスの名前に番号を付けた `Process-1`、`Process-2`、… です。子の子は `Process-1:1` になります。 */
    name?: string
    /** デーモンプロセスは親が終わると終了させられます。既定値は親と同じです。 */
    daemon?: boolean
  }

  /** プロセスが終わると準備完了になります。ほかのものと一緒に待つために使います。 */
  export interface Sentinel {
    readonly __sentinel: never
  }

  /**
   * プロセスです。自分のメモリーを持つワーカーで、このプロセスと同時に関数を実行します。
   * @example
   * const p = new Process({ target: work, args: [1, 2] })
   * p.start()
   * p.join()
   */
  export class Process {
    /** 別のプロセスで、このプロセスと同時に関数を実行します。`start()` までは何も動きません。 */
    constructor(options?: ProcessOptions)
    /** 別のプロセスで、このプロセスと同時に関数を実行します。`start()` までは何も動きません。 */
    constructor(target: (...args: never[]) => unknown, args?: Iterable<unknown>, options?: ProcessOptions)
    /**
     * プロセスの仕事です。target を呼びます。サブクラスで上書きできます。コンストラクターで設定したフィールドは子プロセスにコピーされますが、
     * # で始まるフィールドはコピーされません。
     */
    run(): unknown
    /**
     * プロセスを開始します。一度だけ呼べます。`fork` では、トップレベルの変数の今の値がコピーされます。`spawn` と `forkserver` では、
     * プログラムのファイルが `__mp_main__` としてもう一度評価されます。
     */
    start(): void
    /** プロセスが終わるまで、または `timeout` 秒が過ぎるまで待ちます。`await` を付けると、ブロックせずに待ちます。 */
    join(timeout?: number | null | { timeout?: number | null }): void
    /** 何をしていても、プロセスをすぐに終了させます(SIGTERM)。終了コードは −15 です。`finally` は実行されず、持っていたロックはロックされたまま残ります。 */
    terminate(): void
    /** `terminate` と同じですが、SIGKILL を使います。終了コードは −9 です。 */
    kill(): void
    /** 終わったプロセスを手放します。その後でこのオブジェクトを使うと ValueError になります。 */
    close(): void
    /** 開始していて、まだ終わっていないかどうかです。 */
    isAlive(): boolean
    /** 人のための名前です。動作には影響しません。 */
    name: string
    /** 親が終わると終了させられるかどうかです。`start` の前に設定できます。 */
    daemon: boolean
    /** プロセス ID です。`start` の前は null です。 */
    readonly pid: number | null
    /** `pid` と同じです。 */
    readonly ident: number | null
    /**
     * 実行中は null です。正常に終わると 0、捕捉されない例外で終わると 1、`sys.exit` に渡した数、`terminate` の後は −15、`kill` の後は
     * −9 です。
     */
    readonly exitCode: number | null
    /** `exitCode` と同じです。Python での一語の名前をそのまま使えます。 */
    readonly exitcode: number | null
    /** プロセスが終わると準備完了になります。ほかのものと一緒に待つために使います。 */
    readonly sentinel: Sentinel
  }

  /** このマシンの論理プロセッサーの数です。実行に使うコア数の設定とは関係しません。 */
  export function cpuCount(): number
  /** 呼び出したプロセス自身のオブジェクトです。 */
  export function currentProcess(): Process
  /** このプロセスを開始したプロセスです。メインプロセスでは null です。終わるのを待ったり、動いているか調べたりできます。 */
  export function parentProcess(): Process | null
  /** このプロセスの子のうち、動いているものです。終わった子はここで片付けられます。 */
  export function activeChildren(): Process[]
  /**
   * 子プロセスの開始方法です。`fork` は、待機しているワーカーにこのプロセスの変数をコピーします。`spawn` は新しいワーカーを起動し、そこで
   * プログラムをもう一度評価します。`forkserver` は、待機しているワーカーでもう一度評価します。問い合わせると開始方法が確定します。
   * `allowNone` を付けると確定せず、まだ決まっていなければ null を返します。
   */
  export function getStartMethod<N extends boolean = false>(options?: {
    allowNone?: N
  }): N extends false ? StartMethod : StartMethod | null
  /** 子プロセスの開始方法を選びます。`force` を付けない限り、プログラムで一度だけ、最初に使う前に呼びます。 */
  export function setStartMethod(method: StartMethod, options?: { force?: boolean }): void
  /** すべての開始方法です。先頭が既定値です。 */
  export function getAllStartMethods(): StartMethod[]
  /** このモジュールのすべての名前を、ひとつの開始方法に結び付けたものです。 */
  export type Context = Omit<typeof import('multiprocessing'), 'getStartMethod' | 'getContext'> & {
    getStartMethod(): StartMethod
    getContext(method?: StartMethod | null): Context
  }
  /**
   * このモジュールのすべての名前を、ひとつの開始方法に結び付けたオブジェクトです。ひとつのプログラムで複数の方法を使えます。
   * @example
   * const ctx = getContext('spawn')
   * const p = new ctx.Process({ target: work })
   */
  export function getContext(method?: StartMethod | null): Context
  /** ここでは何もしません。実行ファイルに固めた Python プログラムのための関数です。 */
  export function freezeSupport(): void

  /** このモジュールの例外の基底クラス。 */
  export class ProcessError extends Error {
    /** 何が起きたかを表す短い名前。 */
    readonly code: string
  }
  /** 結果やロックが時間内に得られませんでした。`builtins` や `concurrent.futures` の同じ名前のクラスとは別です。 */
  export class TimeoutError extends ProcessError {}
}
