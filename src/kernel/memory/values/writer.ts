import { asInt64, bigIntToText, charCodeAt, isWellFormed, setBytes } from './builtins.ts'
import { encodingError } from './errors.ts'
import { Tag } from './tags.ts'

const FIRST_SIZE = 1 << 14
/** A larger buffer is let go when the next message begins. */
const KEPT_SIZE = 1 << 22
const SHORT = 63
/** Up to here writing ASCII by hand is faster than calling the text encoder. */
const BY_HAND = 160
/** Up to here two bytes a character are written by hand, where the text is not ASCII. */
const UTF16_BY_HAND = 40
/** A text decoder may swallow this character at the start of a text. */
const BYTE_ORDER_MARK = 0xfeff

const double = new Float64Array(1)
const doubleBytes = new Uint8Array(double.buffer)
const long = new BigInt64Array(1)
const longBytes = new Uint8Array(long.buffer)

/** Bytes that grow: numbers and texts of a message. */
export class Writer {
  bytes = new Uint8Array(FIRST_SIZE)
  at = 0
  readonly #encodeText: (text: string) => Uint8Array
  /** Set when memory ran out: no error to recover from. */
  #full = false

  constructor(encodeText: (text: string) => Uint8Array) {
    this.#encodeText = encodeText
  }

  get full(): boolean {
    return this.#full
  }

  begin(): void {
    if (this.bytes.length > KEPT_SIZE) this.bytes = new Uint8Array(FIRST_SIZE)
    this.at = 0
    this.#full = false
  }

  /** What was written, as a view that the next message overwrites. */
  finish(): Uint8Array {
    return new Uint8Array(this.bytes.buffer, 0, this.at)
  }

  reserve(bytes: number): void {
    if (this.at + bytes > this.bytes.length) this.#grow(bytes)
  }

  #grow(bytes: number): void {
    const wanted = this.at + bytes
    let grown: Uint8Array<ArrayBuffer>
    try {
      grown = new Uint8Array(wanted > 2 * this.bytes.length ? wanted + (wanted >> 2) : 2 * this.bytes.length)
    } catch {
      this.#full = true
      throw encodingError('size', { path: 'value', bytes: this.at })
    }
    setBytes(grown, this.bytes)
    this.bytes = grown
  }

  byte(value: number): void {
    if (this.at === this.bytes.length) this.#grow(1)
    this.bytes[this.at++] = value
  }

  varint(value: number): void {
    this.reserve(8)
    let rest = value
    while (rest >= 0x80) {
      const low = rest & 0x7f
      this.bytes[this.at++] = low | 0x80
      rest = (rest - low) / 0x80
    }
    this.bytes[this.at++] = rest
  }

  word(value: number): void {
    this.reserve(4)
    const { bytes, at } = this
    bytes[at] = value
    bytes[at + 1] = value >> 8
    bytes[at + 2] = value >> 16
    bytes[at + 3] = value >> 24
    this.at = at + 4
  }

  raw(source: Uint8Array): void {
    const n = source.length
    this.reserve(n)
    if (n > 64) setBytes(this.bytes, source, this.at)
    else for (let i = 0; i < n; i++) this.bytes[this.at + i] = source[i] as number
    this.at += n
  }

  /** Zeros up to a multiple of `width` (a power of two), counted from the message's start. */
  align(width: number): void {
    while ((this.at & (width - 1)) !== 0) this.byte(0)
  }

  /** A number with its tag. */
  number(value: number): void {
    this.reserve(9)
    const { bytes } = this
    const small = value | 0
    if (small !== value || (value === 0 && 1 / value < 0)) {
      bytes[this.at++] = Tag.Float64
      this.float64(value)
    } else if (small >= 0 && small < 0x80) {
      bytes[this.at++] = Tag.SmallInt + small
    } else if ((small << 24) >> 24 === small) {
      bytes[this.at++] = Tag.Int8
      bytes[this.at++] = small
    } else if ((small << 16) >> 16 === small) {
      bytes[this.at++] = Tag.Int16
      bytes[this.at++] = small
      bytes[this.at++] = small >> 8
    } else {
      bytes[this.at++] = Tag.Int32
      this.word(small)
    }
  }

  /** The numbers of an array as a run of one type, aligned to its width. */
  run(tag: Tag, values: readonly number[]): void {
    const n = values.length
    if (tag === Tag.Int8Array) {
      this.reserve(n)
      const { bytes, at } = this
      for (let i = 0; i < n; i++) bytes[at + i] = values[i] as number
      this.at = at + n
      return
    }
    const width = tag === Tag.Int16Array ? 2 : tag === Tag.Int32Array ? 4 : 8
    this.align(width)
    this.reserve(n * width)
    const { buffer } = this.bytes
    const target =
      width === 2
        ? new Int16Array(buffer, this.at, n)
        : width === 4
          ? new Int32Array(buffer, this.at, n)
          : new Float64Array(buffer, this.at, n)
    for (let i = 0; i < n; i++) target[i] = values[i] as number
    this.at += n * width
  }

  /** A double without a tag. */
  float64(value: number): void {
    this.reserve(8)
    double[0] = value
    for (let i = 0; i < 8; i++) this.bytes[this.at + i] = doubleBytes[i] as number
    this.at += 8
  }

  bigint(value: bigint): void {
    if (asInt64(64, value) !== value) {
      this.byte(Tag.BigIntText)
      this.text(bigIntToText(value, 16))
      return
    }
    this.byte(Tag.BigInt64)
    this.reserve(8)
    long[0] = value
    for (let i = 0; i < 8; i++) this.bytes[this.at + i] = longBytes[i] as number
    this.at += 8
  }

  /** A text with its tag. */
  text(value: string): void {
    const n = value.length
    if (n > BY_HAND) {
      this.#longText(value)
      return
    }
    this.reserve(n + 3)
    const start = this.at
    if (n <= SHORT) this.bytes[this.at++] = Tag.ShortText + n
    else {
      this.bytes[this.at++] = Tag.Ascii
      this.varint(n)
    }
    const { bytes, at } = this
    for (let i = 0; i < n; i++) {
      const code = charCodeAt(value, i)
      if (code > 0x7f) {
        this.at = start
        if (n <= UTF16_BY_HAND) this.#utf16(value)
        else this.#longText(value)
        return
      }
      bytes[at + i] = code
    }
    this.at = at + n
  }

  #longText(value: string): void {
    if (charCodeAt(value, 0) === BYTE_ORDER_MARK || !isWellFormed(value)) {
      this.#utf16(value)
      return
    }
    const encoded = this.#encodeText(value)
    this.byte(encoded.length === value.length ? Tag.Ascii : Tag.Utf8)
    this.varint(encoded.length)
    this.raw(encoded)
  }

  #utf16(value: string): void {
    const n = value.length
    this.byte(Tag.Utf16)
    this.varint(n)
    this.reserve(2 * n)
    const { bytes, at } = this
    for (let i = 0; i < n; i++) {
      const code = charCodeAt(value, i)
      bytes[at + 2 * i] = code
      bytes[at + 2 * i + 1] = code >> 8
    }
    this.at = at + 2 * n
  }
}
