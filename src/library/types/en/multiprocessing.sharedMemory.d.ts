/** Memory that processes share and find by its name. */
declare module 'multiprocessing.sharedMemory' {
  export interface SharedMemoryOptions {
    /** Its name. Default when it is made: one that nobody has. */
    name?: string | null
    /** Whether to make it. Default: open what is there. */
    create?: boolean
    /** Bytes of new shared memory. */
    size?: number
  }

  /** Types that shared memory can be viewed as. */
  export type ViewType =
    | (typeof Uint8Array | typeof Int8Array | typeof Uint8ClampedArray | typeof Uint16Array)
    | (typeof Int16Array | typeof Uint32Array | typeof Int32Array | typeof Float32Array)
    | (typeof Float64Array | typeof BigInt64Array | typeof BigUint64Array)

  /**
   * A piece of memory that any process can open by its name. It is there until `unlink()` was called and all that opened it have
   * ended.
   * @example
   * const memory = new SharedMemory({ create: true, size: 1024 })
   * memory.buf[0] = 42
   * // in another process: new SharedMemory(name).buf[0]
   */
  export class SharedMemory {
    /** Opens shared memory by its name. Throws FileNotFoundError when there is none. */
    constructor(name: string, options?: SharedMemoryOptions)
    /** Makes shared memory. Throws FileExistsError when the name is taken. */
    constructor(options: SharedMemoryOptions)
    constructor(name: null | undefined, options: SharedMemoryOptions)
    readonly name: string
    /** Bytes. */
    readonly size: number
    /** The memory itself, byte by byte. `slice()` copies; `buffer` cannot be had, as it is the memory of the whole run. */
    readonly buf: Uint8Array
    /** The memory as numbers of another type, from a byte on: `memory.view(Float64Array)`. */
    view<V extends ViewType>(type: V, offset?: number, length?: number): InstanceType<V>
    /** This process does not use it from now on. The memory stays. */
    close(): void
    /** Takes the name away, so that nobody finds it any more. To be called once. */
    unlink(): void
    [Symbol.dispose](): void
  }

  /** What a ShareableList holds. */
  export type ShareableItem = number | bigint | boolean | string | Uint8Array | null

  /**
   * A list in shared memory, of a length that does not change. Items can be replaced, a text or bytes by one that is not longer
   * than its place: the first one's length, rounded up to eight bytes.
   * @example
   * const list = new ShareableList([1, 'two', null])
   * list[0] = 3
   */
  export class ShareableList implements Iterable<ShareableItem> {
    /** A new list of these items; without items the list of that name. */
    constructor(sequence?: Iterable<ShareableItem> | null, options?: { name?: string | null })
    // biome-ignore lint/suspicious/noExplicitAny: what an item is, its place does not tell
    [index: number]: any
    readonly length: number
    /** The shared memory that it lies in: `list.shm.name` is its name, `list.shm.unlink()` lets it go. */
    readonly shm: SharedMemory
    /** How the items lie in memory, in the letters of Python's `struct`. */
    readonly format: string
    /** The item at an index; negative ones count from the end. */
    get(index: number): ShareableItem
    /** Replaces an item. Throws ValueError when it does not fit into the place of the one before. */
    set(index: number, value: ShareableItem): void
    /** How often a value is in it. */
    count(value: ShareableItem): number
    /** Where a value is first. Throws ValueError when it is not in the list. */
    index(value: ShareableItem): number
    [Symbol.iterator](): IterableIterator<ShareableItem>
  }
}
