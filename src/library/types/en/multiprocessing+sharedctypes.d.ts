declare module 'multiprocessing' {
  /**
   * The type of values in shared memory, as in Python: `i` and `l` whole numbers of 32 bits, `h` 16, `b` 8 bits (capital letters:
   * without a sign), `q` and `Q` big integers of 64 bits, `f` and `d` floating-point numbers of 32 and 64 bits, `?` true or
   * false, `c` a character below U+0100, `u` a character of 16 bits. Whole numbers that are too large wrap around. There are
   * no structures: use several values.
   */
  export type Typecode =
    | ('b' | 'B' | 'h' | 'H' | 'i' | 'I' | 'l' | 'L')
    | ('q' | 'Q' | 'f' | 'd' | '?' | 'c' | 'u')
  /** What a cell of a type holds. */
  export type CellValue<C extends Typecode> = C extends 'q' | 'Q'
    ? bigint
    : C extends '?'
      ? boolean
      : C extends 'c' | 'u'
        ? string
        : number

  export interface SharedOptions {
    /** True (default): with an RLock of its own. A lock: that one. False: none. */
    lock?: boolean | Lock | RLock
  }

  /** One value in memory that processes share, without a lock. */
  export class RawValue<C extends Typecode = 'i'> {
    /** One value in shared memory, without a lock. */
    constructor(typecode: C, initial?: CellValue<C>)
    /** The value. Processes that read and write it at the same time lose nothing but each other's changes. */
    value: CellValue<C>
  }

  /**
   * One value in shared memory. Reading and writing take no lock: `v.value += 1` is a read and then a write, and another
   * process may come between the two. Hold `v.getLock()` meanwhile.
   * @example
   * { using _ = v.getLock().hold(); v.value += 1 }
   */
  export class Value<C extends Typecode = 'i'> extends RawValue<C> {
    /** One value in memory that processes share. `v.value += 1` is a read and a write: hold a lock meanwhile. */
    constructor(typecode: C, initial?: CellValue<C>, options?: SharedOptions)
    /** The lock that belongs to it: an RLock, which its holder may take again. */
    getLock(): RLock
    /** The same value without the lock. */
    getObj(): RawValue<C>
    /** `getLock().acquire()`. */
    acquire(options?: Blocking): boolean
    acquire(block: boolean, timeout?: number | null): boolean
    /** `getLock().release()`. */
    release(): void
  }

  /** Values in memory that processes share, without a lock. */
  export class RawArray<C extends Typecode = 'i'> implements Iterable<CellValue<C>> {
    /**
     * Values in shared memory, without a lock.
     * @param sizeOrInitial how many (all 0), or the values themselves
     */
    constructor(typecode: C, sizeOrInitial: number | Iterable<CellValue<C>>)
    [index: number]: CellValue<C>
    readonly length: number
    /** The value at an index. Faster than `array[index]`. */
    get(index: number): CellValue<C>
    /** Sets the value at an index. Faster than `array[index] = value`. */
    set(index: number, value: CellValue<C>): void
    /** The value at an index; negative ones count from the end. */
    at(index: number): CellValue<C>
    /** A copy of a part as a plain array. */
    slice(start?: number, end?: number): CellValue<C>[]
    /** Of an array of characters (`c`, `u`): the text up to the first NUL. Setting it writes from the start. */
    value: string
    /** Of an array of characters: all of them. */
    readonly raw: string;
    [Symbol.iterator](): IterableIterator<CellValue<C>>
  }

  /** Values in shared memory, with a lock. Reading and writing do not take it. */
  // biome-ignore lint/suspicious/noShadowRestrictedNames: Python's name
  export class Array<C extends Typecode = 'i'> extends RawArray<C> {
    /**
     * Values in memory that processes share.
     * @param sizeOrInitial how many (all 0), or the values themselves
     */
    constructor(typecode: C, sizeOrInitial: number | Iterable<CellValue<C>>, options?: SharedOptions)
    /** The lock that belongs to it: an RLock, which its holder may take again. */
    getLock(): RLock
    /** The same values without the lock. */
    getObj(): RawArray<C>
    /** `getLock().acquire()`. */
    acquire(options?: Blocking): boolean
    acquire(block: boolean, timeout?: number | null): boolean
    /** `getLock().release()`. */
    release(): void
  }

  /** The module `multiprocessing.sharedMemory`: memory with a name. */
  export const sharedMemory: typeof import('multiprocessing.sharedMemory')
}
