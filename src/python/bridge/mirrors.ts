import type { NamedMemory } from '../../kernel/exchange/namedMemory.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { Obj } from '../../kernel/memory/layout.ts'
import type { WorkerHooks } from '../runtime/hooks.ts'
import { type Heap, Mirror } from './mirror.ts'

/** A copy as a forked child is told of it: its memory has that copy already, and room for its twin. */
export type MirrorPlace = readonly [handle: number, address: number, twin: number, version: number]

/** What Python's memory is to this folder. */
type MemoryHooks = Pick<WorkerHooks, 'heap' | 'allocate' | 'free' | 'firstDifference'>

/**
 * All copies of shared memory that this process has. Every operation that is a synchronisation calls `push` before others
 * can be told of what was done here, or `pull` after this process may have been told of what was done elsewhere.
 */
export class Mirrors {
  /** Whether there is anything to be done at all: asked before every call. */
  active = false
  readonly #hooks: MemoryHooks
  #mirrors: Mirror[] = []
  #heap: Heap
  #nextTick = 0

  constructor(hooks: MemoryHooks) {
    this.#hooks = hooks
    this.#heap = heapOf(hooks)
  }

  map(
    kernel: Kernel,
    memory: NamedMemory,
    address: number,
    known: { readonly twin: number; readonly version: number } | null,
  ): void {
    const parts = {
      buffer: kernel.memory.buffer,
      start: memory.start,
      size: memory.size,
      versionAt: memory.id + Obj.Version,
    }
    const twin = known?.twin ?? this.#hooks.allocate(memory.size)
    this.#mirrors.push(new Mirror(parts, memory.id, address, twin, known, this.#current()))
    this.active = true
  }

  /** Own changes go out before the copy is given up. */
  unmap(handle: number, address: number): void {
    this.push()
    const at = this.#mirrors.findIndex(mirror => mirror.handle === handle && mirror.address === address)
    for (const { twin } of at === -1 ? [] : this.#mirrors.splice(at, 1)) this.#hooks.free(twin)
    this.active = this.#mirrors.length > 0
  }

  push(): void {
    const heap = this.#current()
    for (const mirror of this.#mirrors) mirror.push(heap)
  }

  pull(): void {
    const heap = this.#current()
    for (const mirror of this.#mirrors) mirror.pull(heap)
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
    return this.#mirrors.map(({ handle, address, twin, version }) => [handle, address, twin, version])
  }

  #current(): Heap {
    if (this.#hooks.heap() !== this.#heap.bytes) this.#heap = heapOf(this.#hooks)
    return this.#heap
  }
}

function heapOf({ heap, firstDifference }: MemoryHooks): Heap {
  const bytes = heap()
  return { bytes, words: new Int32Array(bytes.buffer, 0, bytes.byteLength >> 2), firstDifference }
}

/** Least ms between two ticks that do something, and how many times as long as they take themselves. */
const TICK = 3
const SHARE = 20
