declare module 'multiprocessing' {
  /** `hold()` が返すものです。ブロックの終わりでロックを解放します。 */
  export interface Hold {
    [Symbol.dispose](): void
  }

  /**
   * 一度に 1 つのプロセスだけが持てるロックです。再帰的ではなく、同じプロセスが二度獲得しようとすると自分自身を待ち続けます。
   * Python の `with lock:` は `using _ = lock.hold()` または `lock.with(() => { … })` と書きます。
   * @example
   * {
   *   using _ = lock.hold()
   *   counter.value += 1
   * } // ここで解放されます
   */
  export class Lock {
    /** ロックです。一度に 1 つのプロセスが持ちます。 */
    constructor()
    /** ロックを獲得します。ほかに持ち主がいる間は待ちます。時間内に空かなければ false です。 */
    acquire(options?: Blocking): boolean
    acquire(block: boolean, timeout?: number | null): boolean
    /** ロックを解放します。どのプロセスからでもできます。誰も持っていなければ ValueError になります。 */
    release(): void
    /** 今、誰かが持っているかどうかです。 */
    locked(): boolean
    /** ブロックの終わりまでロックを持ちます。`using _ = lock.hold()` と書きます。時間内（秒）に空かなければ TimeoutError になります。 */
    hold(timeout?: number | null): Hold
    /** ロックを獲得して関数を呼び、何が起きても解放します。 */
    with<T>(callback: () => T): T
  }

  /** 再帰ロックです。持っているプロセスはもう一度獲得でき、同じ回数だけ解放します。ロックを取る関数どうしが呼び合えます。 */
  export class RLock {
    /** 再帰ロックです。持ち主はもう一度獲得できます。 */
    constructor()
    /** ロックを獲得します。すでに持っていれば回数を 1 つ増やします。ほかに持ち主がいる間は待ちます。時間内に空かなければ false です。 */
    acquire(options?: Blocking): boolean
    acquire(block: boolean, timeout?: number | null): boolean
    /** `acquire` を 1 回分取り消します。最後の 1 回でロックが空きます。持ち主でなければ AssertionError になります。 */
    release(): void
    /** 今、誰かが持っているかどうかです。 */
    locked(): boolean
    /** ブロックの終わりまでロックを持ちます。`using _ = lock.hold()` と書きます。時間内（秒）に空かなければ TimeoutError になります。 */
    hold(timeout?: number | null): Hold
    /** ロックを獲得して関数を呼び、何が起きても解放します。 */
    with<T>(callback: () => T): T
  }

  /**
   * 0 を下回らないカウンターです。`acquire` は 1 つ取り、なければ待ちます。`release` は 1 つ返します。同時に中へ入れるのは最大 `value` です。
   * @example
   * const slots = new Semaphore(3)
   * slots.with(() => download(url))
   */
  export class Semaphore {
    /** 同時に `value` まで通します（既定は 1）。 */
    constructor(value?: number | { value?: number })
    /** 1 つ取ります。なければ待ちます。時間内に得られなければ false です。 */
    acquire(options?: Blocking): boolean
    acquire(block: boolean, timeout?: number | null): boolean
    /** 1 つ、または `n` 個をまとめて返します。誰からでもできます。 */
    release(n?: number): void
    /** 今、通れる数です。 */
    getValue(): number
    /** 今は 1 つも通れないかどうかです。 */
    locked(): boolean
    /** ブロックの終わりまで 1 つ取ります。`using _ = semaphore.hold()` と書きます。 */
    hold(timeout?: number | null): Hold
    /** 1 つ取って関数を呼び、何が起きても返します。 */
    with<T>(callback: () => T): T
  }

  /**
   * 返しすぎに気づくセマフォです。最初の値を超えようとすると ValueError になります。
   * @example
   * const slots = new BoundedSemaphore(3)
   * slots.with(() => download(url))
   */
  export class BoundedSemaphore {
    /** 同時に `value` まで通します（既定は 1）。 */
    constructor(value?: number | { value?: number })
    /** 1 つ取ります。なければ待ちます。時間内に得られなければ false です。 */
    acquire(options?: Blocking): boolean
    acquire(block: boolean, timeout?: number | null): boolean
    /** 1 つ、または `n` 個をまとめて返します。取った数より多く返そうとすると ValueError になります。 */
    release(n?: number): void
    /** 今、通れる数です。 */
    getValue(): number
    /** 今は 1 つも通れないかどうかです。 */
    locked(): boolean
    /** ブロックの終わりまで 1 つ取ります。`using _ = semaphore.hold()` と書きます。 */
    hold(timeout?: number | null): Hold
    /** 1 つ取って関数を呼び、何が起きても返します。 */
    with<T>(callback: () => T): T
  }

  /**
   * ほかのプロセスが起こすことを待ちます。待つ側はロックを持って状態を確かめ、`wait` を呼びます。その間ロックは解放されます。
   * 状態を変える側もロックを持ち、`notify` を呼びます。`wait` の後は必ず確かめ直してください。ほかのプロセスが先に動いているかも
   * しれません。`waitFor` はそれを行います。
   * @example
   * {
   *   using _ = condition.hold()
   *   condition.waitFor(() => items.value > 0)
   *   items.value -= 1
   * }
   */
  export class Condition {
    /** @param lock ほかでも使う Lock または RLock。省略すると専用の RLock */
    constructor(lock?: Lock | RLock | null)
    /** ロックを獲得します。 */
    acquire(options?: Blocking): boolean
    acquire(block: boolean, timeout?: number | null): boolean
    /** ロックを解放します。 */
    release(): void
    /** 今、誰かがロックを持っているかどうかです。 */
    locked(): boolean
    /** ブロックの終わりまでロックを持ちます。`using _ = condition.hold()` と書きます。 */
    hold(timeout?: number | null): Hold
    /** ロックを獲得して関数を呼び、何が起きても解放します。 */
    with<T>(callback: () => T): T
    /**
     * ロックを解放して `notify` を待ち、もう一度ロックを獲得します。時間内（秒）に通知がなければ false です。ロックを持っていなければ
     * AssertionError になります。
     */
    wait(timeout?: number | null | { timeout?: number | null }): boolean
    /** 関数が真の値を返すまで待ち、その値を返します。時間（秒）が過ぎたら、関数が最後に返した値を返します。 */
    waitFor<T>(predicate: () => T, timeout?: number | null | { timeout?: number | null }): T
    /** 待っているものを 1 つ、または `n` 個起こします。ロックが空くと先へ進みます。誰も待っていなければ、何も残りません。 */
    notify(n?: number): void
    /** 待っているものをすべて起こします。 */
    notifyAll(): void
  }

  /** ほかが待つフラグです。`set` すると、待っているものも後から来るものも先へ進みます。`clear` で元に戻ります。 */
  export class Event {
    /** まだ立っていないフラグです。 */
    constructor()
    /** 立っているかどうかです。 */
    isSet(): boolean
    /** フラグを立てます。待っているものは、すぐ `clear` されても先へ進みます。 */
    set(): void
    /** フラグを下ろします。これから来るものは待ちます。 */
    clear(): void
    /** 立つまで待ちます。時間内（秒）に立たなければ false です。 */
    wait(timeout?: number | null | { timeout?: number | null }): boolean
  }

  /** Barrier のキーワード引数です。 */
  export interface BarrierOptions {
    /** 全員がそろったとき、先へ進む前に 1 つだけが呼びます。 */
    action?: (() => unknown) | null
    /** `wait` にタイムアウトを渡さないときに待つ秒数です。 */
    timeout?: number | null
  }

  /**
   * `parties` 個がそろって通る地点です。それぞれ `wait` で全員を待ちます。そろった後はまた使えます。
   * @example
   * const barrier = new Barrier(3)
   * firstHalf()
   * barrier.wait()
   * secondHalf()
   */
  export class Barrier {
    /**
     * @param parties そろうべき数
     * @param action 全員が先へ進む前に 1 つだけが呼ぶ関数
     */
    constructor(parties: number, options?: BarrierOptions)
    constructor(parties: number, action: (() => unknown) | null, timeout?: number | null)
    /**
     * ほかを待ちます。0 から `parties` − 1 までの、それぞれ違う数を返します。誰か 1 つだけを選ぶのに使えます。誰かがタイムアウト（秒）した、
     * 関数が失敗した、`abort` や `reset` を呼んだ場合は BrokenBarrierError になります。
     */
    wait(timeout?: number | null | { timeout?: number | null }): number
    /** 新しい状態に戻します。待っているものは BrokenBarrierError になります。 */
    reset(): void
    /** 壊します。`reset` するまで、待っているものも後から来るものも BrokenBarrierError になります。 */
    abort(): void
    /** そろうべき数です。 */
    readonly parties: number
    /** 今、待っている数です。 */
    readonly nWaiting: number
    /** 壊れているかどうかです。 */
    readonly broken: boolean
  }
}
