import type { Kernel } from '../kernel.ts'
import { word } from '../memory/arena.ts'
import { messageObjects, Tag } from '../memory/messages.ts'
import type { Destination } from '../memory/values/index.ts'
import { type Cargo, INLINE_BYTES, type ItemCopy, nothingTaken, type Taken, tagOf } from './cargo.ts'

/** Values on their way into a stream and out of it: encoded and decoded outside every section. */
export class Parcels {
  readonly #kernel: Kernel
  readonly #options: { readonly to: Destination }
  readonly #cargo: Cargo
  /** Buffer of the codec and the words in it. */
  #buffer: ArrayBufferLike | null = null
  #words: Int32Array = new Int32Array(0)

  constructor(kernel: Kernel, to: Destination) {
    this.#kernel = kernel
    this.#options = { to }
    this.#cargo = { tag: Tag.Undefined, number: 0, length: 0, source: this.#words, message: 0 }
  }

  /**
   * Makes a value ready to be put. What it returns is good until the next value is encoded. `inline`: small messages may lie
   * among the items. Throws EncodingError for what cannot be sent, KernelError `memory.full`.
   */
  load(value: unknown, inline: boolean): Cargo {
    const cargo = this.#cargo
    const tag = tagOf(value)
    if (tag !== Tag.Message) {
      cargo.tag = tag
      cargo.message = 0
      cargo.length = 0
      cargo.number = tag >= Tag.Int ? (value as number) : 0
      return cargo
    }
    const { bytes, objects } = this.#kernel.codec.encode(value, this.#options)
    const { length } = bytes
    if (inline && length <= INLINE_BYTES && objects.length === 0) {
      if (bytes.buffer !== this.#buffer) {
        this.#buffer = bytes.buffer
        this.#words = new Int32Array(bytes.buffer, 0, bytes.buffer.byteLength >> 2)
      }
      cargo.tag = Tag.Inline
      cargo.source = this.#words
      cargo.message = 0
    } else {
      cargo.message = this.#kernel.storeMessage(bytes, objects).message
      cargo.tag = Tag.Message
    }
    cargo.length = length
    return cargo
  }

  /** The value that was taken. Frees what held it. */
  open(taken: Taken): unknown {
    switch (taken.tag) {
      case Tag.Int:
      case Tag.Number:
        return taken.number
      case Tag.Inline:
        return this.#kernel.codec.decode(taken.bytes, taken.length)
      case Tag.Message:
        return this.#message(taken)
      case Tag.Null:
        return null
      case Tag.True:
        return true
      case Tag.False:
        return false
      default:
        return undefined
    }
  }

  /** The value of an item that stays where it is. */
  read({ tag, number, bytes }: ItemCopy): unknown {
    if (bytes !== null) return this.#kernel.codec.decode(bytes)
    return this.open({ ...nothingTaken(), tag, number })
  }

  #message({ message, length }: Taken): unknown {
    const kernel = this.#kernel
    const { words } = kernel.memory
    // Objects go from the message's hands into this process's in one piece: a pipe's end may have no other holder.
    const names = word(words, message) > 0
    if (names) kernel.sections.guard()
    try {
      return kernel.codec.decode(kernel.readMessage(message, length))
    } finally {
      for (const object of messageObjects(words, message)) kernel.objects.release(object)
      kernel.heap.free(message)
      if (names) kernel.sections.unguard()
    }
  }
}
