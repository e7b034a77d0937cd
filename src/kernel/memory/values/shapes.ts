import { imul, ObjectPrototype, OwnMap } from './builtins.ts'
import type { Reader } from './reader.ts'
import { Family, Tag } from './tags.ts'
import { Writer } from './writer.ts'

/** Shapes of one family that start with the same key; the oldest gives way. */
const ALTERNATIVES = 16
/** First keys that one family remembers. */
const FIRST_KEYS = 256
const REMEMBERED_DEFINITIONS = 512

/** A list of keys that objects share, with the bytes that define it. */
class Shape {
  readonly keys: readonly string[]
  readonly definition: Uint8Array
  /** The last message that defined it, and its number there. */
  message = -1
  number = 0

  constructor(keys: readonly string[], definition: Uint8Array) {
    this.keys = keys
    this.definition = definition
  }
}

class Alternatives {
  readonly shapes: Shape[] = []
  next = 0
}

/** Shapes of plain objects, of objects without a prototype, or of one class; kept from message to message. */
export class ShapeFamily {
  readonly family: Family
  readonly className: string
  #byFirstKey = new OwnMap<string, Alternatives>()
  #last: Shape | null = null
  readonly #encodeText: (text: string) => Uint8Array

  constructor(family: Family, className: string, encodeText: (text: string) => Uint8Array) {
    this.family = family
    this.className = className
    this.#encodeText = encodeText
  }

  find(keys: readonly string[]): Shape {
    const last = this.#last
    if (last !== null && sameKeys(last.keys, keys)) return last
    const first = keys.length === 0 ? '' : (keys[0] as string)
    const known = this.#byFirstKey.get(first) ?? this.#remember(first)
    const { shapes } = known
    for (let i = 0; i < shapes.length; i++) {
      const shape = shapes[i] as Shape
      if (sameKeys(shape.keys, keys)) {
        this.#last = shape
        return shape
      }
    }
    const made = new Shape(keys, this.#define(keys))
    shapes[known.next] = made
    known.next = (known.next + 1) % ALTERNATIVES
    this.#last = made
    return made
  }

  #remember(first: string): Alternatives {
    if (this.#byFirstKey.size >= FIRST_KEYS) this.#byFirstKey = new OwnMap()
    const made = new Alternatives()
    this.#byFirstKey.set(first, made)
    return made
  }

  /** Length, hash, then family, class name, count and keys. */
  #define(keys: readonly string[]): Uint8Array {
    const body = new Writer(this.#encodeText)
    this.writeHead(body)
    body.varint(keys.length)
    for (let i = 0; i < keys.length; i++) body.text(keys[i] as string)
    const bytes = body.finish()
    const whole = new Writer(this.#encodeText)
    whole.varint(bytes.length)
    whole.word(hash(bytes))
    whole.raw(bytes)
    return new Uint8Array(whole.finish())
  }

  writeHead(out: Writer): void {
    out.byte(this.family)
    if (this.family === Family.Instance) out.text(this.className)
  }
}

/** The shapes that the message in hand has defined. */
export class ShapeNumbers {
  #message = 0
  #shapes: Shape[] = []
  #count = 0

  get count(): number {
    return this.#count
  }

  begin(): void {
    this.#message++
    this.#count = 0
  }

  /** Defines a shape, or names it when it is defined already. */
  write(out: Writer, shape: Shape): void {
    if (shape.message === this.#message) {
      out.byte(Tag.Shape)
      out.varint(shape.number)
      return
    }
    out.byte(Tag.NewShape)
    out.raw(shape.definition)
    shape.message = this.#message
    shape.number = this.#count++
    this.#shapes[shape.number] = shape
  }

  /** Takes definitions back, from `count` on. */
  truncate(count: number): void {
    for (let i = count; i < this.#count; i++) (this.#shapes[i] as Shape).message = -1
    this.#count = count
  }
}

function sameKeys(a: readonly string[], b: readonly string[]): boolean {
  const n = a.length
  if (n !== b.length) return false
  for (let i = 0; i < n; i++) if (a[i] !== b[i]) return false
  return true
}

function hash(bytes: Uint8Array): number {
  let value = 0x811c9dc5 | 0
  for (let i = 0; i < bytes.length; i++) value = imul(value ^ (bytes[i] as number), 0x01000193)
  return value
}

/** What a decoder makes of a family's head. */
export interface ReadFamily {
  readonly family: Family
  readonly className: string
}

interface ReadShape extends ReadFamily {
  readonly keys: readonly string[]
  /** Bytes of the definition, hash left out. */
  readonly definition: Uint8Array
  /** Whether a plain assignment of every key makes an own property, as far as `Object.prototype` goes. */
  readonly simple: boolean
}

export function readFamily(reader: Reader): ReadFamily {
  const family = reader.byte()
  if (family > Family.Instance) reader.fail()
  return { family, className: family === Family.Instance ? reader.text() : '' }
}

/** Definitions seen before, so that their keys need not be read again. */
export class ShapeReader {
  #known = new OwnMap<number, ReadShape>()

  read(reader: Reader): ReadShape {
    const length = reader.varint()
    const key = reader.word()
    reader.need(length)
    const known = this.#known.get(key)
    if (known !== undefined && sameBytes(known.definition, reader.bytes, reader.at, length)) {
      reader.at += length
      return known
    }
    const start = reader.at
    const { family, className } = readFamily(reader)
    const count = reader.count(1)
    const keys: string[] = []
    let simple = true
    for (let i = 0; i < count; i++) {
      const name = reader.text()
      keys[i] = name
      if (name in ObjectPrototype) simple = false
    }
    if (reader.at !== start + length) reader.fail()
    reader.at = start
    const definition = new Uint8Array(reader.copy(length))
    const shape = { family, className, keys, definition, simple }
    if (this.#known.size >= REMEMBERED_DEFINITIONS) this.#known = new OwnMap()
    this.#known.set(key, shape)
    return shape
  }
}

function sameBytes(known: Uint8Array, bytes: Uint8Array, at: number, length: number): boolean {
  if (known.length !== length) return false
  for (let i = 0; i < length; i++) if (known[i] !== bytes[at + i]) return false
  return true
}
