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
    /** プロセスが終わると準備完了になります。ほかのものと一緒に待つために使います。 */
    readonly sentinel: Sentinel
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
  /** 結果が時間内に届かなかった。 */
  export class TimeoutError extends ProcessError {}
}
