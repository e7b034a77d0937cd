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
    for (let i = 0; i < length; i += STRIDE) {
      const end = Math.min(i + STRIDE, length)
      if (end - i === STRIDE && isSame(heapWords, first + i, twin, i)) continue
      for (let at = i; at < end; at++) {
        const own = heapWords[first + at] as number
        const difference = own ^ (twin[at] as number)
        if (difference === 0) continue
        changed = true
        twin[at] = own
        if (differsWholly(difference)) shared[at] = own
        else this.#writeBytes(at * 4, own, difference)
      }
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

/** Words that are looked at together. */
const STRIDE = 8

/** Whether so many words are the same: without a branch for each. */
function isSame(a: Int32Array, i: number, b: Int32Array, j: number): boolean {
  const first = ((a[i] as number) ^ (b[j] as number)) | ((a[i + 1] as number) ^ (b[j + 1] as number))
  const second = ((a[i + 2] as number) ^ (b[j + 2] as number)) | ((a[i + 3] as number) ^ (b[j + 3] as number))
  const third = ((a[i + 4] as number) ^ (b[j + 4] as number)) | ((a[i + 5] as number) ^ (b[j + 5] as number))
  const fourth = ((a[i + 6] as number) ^ (b[j + 6] as number)) | ((a[i + 7] as number) ^ (b[j + 7] as number))
  return (first | second | third | fourth) === 0
}

const differsWholly = (difference: number): boolean =>
  (difference & 0xff) !== 0 &&
  (difference & 0xff00) !== 0 &&
  (difference & 0xff0000) !== 0 &&
  (difference & 0xff000000) !== 0
