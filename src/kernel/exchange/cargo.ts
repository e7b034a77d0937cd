import type { Memory } from '../memory/arena.ts'
import { Tag } from '../memory/messages.ts'

/** A value laid into the heap. */
export interface Packed {
  readonly message: number
  /** Length of its bytes. */
  readonly length: number
}

/** Up to so many bytes a message lies among the items themselves; larger ones lie in blocks of their own. */
export const INLINE_BYTES = 1024

/** What is put: a value, ready to be written. */
export interface Cargo {
  tag: Tag
  number: number
  /** Of a message: its bytes' length, and where they are: in `source` (inline) or in the block `message`. */
  length: number
  source: Int32Array
  message: number
}

/** What was taken: read out of shared memory, not decoded yet. */
export interface Taken {
  tag: Tag
  number: number
  length: number
  message: number
  /** Private memory for the bytes of an inline message. */
  readonly words: Int32Array
  readonly bytes: Uint8Array
}

export function nothingTaken(): Taken {
  const words = new Int32Array((INLINE_BYTES + 8) >> 2)
  const bytes = new Uint8Array(words.buffer)
  return { tag: Tag.Undefined, number: 0, length: 0, message: 0, words, bytes }
}

/** A copy of an item in private memory. `bytes`: of a message. */
export interface ItemCopy {
  readonly tag: Tag
  readonly number: number
  readonly bytes: Uint8Array | null
}

/** The bytes of the message that lies at `start` (a word). */
export function bytesAt(memory: Memory, start: number, length: number): Uint8Array {
  return memory.bytes.slice(start * 4, start * 4 + length)
}

/** The tag of a value that needs no encoding; `Message` for the others. */
export function tagOf(value: unknown): Tag {
  if (typeof value === 'number') {
    return (value | 0) === value && (value !== 0 || 1 / value > 0) ? Tag.Int : Tag.Number
  }
  if (value === undefined) return Tag.Undefined
  if (value === null) return Tag.Null
  if (value === true) return Tag.True
  if (value === false) return Tag.False
  return Tag.Message
}

/** Cargo that waits while other values are encoded: with bytes of its own. */
export function copyOf(cargo: Cargo): Cargo {
  if (cargo.tag !== Tag.Inline) return { ...cargo }
  return { ...cargo, source: cargo.source.slice(0, (cargo.length + 3) >> 2) }
}
