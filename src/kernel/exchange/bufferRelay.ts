interface Wish {
  readonly ids: readonly string[]
  readonly answer: (buffers: readonly SharedArrayBuffer[]) => void
}

/**
 * The programs' own SharedArrayBuffers of one run, at whoever starts its workers: a worker that blocks hears no messages, so a
 * process tells of a buffer before the child that needs it is claimed, and the child asks for it before it begins.
 */
export class BufferRelay {
  readonly #buffers = new Map<string, SharedArrayBuffer>()
  #wishes: Wish[] = []

  share(id: string, buffer: SharedArrayBuffer): void {
    this.#buffers.set(id, buffer)
    const wishes = this.#wishes
    this.#wishes = []
    for (const { ids, answer } of wishes) this.want(ids, answer)
  }

  /** Nobody will want it again. */
  drop(id: string): void {
    this.#buffers.delete(id)
  }

  /** Answers once all are known: what one worker told may come later than what another asks. */
  want(ids: readonly string[], answer: (buffers: readonly SharedArrayBuffer[]) => void): void {
    const found: SharedArrayBuffer[] = []
    for (const id of ids) {
      const buffer = this.#buffers.get(id)
      if (buffer !== undefined) found.push(buffer)
    }
    if (found.length === ids.length) answer(found)
    else this.#wishes.push({ ids, answer })
  }
}
