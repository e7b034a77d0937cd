/** プロセスが共有し、名前で見つけるメモリーです。 */
declare module 'multiprocessing.sharedMemory' {
  export interface SharedMemoryOptions {
    /** 名前です。作るときに省くと、使われていない名前が付きます。 */
    name?: string | null
    /** 新しく作るかどうかです。既定では、すでにあるものを開きます。 */
    create?: boolean
    /** 新しく作るメモリーのバイト数です。 */
    size?: number
  }

  /** 共有メモリーを眺めるための型です。 */
  export type ViewType =
    | (typeof Uint8Array | typeof Int8Array | typeof Uint8ClampedArray | typeof Uint16Array)
    | (typeof Int16Array | typeof Uint32Array | typeof Int32Array | typeof Float32Array)
    | (typeof Float64Array | typeof BigInt64Array | typeof BigUint64Array)

  /**
   * どのプロセスからも名前で開けるメモリーです。`unlink()` が呼ばれ、開いたプロセスがすべて終わるまで存在します。
   * @example
   * const memory = new SharedMemory({ create: true, size: 1024 })
   * memory.buf[0] = 42
   * // ほかのプロセスで: new SharedMemory(name).buf[0]
   */
  export class SharedMemory {
    /** 名前で共有メモリーを開きます。なければ FileNotFoundError を投げます。 */
    constructor(name: string, options?: SharedMemoryOptions)
    /** 共有メモリーを作ります。名前が使われていれば FileExistsError を投げます。 */
    constructor(options: SharedMemoryOptions)
    constructor(name: null | undefined, options: SharedMemoryOptions)
    readonly name: string
    /** バイト数です。 */
    readonly size: number
    /** メモリーそのものを 1 バイトずつ読み書きします。`slice()` はコピーします。`buffer` は実行全体のメモリーなので取り出せません。 */
    readonly buf: Uint8Array
    /** メモリーをほかの型の数として見ます。`memory.view(Float64Array)` のように、始まりのバイト位置と個数も指定できます。 */
    view<V extends ViewType>(type: V, offset?: number, length?: number): InstanceType<V>
    /** このプロセスはもう使いません。メモリーは残ります。 */
    close(): void
    /** 名前を取り除きます。以後は誰も見つけられません。一度だけ呼びます。 */
    unlink(): void
    [Symbol.dispose](): void
  }

  /** ShareableList に入る値です。 */
  export type ShareableItem = number | bigint | boolean | string | Uint8Array | null

  /**
   * 共有メモリーに置いた、長さの変わらないリストです。要素は置き換えられます。文字列とバイト列は、最初の長さを 8 バイト単位に切り上げた場所に
   * 収まるものだけに置き換えられます。
   * @example
   * const list = new ShareableList([1, 'two', null])
   * list[0] = 3
   */
  export class ShareableList implements Iterable<ShareableItem> {
    /** これらの要素の新しいリストを作ります。要素を渡さなければ、その名前のリストを開きます。 */
    constructor(sequence?: Iterable<ShareableItem> | null, options?: { name?: string | null })
    // biome-ignore lint/suspicious/noExplicitAny: what an item is, its place does not tell
    [index: number]: any
    readonly length: number
    /** リストが置かれている共有メモリーです。名前は `list.shm.name`、片付けるには `list.shm.unlink()` です。 */
    readonly shm: SharedMemory
    /** 要素の並び方を Python の `struct` の文字で表したものです。 */
    readonly format: string
    /** 指定した位置の要素です。負の位置は末尾から数えます。 */
    get(index: number): ShareableItem
    /** 要素を置き換えます。前の要素の場所に収まらなければ ValueError を投げます。 */
    set(index: number, value: ShareableItem): void
    /** 値がいくつ含まれているかです。 */
    count(value: ShareableItem): number
    /** 値が最初に現れる位置です。なければ ValueError を投げます。 */
    index(value: ShareableItem): number
    [Symbol.iterator](): IterableIterator<ShareableItem>
  }
}
