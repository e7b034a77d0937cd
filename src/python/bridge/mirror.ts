/**
 * A process's copy of a piece of shared memory, in Python's own memory, and what it was when both were last brought together
 * (the twin): what differs from that, the process has changed. Bytes that it has not changed are never written, so that
 * two processes may change different bytes, even of one word.
 *
 * As in the multiple-writer protocol of TreadMarks (Keleher, Cox, Zwaenepoel, "Lazy Release Consistency", 1992).
 */
export class Mirror {
  readonly #twin: Uint8Array
  readonly #twinWords: Int32Array
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
    /** What the copy is and was like; null: it is to be filled with what the shared memory has. */
    known: { readonly version: number } | null,
    heap: Uint8Array,
  ) {
    const { buffer, start, size, versionAt } = parts
    const room = (size + 3) >> 2
    this.#words = new Int32Array(buffer)
    this.#versionAt = versionAt
    this.#shared = new Uint8Array(buffer, start, size)
    this.#sharedWords = new Int32Array(buffer, start, size >> 2)
    this.#twinWords = new Int32Array(room)
    this.#twin = new Uint8Array(this.#twinWords.buffer, 0, size)
    this.#version = known?.version ?? 0
    if (known === null) this.#pull(heap)
    else this.#twin.set(heap.subarray(address, address + size))
  }

  get version(): number {
    return this.#version
  }

  /** Own changes go out. */
  push(heap: Uint8Array, heapWords: Int32Array): void {
    const changed = (this.address & 3) === 0 ? this.#pushWords(heap, heapWords) : this.#pushBytes(heap, 0)
    if (!changed) return
    // Counted after the bytes are there: who sees the number sees them.
    const before = Atomics.add(this.#words, this.#versionAt, 1)
    if (before === this.#version) this.#version = (before + 1) | 0
  }

  /** What others have changed comes in; own changes go out before that, or they would be lost. */
  pull(heap: Uint8Array, heapWords: Int32Array): void {
    if (Atomics.load(this.#words, this.#versionAt) === this.#version) return
    this.push(heap, heapWords)
    this.#pull(heap)
  }

  #pull(heap: Uint8Array): void {
    // Read before the bytes: what comes in between is a change of a later version, and looked for again.
    this.#version = Atomics.load(this.#words, this.#versionAt)
    this.#twin.set(this.#shared)
    heap.set(this.#twin, this.address)
  }

  #pushWords(heap: Uint8Array, heapWords: Int32Array): boolean {
    const twin = this.#twinWords
    const shared = this.#sharedWords
    const { length } = shared
    const first = this.address >> 2
    let changed = false
    for (let i = 0; i < length; i++) {
      const own = heapWords[first + i] as number
      const was = twin[i] as number
      if (own === was) continue
      changed = true
      twin[i] = own
      if (differsWholly(own ^ was)) shared[i] = own
      else this.#writeBytes(i * 4, own, own ^ was)
    }
    return this.#pushBytes(heap, length * 4) || changed
  }

  /** Of a word, the bytes that differ. */
  #writeBytes(at: number, own: number, difference: number): void {
    for (let i = 0; i < 4; i++) {
      if (((difference >>> (i * 8)) & 0xff) !== 0) this.#shared[at + i] = own >>> (i * 8)
    }
  }

  #pushBytes(heap: Uint8Array, from: number): boolean {
    const twin = this.#twin
    let changed = false
    for (let i = from; i < twin.length; i++) {
      const own = heap[this.address + i] as number
      if (own === twin[i]) continue
      changed = true
      twin[i] = own
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
