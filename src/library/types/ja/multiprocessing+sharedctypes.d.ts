declare module 'multiprocessing' {
  /**
   * 共有メモリーに置く値の型です。Python と同じ文字を使います。`i` と `l` は 32 ビット、`h` は 16 ビット、`b` は 8 ビットの整数（大文字は
   * 符号なし）、`q` と `Q` は 64 ビットの BigInt、`f` と `d` は 32 ビットと 64 ビットの浮動小数点数、`?` は真偽値、`c` は U+0100 未満の
   * 文字、`u` は 16 ビットの文字です。大きすぎる整数は桁あふれして回り込みます。構造体はありません。いくつかの値に分けてください。
   */
  export type Typecode =
    | ('b' | 'B' | 'h' | 'H' | 'i' | 'I' | 'l' | 'L')
    | ('q' | 'Q' | 'f' | 'd' | '?' | 'c' | 'u')
  /** その型のセルに入る値です。 */
  export type CellValue<C extends Typecode> = C extends 'q' | 'Q'
    ? bigint
    : C extends '?'
      ? boolean
      : C extends 'c' | 'u'
        ? string
        : number

  export interface SharedOptions {
    /** true（既定値）なら専用の RLock が付きます。ロックを渡すとそれを使います。false ならロックはありません。 */
    lock?: boolean | Lock | RLock
  }

  /** プロセスが共有するメモリーに置いた一つの値です。ロックはありません。 */
  export class RawValue<C extends Typecode = 'i'> {
    /** 共有メモリーに置いた、ロックのない一つの値です。 */
    constructor(typecode: C, initial?: CellValue<C>)
    /** 値です。同時に読み書きすると、互いの変更が失われることがあります。 */
    value: CellValue<C>
  }

  /**
   * 共有メモリーに置いた一つの値です。読み書きはロックを取りません。`v.value += 1` は読み取りと書き込みの二段階で、その間にほかのプロセスが
   * 割り込むことがあります。その間は `v.getLock()` を持っていてください。
   * @example
   * { using _ = v.getLock().hold(); v.value += 1 }
   */
  export class Value<C extends Typecode = 'i'> extends RawValue<C> {
    /** プロセス間で共有される一つの値です。`v.value += 1` は読み取りと書き込みの二つの操作なので、その間はロックを取ります。 */
    constructor(typecode: C, initial?: CellValue<C>, options?: SharedOptions)
    /** 付いているロックです。RLock なので、持っている側は重ねて取れます。 */
    getLock(): RLock
    /** ロックの付かない同じ値です。 */
    getObj(): RawValue<C>
    /** `getLock().acquire()` と同じです。 */
    acquire(options?: Blocking): boolean
    acquire(block: boolean, timeout?: number | null): boolean
    /** `getLock().release()` と同じです。 */
    release(): void
  }

  /** プロセスが共有するメモリーに置いた値の並びです。ロックはありません。 */
  export class RawArray<C extends Typecode = 'i'> implements Iterable<CellValue<C>> {
    /**
     * 共有メモリーに置いた、ロックのない値の並びです。
     * @param sizeOrInitial 個数（すべて 0 になります）、または値そのものの並びです。
     */
    constructor(typecode: C, sizeOrInitial: number | Iterable<CellValue<C>>)
    [index: number]: CellValue<C>
    readonly length: number
    /** 指定した位置の値です。`array[index]` より速く読めます。 */
    get(index: number): CellValue<C>
    /** 指定した位置に値を入れます。`array[index] = value` より速く書けます。 */
    set(index: number, value: CellValue<C>): void
    /** 指定した位置の値です。負の位置は末尾から数えます。 */
    at(index: number): CellValue<C>
    /** 一部分を普通の配列としてコピーします。 */
    slice(start?: number, end?: number): CellValue<C>[]
    /** 文字の配列（`c`、`u`）で、最初の NUL までの文字列です。代入すると先頭から書き込みます。 */
    value: string
    /** 文字の配列で、すべての文字です。 */
    readonly raw: string;
    [Symbol.iterator](): IterableIterator<CellValue<C>>
  }

  /** 共有メモリーに置いた値の並びで、ロックが付いています。読み書きはロックを取りません。 */
  // biome-ignore lint/suspicious/noShadowRestrictedNames: Python's name
  export class Array<C extends Typecode = 'i'> extends RawArray<C> {
    /**
     * プロセス間で共有される値の並びです。
     * @param sizeOrInitial 個数（すべて 0 になります）、または値そのものの並びです。
     */
    constructor(typecode: C, sizeOrInitial: number | Iterable<CellValue<C>>, options?: SharedOptions)
    /** 付いているロックです。RLock なので、持っている側は重ねて取れます。 */
    getLock(): RLock
    /** ロックの付かない同じ値の並びです。 */
    getObj(): RawArray<C>
    /** `getLock().acquire()` と同じです。 */
    acquire(options?: Blocking): boolean
    acquire(block: boolean, timeout?: number | null): boolean
    /** `getLock().release()` と同じです。 */
    release(): void
  }

  /** モジュール `multiprocessing.sharedMemory` です。名前の付いたメモリーを扱います。 */
  export const sharedMemory: typeof import('multiprocessing.sharedMemory')
}
