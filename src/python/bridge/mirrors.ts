import type { NamedMemory } from '../../kernel/exchange/namedMemory.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { Obj } from '../../kernel/memory/layout.ts'
import { Mirror } from './mirror.ts'

/** A copy as a forked child is told of it: its memory has that copy already. */
export type MirrorPlace = readonly [handle: number, address: number, version: number]

/**
 * All copies of shared memory that this process has. Every operation that is a synchronisation calls `push` before others
 * can be told of what was done here, or `pull` after this process may have been told of what was done elsewhere.
 */
export class Mirrors {
  /** Whether there is anything to be done at all: asked before every call. */
  active = false
  readonly #heap: () => Uint8Array
  #mirrors: Mirror[] = []
  #words: Int32Array = new Int32Array(0)
  #nextTick = 0

  constructor(heap: () => Uint8Array) {
    this.#heap = heap
  }

  map(
    kernel: Kernel,
    memory: NamedMemory,
    address: number,
    known: { readonly version: number } | null,
  ): void {
    const parts = {
      buffer: kernel.memory.buffer,
      start: memory.start,
      size: memory.size,
      versionAt: memory.id + Obj.Version,
    }
    this.#mirrors.push(new Mirror(parts, memory.id, address, known, this.#heap()))
    this.active = true
  }

  /** Own changes go out before the copy is given up. */
  unmap(handle: number, address: number): void {
    this.push()
    this.#mirrors = this.#mirrors.filter(mirror => mirror.handle !== handle || mirror.address !== address)
    this.active = this.#mirrors.length > 0
  }

  push(): void {
    const heap = this.#heap()
    const words = this.#wordsOf(heap)
    for (const mirror of this.#mirrors) mirror.push(heap, words)
  }

  pull(): void {
    const heap = this.#heap()
    const words = this.#wordsOf(heap)
    for (const mirror of this.#mirrors) mirror.pull(heap, words)
  }

  sync(): void {
    this.push()
    this.pull()
  }

  /** For code that computes and calls nothing: now and then, and the less often the longer it takes. `now`: the time in ms. */
  tick(now: () => number): void {
    const begun = now()
    if (begun < this.#nextTick) return
    this.sync()
    const ended = now()
    this.#nextTick = ended + Math.max(TICK, (ended - begun) * SHARE)
  }

  places(): MirrorPlace[] {
    return this.#mirrors.map(({ handle, address, version }) => [handle, address, version])
  }

  #wordsOf(heap: Uint8Array): Int32Array {
    if (heap.buffer !== this.#words.buffer) {
      this.#words = new Int32Array(heap.buffer, 0, heap.buffer.byteLength >> 2)
    }
    return this.#words
  }
}

/** Least ms between two ticks that do something, and how many times as long as they take themselves. */
const TICK = 3
const SHARE = 20
