/**
 * 一つのプロセスのスレッドどうしで使うキューです。fork した子プロセスはそのコピーを持ちます。ほかのプロセスには送れないので、プロセスの間では
 * `multiprocessing.Queue` を使ってください。
 */
declare module 'queue' {
  /** 待つかどうかと、待つ時間です。 */
  export interface Blocking {
    /** 待つかどうかです。既定値は true です。 */
    block?: boolean
    /** 待つ秒数の上限です。0 以上にします。既定では無期限に待ちます。 */
    timeout?: number | null
  }

  /** 時間内に値が来ず、`get` で何も取り出せませんでした。 */
  export class Empty extends Error {
    readonly code: string
  }
  /** 時間内に空きができず、`put` で入れられませんでした。 */
  export class Full extends Error {
    readonly code: string
  }
  /** キューは終了しています。もう入れられず、取り出せる値も残っていません。 */
  export class ShutDown extends Error {
    readonly code: string
  }

  /**
   * 先入れ先出しのキューです。
   * @example
   * const q = new Queue<number>()
   * q.put(1)
   * q.get() // 1
   */
  // biome-ignore lint/suspicious/noExplicitAny: a queue whose type is left out takes and gives anything
  export class Queue<T = any> {
    /**
     * このプロセスのスレッドが使うキューです。
     * @param maxsize 入れられる個数です。0 なら制限がありません。
     */
    constructor(maxsize?: number | { maxsize?: number })
    /** 値を加えます。満杯の間は待ちます。時間内に空きができなければ `Full` を、`shutdown()` の後なら `ShutDown` を投げます。 */
    put(value: T, options?: Blocking): void
    put(value: T, block: boolean, timeout?: number | null): void
    /** 次の値を取り出します。空の間は待ちます。時間内に値が来なければ `Empty` を投げます。 */
    get(options?: Blocking): T
    get(block: boolean, timeout?: number | null): T
    /** 待たない `put` です。 */
    putNowait(value: T): void
    /** 待たない `get` です。 */
    getNowait(): T
    /** 今入っている個数です。ほかのスレッドがすぐに変えるかもしれません。 */
    qsize(): number
    /** 今、空かどうかです。 */
    empty(): boolean
    /** 今、満杯かどうかです。 */
    full(): boolean
    /** `get` で取り出した値の処理が済んだことを知らせます。入れた個数より多く呼ぶと ValueError を投げます。 */
    taskDone(): void
    /** すべての値が処理済みになるまで待ちます。 */
    join(): void
    /**
     * 以後 `put` は `ShutDown` を投げ、`get` もキューが空になると投げます。`immediate` を付けると中の値は捨てられ、処理済みとして
     * 数えられます。
     */
    shutdown(immediate?: boolean | { immediate?: boolean }): void
  }

  /** 後入れ先出し、つまりスタックです。 */
  // biome-ignore lint/suspicious/noExplicitAny: a queue whose type is left out takes and gives anything
  export class LifoQueue<T = any> extends Queue<T> {}

  /**
   * いちばん小さい値から取り出します。値は数（BigInt と真偽値も）、文字列、それらの配列です。配列は Python のタプルのように要素を順に比べます。
   * 等しい値は入れた順に出てきます。それ以外の値には順序がなく TypeError になるので、`[優先度, 通し番号, 値]` のような配列を入れてください。
   * @example
   * q.put([2, 'write'])
   * q.put([1, 'read'])
   * q.get() // [1, 'read']
   */
  // biome-ignore lint/suspicious/noExplicitAny: a queue whose type is left out takes and gives anything
  export class PriorityQueue<T = any> extends Queue<T> {}

  /** 上限がなく、`taskDone` と `join` もないキューです。 */
  // biome-ignore lint/suspicious/noExplicitAny: a queue whose type is left out takes and gives anything
  export class SimpleQueue<T = any> {
    /** 長さに制限のないキューです。 */
    constructor()
    /** 値を加えます。待つことはありません。 */
    put(value: T, options?: Blocking): void
    put(value: T, block: boolean, timeout?: number | null): void
    /** いちばん古い値を取り出します。空の間は待ちます。時間内に値が来なければ `Empty` を投げます。 */
    get(options?: Blocking): T
    get(block: boolean, timeout?: number | null): T
    /** `put` と同じです。 */
    putNowait(value: T): void
    /** 待たない `get` です。 */
    getNowait(): T
    /** 今入っている個数です。 */
    qsize(): number
    /** 今、空かどうかです。 */
    empty(): boolean
  }
}
