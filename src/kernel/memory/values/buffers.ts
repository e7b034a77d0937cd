import { bufferLength, max, min, OwnMap } from './builtins.ts'
import type { Reader } from './reader.ts'
import { Flag } from './tags.ts'
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
  /** Names of the shared buffers. */
  #shared: string[] = []

  get any(): boolean {
    return this.#windows.length > 0 || this.#shared.length > 0
  }

  /** The number of a shared buffer, which is not written but named. */
  addShared(id: string): number {
    for (let i = 0; i < this.#shared.length; i++) if (this.#shared[i] === id) return i
    this.#shared[this.#shared.length] = id
    return this.#shared.length - 1
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

  /** Count; of each buffer where its window starts, its length, its bytes. Then count and names of the shared buffers. */
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
    out.varint(this.#shared.length)
    for (let i = 0; i < this.#shared.length; i++) out.text(this.#shared[i] as string)
  }

  clear(): void {
    if (!this.any) return
    this.#shared = []
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
  /** Names of the shared buffers. */
  readonly shared: string[] = []

  constructor(reader: Reader) {
    const count = reader.count(2)
    for (let i = 0; i < count; i++) {
      const start = reader.varint()
      this.#windows[i] = { start, buffer: reader.copy(reader.count(1)) }
    }
    const shared = reader.count(1)
    for (let i = 0; i < shared; i++) this.shared[i] = reader.text()
  }

  window(number: number): ReadWindow | undefined {
    return this.#windows[number]
  }
}

/** Reads a message's flags and, from its end, its buffers; the reader then stands at the root value. */
export function readBuffers(reader: Reader): BufferReader | null {
  const flags = reader.byte()
  if (flags === Flag.None) return null
  if (flags !== Flag.Buffers) reader.fail()
  const { end, at } = reader
  reader.at = end - 4
  if (reader.at < at) reader.fail()
  const start = reader.word()
  if (start < at || start > end - 4) reader.fail()
  reader.at = start
  reader.end = end - 4
  const buffers = new BufferReader(reader)
  if (reader.at !== reader.end) reader.fail()
  reader.at = at
  reader.end = start
  return buffers
}
