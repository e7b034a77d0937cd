import { BLOCK, type FirstDifference } from '../runtime/firstDifference.ts'

/** Python's memory as it is now: it moves when it grows. */
export interface Heap {
  readonly bytes: Uint8Array
  readonly words: Int32Array
  readonly firstDifference: FirstDifference
}

/**
 * A process's copy of a piece of shared memory, in Python's own memory, and there, too, what it was when both were last brought together
 * (the twin): what differs from that, the process has changed. Bytes that it has not changed are never written, so that
 * two processes may change different bytes, even of one word.
 *
 * As in the multiple-writer protocol of TreadMarks (Keleher, Cox, Zwaenepoel, "Lazy Release Consistency", 1992).
 */
export class Mirror {
  readonly #size: number
  /** The shared memory itself. */
  readonly #shared: Uint8Array
  readonly #sharedWords: Int32Array
  /** Its version, which whoever changes it counts up. */
  readonly #words: Int32Array
  readonly #versionAt: number
  /** Version that the twin has, at least. */
  #version: number

  constructor(
    parts: {
      readonly buffer: SharedArrayBuffer
      /** Where the shared memory begins, a multiple of 4, and its bytes. */
      readonly start: number
      readonly size: number
      /** Word of its version. */
      readonly versionAt: number
    },
    readonly handle: number,
    readonly address: number,
    /** Where the twin is, a multiple of 4. */
    readonly twin: number,
    /** What the copy is and was like; null: it is to be filled with what the shared memory has. */
    known: { readonly version: number } | null,
    heap: Heap,
  ) {
    const { buffer, start, size, versionAt } = parts
    this.#size = size
    this.#words = new Int32Array(buffer)
    this.#versionAt = versionAt
    this.#shared = new Uint8Array(buffer, start, size)
    this.#sharedWords = new Int32Array(buffer, start, size >> 2)
    this.#version = known?.version ?? 0
    if (known === null) this.#pull(heap)
    else heap.bytes.copyWithin(twin, address, address + size)
  }

  get version(): number {
    return this.#version
  }

  /** Own changes go out. */
  push(heap: Heap): void {
    const { address, twin } = this
    const whole = this.#size & -BLOCK
    const end = address + whole
    let changed = false
    for (let at = address; ; at += BLOCK) {
      at = heap.firstDifference(at, twin + at - address, end)
      if (at === end) break
      this.#carry(heap, at - address, at - address + BLOCK)
      changed = true
    }
    if (this.#carry(heap, whole, this.#size)) changed = true
    if (!changed) return
    // Counted after the bytes are there: who sees the number sees them.
    const before = Atomics.add(this.#words, this.#versionAt, 1)
    if (before === this.#version) this.#version = (before + 1) | 0
  }

  /** What others have changed comes in; own changes go out before that, or they would be lost. */
  pull(heap: Heap): void {
    if (Atomics.load(this.#words, this.#versionAt) === this.#version) return
    this.push(heap)
    this.#pull(heap)
  }

  #pull({ bytes }: Heap): void {
    // Read before the bytes: what comes in between is a change of a later version, and looked for again.
    this.#version = Atomics.load(this.#words, this.#versionAt)
    bytes.set(this.#shared, this.twin)
    bytes.copyWithin(this.address, this.twin, this.twin + this.#size)
  }

  /** What was changed of the bytes `from` … `to − 1`. Whether any was. */
  #carry(heap: Heap, from: number, to: number): boolean {
    const aligned = (this.address & 3) === 0 ? to & ~3 : from
    const words = this.#carryWords(heap.words, from >> 2, aligned >> 2)
    const bytes = this.#carryBytes(heap.bytes, aligned, to)
    return words || bytes
  }

  #carryWords(words: Int32Array, from: number, to: number): boolean {
    const copy = this.address >> 2
    const twin = this.twin >> 2
    let changed = false
    for (let i = from; i < to; i++) {
      const own = words[copy + i] as number
      const difference = own ^ (words[twin + i] as number)
      if (difference === 0) continue
      changed = true
      words[twin + i] = own
      if (differsWholly(difference)) this.#sharedWords[i] = own
      else this.#writeBytes(i * 4, own, difference)
    }
    return changed
  }

  /** Of a word, the bytes that differ. */
  #writeBytes(at: number, own: number, difference: number): void {
    for (let i = 0; i < 4; i++) {
      if (((difference >>> (i * 8)) & 0xff) !== 0) this.#shared[at + i] = own >>> (i * 8)
    }
  }

  #carryBytes(bytes: Uint8Array, from: number, to: number): boolean {
    const { address, twin } = this
    let changed = false
    for (let i = from; i < to; i++) {
      const own = bytes[address + i] as number
      if (own === bytes[twin + i]) continue
      changed = true
      bytes[twin + i] = own
      this.#shared[i] = own
    }
    return changed
  }
}

const differsWholly = (difference: number): boolean =>
  (difference & 0xff) !== 0 &&
  (difference & 0xff00) !== 0 &&
  (difference & 0xff0000) !== 0 &&
  (difference & 0xff000000) !== 0
