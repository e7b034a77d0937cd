/**
 * 専用のプロセスの中に置かれ、どのプロセスからでも使えるオブジェクト。マネージャーのサーバーがオブジェクトを持ち、各プロセスはプロキシを使います。プロキシは
 * 呼び出しをサーバーに送って答えを待つので、共有メモリーより遅いですが、どんな値でも持てます。サーバーには、その実行の中からだけ接続できます
 * (`connect`、アドレス、authkey はありません)。
 */
declare module 'multiprocessing.managers' {
  type Blocking = import('multiprocessing').Blocking
  type Hold = import('multiprocessing').Hold
  // biome-ignore lint/suspicious/noExplicitAny: what a program keeps in a manager
  type Anything = any

  export interface StartOptions {
    /** サーバーが動き始める前に、サーバーの中で一度だけ呼ばれます。 */
    initializer?: (...args: never[]) => unknown
    initargs?: Iterable<unknown>
  }

  export interface RegisterOptions {
    /** プロキシから呼べるメソッドの名前。既定では `_` で始まらないものすべてです。 */
    exposed?: Iterable<string>
    /** 結果をサーバーに残し、呼び出し側にはプロキシを返すメソッドと、その型。 */
    methodToTypeid?: Readonly<Record<string, string>>
    /** NamespaceProxy を渡すと、メソッドではなく属性を使えるプロキシになります。既定値は AutoProxy です。 */
    proxytype?: typeof AutoProxy | typeof NamespaceProxy
  }

  /**
   * プログラムのクラスや関数のためのマネージャー。サーバーはデーモンで、作ったプロセスが終わると一緒に終わります。
   * @example
   * class Counter { n = 0; add() { return ++this.n } }
   * class MyManager extends BaseManager { declare Counter: () => Counter }
   * MyManager.register('Counter', Counter)
   * using manager = new MyManager()
   * manager.Counter().add()
   */
  export class BaseManager {
    /** マネージャー。サーバーは `start()` か、最初のオブジェクトを作るときに動き始めます。 */
    constructor()
    /**
     * このマネージャーのクラスに、サーバーの中で `callable` を呼び、できたオブジェクトのプロキシを返すメソッドを加えます。`async` のメソッドが待っている
     * 間、サーバーはほかの呼び出しを処理できます。そうでないメソッドは、ほかの呼び出しを待たせます。
     */
    static register(typeid: string, callable: Function, options?: RegisterOptions): void
    /** サーバーを開始します。 */
    start(options?: StartOptions): this
    /** サーバーと、そのすべてのオブジェクトを終わらせます。`using manager = …` と書くと、ブロックの終わりで行われます。 */
    shutdown(): void
    [Symbol.dispose](): void
    [Symbol.asyncDispose](): Promise<void>
  }

  /** リスト、辞書、ロックなどのマネージャー。multiprocessing の `Manager()` が作るものです。 */
  export class SyncManager extends BaseManager {
    /** すべてのプロセスで共有するリスト。 */
    list<T = Anything>(items?: Iterable<T>): ListProxy<T>
    /** すべてのプロセスで共有する辞書。オブジェクト、Map、ペアの並びから作れます。 */
    dict(initial?: object): DictProxy
    /** 属性をすべてのプロセスで共有するオブジェクト。 */
    Namespace(fields?: object): NamespaceProxy
    /** 任意の値をひとつ持つもの。型コードは読む人のためのものです。 */
    Value<T = Anything>(typecode: string, value: T): ValueProxy<T>
    /** 長さの決まったリスト。型コードは読む人のためのものです。 */
    Array<T = Anything>(typecode: string, items: Iterable<T>): ArrayProxy<T>
    /** ロック。獲得したプロセスやスレッドが所有します。 */
    Lock(): AcquirerProxy
    /** 再帰ロック。 */
    RLock(): AcquirerProxy
    Semaphore(value?: number): AcquirerProxy
    BoundedSemaphore(value?: number): AcquirerProxy
    /** このマネージャーのロックを使う条件変数。省略すると専用の再帰ロックを使います。 */
    Condition(lock?: AcquirerProxy): ConditionProxy
    Event(): EventProxy
    /** `parties` 個のプロセスが揃うと先に進めます。action はサーバーの中で実行されます。 */
    Barrier(parties: number, options?: { action?: () => unknown; timeout?: number | null }): BarrierProxy
    Queue<T = Anything>(maxsize?: number): QueueProxy<T>
    JoinableQueue<T = Anything>(maxsize?: number): JoinableQueueProxy<T>
  }

  /**
   * 共有メモリーを作り、シャットダウンするか、ブロックが終わると、その名前を取り除きます。
   * @example
   * using manager = new SharedMemoryManager()
   * const list = manager.ShareableList([1, 2, 3])
   */
  export class SharedMemoryManager extends BaseManager {
    /** 指定したバイト数の新しい共有メモリー。 */
    SharedMemory(size: number): import('multiprocessing.sharedMemory').SharedMemory
    /** 共有メモリーの新しいリスト。 */
    ShareableList(
      sequence: Iterable<import('multiprocessing.sharedMemory').ShareableItem>,
    ): import('multiprocessing.sharedMemory').ShareableList
    shutdown(): void
  }

  /** マネージャーのサーバーにあるオブジェクトの代わりになるもの。どのプロセスにも送れ、リストや辞書の値にもできます。 */
  export class BaseProxy {
    protected constructor()
    /** 名前を指定して、オブジェクトのメソッドを呼びます。 */
    _callmethod(method: string, args?: readonly unknown[]): Anything
    /** オブジェクトのコピー。 */
    _getvalue(): Anything
  }

  /** 登録した型のオブジェクトのメソッドを持つプロキシ。 */
  export class AutoProxy extends BaseProxy {}

  /**
   * サーバーにあるリスト。取り出したものはコピーなので、`list[0].x = 1` で変わるのはそのコピーだけです。要素を入れ直すか(`list[0] = item`)、要素として
   * プロキシを入れてください。
   * @example
   * const list = manager.list([1, 2])
   * list.append(3)
   * list[0] // 1
   */
  export class ListProxy<T = Anything> extends BaseProxy implements Iterable<T> {
    protected constructor()
    [index: number]: T
    readonly length: number
    /** 末尾に要素を加えます。 */
    append(value: T): void
    /** 末尾に要素を加え、新しい長さを返します。 */
    push(...values: T[]): number
    /** 配列などの要素をすべて加えます。 */
    extend(values: Iterable<T>): void
    insert(index: number, value: T): void
    /** 要素を取り出します。番号を省略すると末尾の要素です。なければ IndexError を投げます。 */
    pop(index?: number): T
    /** 値と等しい最初の要素を取り除きます。なければ ValueError を投げます。 */
    remove(value: T): void
    /** その場で並べ替えます。数は大きさ、文字列は文字の順です。key はサーバーの中で呼ばれます。 */
    sort(options?: { key?: (item: T) => unknown; reverse?: boolean }): void
    reverse(): void
    /** 等しい最初の要素の位置。なければ ValueError を投げます。 */
    index(value: T): number
    /** 値と等しい要素の個数。 */
    count(value: T): number
    clear(): void
    /** その番号の要素。負の番号は末尾から数えます。 */
    at(index: number): T
    /** 一部分のコピー(普通の配列)。 */
    slice(start?: number, end?: number): T[]
    includes(value: T): boolean
    /** 普通の配列としてのコピー。 */
    copy(): T[]
    [Symbol.iterator](): IterableIterator<T>
  }

  /**
   * サーバーにある辞書。値は ListProxy と同じくコピーです。ないキーを読むと undefined です。`dict[1]` と `dict['1']` のように、見た目が同じキーは同じものです。
   * 反復するとキーが得られます。
   * @example
   * const dict = manager.dict({ a: 1 })
   * dict.b = 2
   * Object.keys(dict) // ['a', 'b']
   */
  export class DictProxy extends BaseProxy implements Iterable<Anything> {
    protected constructor()
    [key: string]: Anything
    readonly size: number
    readonly length: number
    /** キーの値。なければ `otherwise` です。 */
    get(key: unknown, otherwise?: Anything): Anything
    set(key: unknown, value: unknown): void
    has(key: unknown): boolean
    /** キーを取り除き、あったかどうかを返します。 */
    delete(key: unknown): boolean
    keys(): Anything[]
    values(): Anything[]
    /** キーと値のペア。 */
    items(): [Anything, Anything][]
    /** キーを取り除いて値を返します。なくて `otherwise` もなければ KeyError を投げます。 */
    pop(key: unknown, otherwise?: Anything): Anything
    /** 最後に加えたペアを取り除いて返します。 */
    popitem(): [Anything, Anything]
    /** キーの値。なければ先に設定します。ひとつの操作なので、途中で割り込まれません。 */
    setdefault(key: unknown, value?: unknown): Anything
    /** オブジェクト、Map、ペアの配列の中身をすべて取り込みます。 */
    update(other: object): void
    clear(): void
    /** 普通のオブジェクトとしてのコピー。 */
    copy(): Record<string, Anything>
    [Symbol.iterator](): IterableIterator<Anything>
  }

  /**
   * サーバーにあり、属性を読み書きできるオブジェクト。`_` で始まる属性は見えません。
   * @example
   * const ns = manager.Namespace({ x: 1 })
   * ns.x += 1
   */
  export class NamespaceProxy extends BaseProxy {
    protected constructor()
    [name: string]: Anything
  }

  /** サーバーにある値。`v.value += 1` は読み込みと書き込みの二段階なので、その間はロックを持っておいてください。 */
  export class ValueProxy<T = Anything> extends BaseProxy {
    protected constructor()
    value: T
    get(): T
    set(value: T): void
  }

  /** サーバーにある、長さの決まったリスト。 */
  export class ArrayProxy<T = Anything> extends BaseProxy implements Iterable<T> {
    protected constructor()
    [index: number]: T
    readonly length: number
    at(index: number): T
    slice(start?: number, end?: number): T[]
    [Symbol.iterator](): IterableIterator<T>
  }

  /** サーバーにある Lock、RLock、Semaphore、BoundedSemaphore。 */
  export class AcquirerProxy extends BaseProxy {
    protected constructor()
    /** 獲得します。ほかが持っている間は待ちます。時間内に獲得できなければ false です。 */
    acquire(options?: Blocking): boolean
    acquire(block: boolean, timeout?: number | null): boolean
    /** 返します。セマフォなら `n` 回分です。獲得した以上に返すと例外を投げます。 */
    release(n?: number): void
    locked(): boolean
    /** ブロックの終わりまで獲得します: `using _ = lock.hold()`。 */
    hold(timeout?: number | null): Hold
    /** 獲得し、関数を呼び、何が起きても返します。 */
    with<T>(callback: () => T): T
  }

  /** サーバーにある条件変数。 */
  export class ConditionProxy extends AcquirerProxy {
    /** ロックを返して通知を待ち、ロックを獲得し直します。時間内に通知がなければ false です。 */
    wait(timeout?: number | null | { timeout?: number | null }): boolean
    /** ここで呼ばれる述語が真になるまで待ち、その最後の値を返します。 */
    waitFor<T>(predicate: () => T, timeout?: number | null): T
    /** 待っているもののうち `n` 個を起こします。 */
    notify(n?: number): void
    notifyAll(): void
  }

  /** サーバーにあるイベント。 */
  export class EventProxy extends BaseProxy {
    protected constructor()
    isSet(): boolean
    set(): void
    clear(): void
    /** セットされるまで待ちます。時間内にセットされなければ false です。 */
    wait(timeout?: number | null | { timeout?: number | null }): boolean
  }

  /** サーバーにあるバリア。 */
  export class BarrierProxy extends BaseProxy {
    protected constructor()
    readonly parties: number
    readonly nWaiting: number
    readonly broken: boolean
    /** ほかを待ち、0 から `parties` − 1 までの、それぞれ異なる数を返します。BrokenBarrierError を投げることがあります。 */
    wait(timeout?: number | null | { timeout?: number | null }): number
    reset(): void
    abort(): void
  }

  /** サーバーにあるキュー。 */
  export interface QueueProxy<T = Anything> extends BaseProxy {
    /** 値を加えます。満杯の間は待ちます。時間内に空きができなければ `Full`(モジュール `queue`)を投げます。 */
    put(value: T, options?: Blocking): void
    put(value: T, block: boolean, timeout?: number | null): void
    /** いちばん古い値を取り出します。空の間は待ちます。時間内に値が来なければ `Empty` を投げます。 */
    get(options?: Blocking): T
    get(block: boolean, timeout?: number | null): T
    putNowait(value: T): void
    getNowait(): T
    qsize(): number
    empty(): boolean
    full(): boolean
  }

  /** サーバーにある JoinableQueue。 */
  export interface JoinableQueueProxy<T = Anything> extends QueueProxy<T> {
    /** 取り出した要素の処理が済んだことを知らせます。 */
    taskDone(): void
    /** すべての要素の処理が済むまで待ちます。 */
    join(): void
  }
}
