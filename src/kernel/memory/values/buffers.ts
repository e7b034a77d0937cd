import { bufferLength, max, min, OwnMap } from './builtins.ts'
import type { Reader } from './reader.ts'
import type { Writer } from './writer.ts'

/** Views keep their alignment when a buffer is cut to what they use. */
const ALIGNMENT = 8

interface Window {
  readonly buffer: ArrayBuffer
  start: number
  end: number
}

/**
 * The buffers of a message, written at its end, when it is known which part of each the message's views use: a chunk
 * of a large array then costs no more than the chunk.
 */
export class BufferWriter {
  #windows: Window[] = []
  #numbers = new OwnMap<ArrayBuffer, number>()

  get any(): boolean {
    return this.#windows.length > 0
  }

  /** The number of a buffer of which the bytes from `start` to `end` are needed. */
  add(buffer: ArrayBuffer, start: number, end: number): number {
    const from = start - (start % ALIGNMENT)
    const known = this.#numbers.get(buffer)
    if (known === undefined) {
      const number = this.#windows.length
      this.#windows[number] = { buffer, start: from, end }
      this.#numbers.set(buffer, number)
      return number
    }
    const window = this.#windows[known] as Window
    if (from < window.start) window.start = from
    if (end > window.end) window.end = end
    return known
  }

  addWhole(buffer: ArrayBuffer): number {
    return this.add(buffer, 0, bufferLength(buffer))
  }

  /** Count; of each buffer where its window starts, its length, its bytes. */
  write(out: Writer): void {
    const windows = this.#windows
    out.varint(windows.length)
    for (let i = 0; i < windows.length; i++) {
      const { buffer, start, end } = windows[i] as Window
      // A getter of the program may have shortened the buffer since it was seen.
      const length = max(0, min(end, bufferLength(buffer)) - start)
      out.varint(start)
      out.varint(length)
      if (length > 0) out.raw(new Uint8Array(buffer, start, length))
    }
  }

  clear(): void {
    if (this.#windows.length === 0) return
    this.#windows = []
    this.#numbers = new OwnMap()
  }
}

interface ReadWindow {
  readonly buffer: ArrayBuffer
  readonly start: number
}

/** The buffers of a message, read before its values. */
export class BufferReader {
  readonly #windows: ReadWindow[] = []

  constructor(reader: Reader) {
    const count = reader.count(2)
    for (let i = 0; i < count; i++) {
      const start = reader.varint()
      this.#windows[i] = { start, buffer: reader.copy(reader.count(1)) }
    }
  }

  window(number: number): ReadWindow | undefined {
    return this.#windows[number]
  }
}
