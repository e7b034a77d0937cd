import { asciiText } from './ascii.ts'
import { bigIntOf, fromCharCodes, isHexadecimal, min, sliceBuffer, sliceText } from './builtins.ts'
import { damaged } from './errors.ts'
import { Tag } from './tags.ts'

/** Up to here putting ASCII together by hand is faster than calling the text decoder. */
const BY_HAND = 40
const CHUNK = 4096

const double = new Float64Array(1)
const doubleBytes = new Uint8Array(double.buffer)
const long = new BigInt64Array(1)
const longBytes = new Uint8Array(long.buffer)

interface TextSource {
  decodeText(bytes: Uint8Array): string
}

/** Reads what `Writer` wrote; every read is checked against the message's end. */
export class Reader {
  bytes: Uint8Array
  at = 0
  /** Where values end: what stands behind is not for them. */
  end: number
  readonly #decoder: TextSource

  constructor(bytes: Uint8Array, decoder: TextSource) {
    this.bytes = bytes
    this.end = bytes.length
    this.#decoder = decoder
  }

  /** Begins with another message: the first `length` bytes. */
  begin(bytes: Uint8Array, length: number): void {
    this.bytes = bytes
    this.at = 0
    this.end = length
  }

  fail(): never {
    throw damaged(this.at)
  }

  /** Fails unless `bytes` more are there. */
  need(bytes: number): void {
    if (this.at + bytes > this.end) this.fail()
  }

  byte(): number {
    if (this.at >= this.end) this.fail()
    return this.bytes[this.at++] as number
  }

  varint(): number {
    let value = this.byte()
    if (value < 0x80) return value
    value &= 0x7f
    for (let scale = 0x80; scale <= 2 ** 42; scale *= 0x80) {
      const next = this.byte()
      value += (next & 0x7f) * scale
      if (next < 0x80) return value
    }
    return this.fail()
  }

  /** A count of things of which each takes at least `size` bytes. */
  count(size: number): number {
    const n = this.varint()
    if (n * size > this.end - this.at) this.fail()
    return n
  }

  word(): number {
    this.need(4)
    const { bytes, at } = this
    this.at = at + 4
    return (
      (bytes[at] as number) |
      ((bytes[at + 1] as number) << 8) |
      ((bytes[at + 2] as number) << 16) |
      ((bytes[at + 3] as number) << 24)
    )
  }

  int8(): number {
    return (this.byte() << 24) >> 24
  }

  int16(): number {
    const low = this.byte()
    return ((low | (this.byte() << 8)) << 16) >> 16
  }

  float64(): number {
    this.need(8)
    for (let i = 0; i < 8; i++) doubleBytes[i] = this.bytes[this.at + i] as number
    this.at += 8
    return double[0] as number
  }

  bigInt64(): bigint {
    this.need(8)
    for (let i = 0; i < 8; i++) longBytes[i] = this.bytes[this.at + i] as number
    this.at += 8
    return long[0] as bigint
  }

  bigIntText(): bigint {
    const digits = this.text()
    if (!isHexadecimal(digits)) this.fail()
    return digits[0] === '-' ? -bigIntOf(`0x${sliceText(digits, 1)}`) : bigIntOf(`0x${digits}`)
  }

  /** `bytes` bytes as memory of their own, aligned. */
  copy(bytes: number): ArrayBuffer {
    this.need(bytes)
    const start = this.bytes.byteOffset + this.at
    this.at += bytes
    return sliceBuffer(this.bytes.buffer as ArrayBuffer, start, start + bytes)
  }

  align(width: number): void {
    while ((this.at & (width - 1)) !== 0) this.byte()
  }

  /** A run of numbers of one type. */
  run(tag: Tag): number[] {
    const width = tag === Tag.Int8Array ? 1 : tag === Tag.Int16Array ? 2 : tag === Tag.Int32Array ? 4 : 8
    const n = this.count(width)
    const values: number[] = []
    if (width === 1) {
      const { bytes, at } = this
      for (let i = 0; i < n; i++) values[i] = ((bytes[at + i] as number) << 24) >> 24
      this.at = at + n
      return values
    }
    this.align(width)
    const copy = this.copy(n * width)
    const source =
      width === 2 ? new Int16Array(copy) : width === 4 ? new Int32Array(copy) : new Float64Array(copy)
    for (let i = 0; i < n; i++) values[i] = source[i] as number
    return values
  }

  /** A text with its tag. */
  text(): string {
    const tag = this.byte()
    return this.textAfter(tag) ?? this.fail()
  }

  /** The text that `tag` introduces; undefined when it introduces none. */
  textAfter(tag: number): string | undefined {
    if (tag >= Tag.ShortText && tag < Tag.SmallInt) return this.#ascii(tag - Tag.ShortText)
    if (tag === Tag.Ascii) return this.#ascii(this.count(1))
    if (tag === Tag.Utf8) return this.#decode(this.count(1))
    if (tag === Tag.Utf16) return this.#utf16(this.count(2))
    return undefined
  }

  #ascii(n: number): string {
    if (n > BY_HAND) return this.#decode(n)
    this.need(n)
    const start = this.at
    this.at = start + n
    return asciiText(this.bytes, start, n)
  }

  #decode(n: number): string {
    this.need(n)
    const start = this.at
    this.at += n
    try {
      return this.#decoder.decodeText(
        new Uint8Array(this.bytes.buffer as ArrayBuffer, this.bytes.byteOffset + start, n),
      )
    } catch {
      throw damaged(start)
    }
  }

  #utf16(n: number): string {
    const codes = new Uint16Array(this.copy(2 * n))
    let text = ''
    for (let i = 0; i < n; i += CHUNK) {
      const length = min(CHUNK, n - i)
      text += fromCharCodes(new Uint16Array(codes.buffer, 2 * i, length))
    }
    return text
  }
}
