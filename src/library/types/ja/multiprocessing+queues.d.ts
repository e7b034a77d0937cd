declare module 'multiprocessing' {
  /**
   * 先入れ先出しのキューです。いくつのプロセスからでも使えます。値は `put` を呼んだ時点でコピーされ、コピーできない値はそこで拒まれます
   * （Python では別スレッドで後から分かります）。
   * @example
   * const q = new Queue<number>()
   * q.put(1)
   * q.get() // 1
   */
  // biome-ignore lint/suspicious/noExplicitAny: a queue whose type is left out takes and gives anything
  export class Queue<T = any> {
    /**
     * いくつのプロセスからでも使える先入れ先出しのキューです。
     * @param maxsize 入れられる個数です。0 なら制限がありません。
     */
    constructor(maxsize?: number | { maxsize?: number })
    /** 値を加えます。満杯の間は待ちます。時間内に空きができなければ `Full`（モジュール `queue`）を投げます。 */
    put(value: T, options?: Blocking): void
    put(value: T, block: boolean, timeout?: number | null): void
    /** いちばん古い値を取り出します。空の間は待ちます。時間内に値が来なければ `Empty`（モジュール `queue`）を投げます。 */
    get(options?: Blocking): T
    get(block: boolean, timeout?: number | null): T
    /** 待たない `put` です。 */
    putNowait(value: T): void
    /** 待たない `get` です。 */
    getNowait(): T
    /** 今入っている個数です。ほかのプロセスがすぐに変えるかもしれません。 */
    qsize(): number
    /** 今、空かどうかです。 */
    empty(): boolean
    /** 今、満杯かどうかです。 */
    full(): boolean
    /** このプロセスはもうこのキューを使いません。以後 `put` と `get` は ValueError を投げます。ほかのプロセスは使い続けられます。 */
    close(): void
    /** `close()` の後に呼びます。`put` から戻った時点で値はキューに入っているので、すぐに戻ります。 */
    joinThread(): void
    /** 何もしません。待つべきスレッドがないからです。 */
    cancelJoinThread(): void
  }

  /**
   * 入れた値が処理済みになるまで数えるキューです。すべて済むまで `join()` で待てます。
   * @example
   * q.put(job)
   * q.join() // ワーカーが q.taskDone() を呼ぶまで待つ
   */
  // biome-ignore lint/suspicious/noExplicitAny: a queue whose type is left out takes and gives anything
  export class JoinableQueue<T = any> extends Queue<T> {
    /** まだ済んでいない値を数えているキューです。 */
    constructor(maxsize?: number | { maxsize?: number })
    /** `get` で取り出した値の処理が済んだことを知らせます。入れた個数より多く呼ぶと ValueError を投げます。 */
    taskDone(): void
    /** すべての値が処理済みになるまで待ちます。 */
    join(): void
  }

  /** `put`、`get`、`empty` だけを持つ、上限のないキューです。 */
  // biome-ignore lint/suspicious/noExplicitAny: a queue whose type is left out takes and gives anything
  export class SimpleQueue<T = any> {
    /** 長さに制限のないキューです。 */
    constructor()
    /** 値を加えます。 */
    put(value: T): void
    /** いちばん古い値を取り出します。空の間は待ちます。 */
    get(): T
    /** 今、空かどうかです。 */
    empty(): boolean
    /** このプロセスはもうこのキューを使いません。 */
    close(): void
  }

  /**
   * パイプを作ります。つながった二つの端を返し、一方が送ったものをもう一方が受け取ります。パイプには 64 KiB まで入り、それを超えると
   * `send` は誰かが受け取るまで待ちます。
   * @param duplex false なら一方通行で、`[受信側, 送信側]` を返します。
   * @example
   * const [here, there] = Pipe()
   * new Process({ target: child, args: [there] }).start()
   * here.send('hello')
   */
  export function Pipe(
    duplex?: boolean | { duplex?: boolean },
  ): [import('multiprocessing.connection').Connection, import('multiprocessing.connection').Connection]
}
