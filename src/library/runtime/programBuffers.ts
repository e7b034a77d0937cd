import type { SharedBuffers } from '../../kernel/memory/values/index.ts'

/** How buffers get from one worker to another: by whoever starts the workers. */
export interface BufferPost {
  share(id: string, buffer: SharedArrayBuffer): void
  /** In the order of `ids`, once all are there. */
  fetch(ids: readonly string[]): Promise<readonly SharedArrayBuffer[]>
}

/** The program's own SharedArrayBuffers that this process can name to others, and those that it was given. */
export class ProgramBuffers implements SharedBuffers {
  readonly #post: BufferPost
  readonly #arena: SharedArrayBuffer
  readonly #lane: () => number
  readonly #ids = new WeakMap<SharedArrayBuffer, string>()
  readonly #known = new Map<string, SharedArrayBuffer>()
  #made = 0

  constructor(post: BufferPost, arena: SharedArrayBuffer, lane: () => number) {
    this.#post = post
    this.#arena = arena
    this.#lane = lane
  }

  /** Null for the run's own memory: what lies there belongs to a Value, an Array or the like. */
  idOf(buffer: SharedArrayBuffer): string | null {
    if (buffer === this.#arena) return null
    const known = this.#ids.get(buffer)
    if (known !== undefined) return known
    const id = `${this.#lane()}:${++this.#made}`
    this.#learn(id, buffer)
    this.#post.share(id, buffer)
    return id
  }

  byId(id: string): SharedArrayBuffer | undefined {
    return this.#known.get(id)
  }

  /** Gets the buffers that this process does not have yet. */
  async fetch(ids: readonly string[]): Promise<void> {
    const missing = ids.filter(id => !this.#known.has(id))
    if (missing.length === 0) return
    const buffers = await this.#post.fetch(missing)
    for (const [i, id] of missing.entries()) {
      const buffer = buffers[i]
      if (buffer !== undefined) this.#learn(id, buffer)
    }
  }

  #learn(id: string, buffer: SharedArrayBuffer): void {
    this.#ids.set(buffer, id)
    this.#known.set(id, buffer)
  }
}
