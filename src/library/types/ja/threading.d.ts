/**
 * スレッドです。ひとつのプロセスの中で並行に動きます。Python では、また GIL がオンのときはここでも、ひとつのプロセスの中で一度に動けるスレッドは
 * ひとつだけです。そのため、待つことの多いプログラム(ファイル、ネットワーク、sleep)には役立ちますが、計算ばかりのプログラムは速くなりません。
 */
declare module 'threading' {
  export interface ThreadOptions {
    /** スレッドが実行する関数です。async 関数でもかまいません。 */
    target?: ((...args: never[]) => unknown) | null
    /** 関数の引数です。値はコピーされます。ロック、キュー、イベント、`shared` の状態は、同じものが渡されます。 */
    args?: Iterable<unknown>
    /** ひとつのオブジェクトとして `args` の後に渡されます。 */
    kwargs?: Record<string, unknown>
    /** 既定値は、target の名前を付けた `Thread-1 (work)`、`Thread-2 (work)`、… です。 */
    name?: string
    /** デーモンスレッドは、プロセスが終わると終了させられます。既定値は、作ったスレッドと同じです。 */
    daemon?: boolean | null
  }

  /**
   * このプロセスのスレッドです。JavaScript のスレッドは変数を共有しません。スレッドは、トップレベルの変数のコピーを持って始まり、そこへの代入は
   * ほかのスレッドからは見えません。スレッドどうしで共有するものには、`shared({ … })`、キュー、ロックを使います。
   * @example
   * const t = new Thread({ target: work, args: [1, 2] })
   * t.start()
   * t.join()
   */
  export class Thread {
    /** 関数を実行する、このプロセスのスレッドです。`start()` までは何も動きません。 */
    constructor(options?: ThreadOptions)
    /** 関数を実行する、このプロセスのスレッドです。`start()` までは何も動きません。 */
    constructor(target: (...args: never[]) => unknown, args?: Iterable<unknown>, options?: ThreadOptions)
    /**
     * スレッドの仕事です。target を呼びます。サブクラスで上書きできます。コンストラクターで設定したフィールドはスレッドにコピーされますが、
     * # で始まるフィールドはコピーされません。
     */
    run(): unknown
    /** スレッドを開始します。一度だけ呼べます。二度目は RuntimeError になります。 */
    start(): void
    /**
     * スレッドが終わるまで、または `timeout` 秒が過ぎるまで待ちます。どちらだったかは `isAlive()` でわかります。`start()` の前や、自分自身に対して
     * 呼ぶと RuntimeError になります。`await` を付けると、ブロックせずに待ちます。
     */
    join(timeout?: number | null | { timeout?: number | null }): void
    /** 開始されていて、まだ終わっていないかどうか。 */
    isAlive(): boolean
    /** 人が読むための名前です。動作には影響しません。 */
    name: string
    /** プロセスが終わるときに終了させられるかどうか。`start` の前に変更できます。 */
    daemon: boolean
    /** スレッドを識別する番号です。`start` の前は null です。 */
    readonly ident: number | null
    /** システムがスレッドを呼ぶ番号です。メインスレッドではプロセス ID と同じです。`start` の前は null です。 */
    readonly nativeId: number | null
  }

  /**
   * `interval` 秒待ってから関数を呼ぶスレッドです。その前に `cancel()` されると呼びません。
   * @example
   * const t = new Timer(30, ring, ['tea'])
   * t.start()
   */
  export class Timer extends Thread {
    /** `interval` 秒後に、`args` を渡して `fn` を呼ぶスレッドです。時間は `start()` から数えます。 */
    constructor(
      interval: number,
      fn: (...args: never[]) => unknown,
      args?: Iterable<unknown> | null,
      kwargs?: Record<string, unknown> | null,
    )
    /** `interval` 秒後に、`args` を渡して `fn` を呼ぶスレッドです。時間は `start()` から数えます。 */
    constructor(
      interval: number,
      fn: (...args: never[]) => unknown,
      options: { args?: Iterable<unknown> | null; kwargs?: Record<string, unknown> | null },
    )
    /** `start()` から呼び出しまでの秒数です。 */
    interval: number
    /** 呼び出す関数と、渡す値です。 */
    function: (...args: unknown[]) => unknown
    args: readonly unknown[]
    kwargs: Readonly<Record<string, unknown>>
    /** 呼び出した後、または取り消された後にセットされます。 */
    finished: Event
    run(): unknown
    /** まだ待っていれば、呼び出しを取り消します。 */
    cancel(): void
  }

  /**
   * 属性がスレッドごとに別々のオブジェクトです。あるスレッドが設定したものは、ほかのスレッドからは見えません。新しいスレッドでは空です。
   * サブクラスのコンストラクターは、`super(…)` に渡した引数で、スレッドごとに実行されます。フィールドに型を付けるにはサブクラスを使います。
   * @example
   * const mine = new local()
   * mine.count = 1 // このスレッドだけのもの
   */
  export class local {
    /** 属性がスレッドごとに別々のオブジェクトです。 */
    constructor(...args: unknown[])
    [name: string]: unknown
  }

  /** スレッドを終わらせたエラーについての情報です。 */
  export interface ExceptHookArgs {
    /** エラーのクラスです。投げられたものが Error でなければ null です。 */
    readonly excType: unknown
    readonly excValue: unknown
    /** エラーと、そこまでの呼び出しを表すテキストです。 */
    readonly excTraceback: string
    readonly thread: Thread | null
  }

  /** スレッドを終わらせたエラーを標準エラー出力に書きます。ほかのフックを設定しなければ、これが呼ばれます。 */
  export function excepthook(args: ExceptHookArgs): void
  /**
   * エラーがスレッドを終わらせたときに呼ばれるものを設定します。このプロセスでこれから始まるスレッドに効きます。null で `excepthook` に戻ります。
   * Python では `threading.excepthook` に代入しますが、JavaScript ではインポートしたものに代入できません。
   */
  export function setExcepthook(hook: ((args: ExceptHookArgs) => unknown) | null): void
  /** エラーがスレッドを終わらせたときに呼ばれるものです。 */
  export function getExcepthook(): (args: ExceptHookArgs) => unknown

  /** 呼び出したスレッドです。 */
  export function currentThread(): Thread
  /** このプロセスが始まったスレッド(`MainThread`)です。 */
  export function mainThread(): Thread
  /** このプロセスで生きているスレッドの一覧です。メインスレッドも含みます。 */
  export function enumerate(): Thread[]
  /** このプロセスで生きているスレッドの数です。 */
  export function activeCount(): number
  /** 呼び出したスレッドを識別する番号です。 */
  export function getIdent(): number
  /** システムが呼び出したスレッドを呼ぶ番号です。メインスレッドではプロセス ID と同じです。 */
  export function getNativeId(): number
}
