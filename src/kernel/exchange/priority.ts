import { KernelError } from '../errors.ts'
import type { Kernel } from '../kernel.ts'
import { type Memory, word } from '../memory/arena.ts'

/**
 * What a priority queue compares: an item's key, made once when it is put. A key is a run of parts, each with its kind:
 * numbers (whole and other numbers, big integers and booleans compare with each other), texts, and lists whose elements
 * follow, with an end. Two keys are compared part by part, as Python compares tuples. Bytes of a number and of a text are
 * laid so that comparing bytes compares values.
 */
const enum Part {
  End = 0,
  Number = 1,
  Text = 2,
  List = 3,
  /** What has no order. Followed by the name of its type, as a text. */
  Other = 4,
}

const NAMES = ['the end of an array', 'a number', 'a string', 'an array', '']

/** Lays an item's key into the heap. Throws KernelError `memory.full`, and as `keyOf`. */
export function layKey({ heap, memory }: Kernel, value: unknown): number {
  const bytes = keyOf(value)
  const key = heap.allocate(1 + ((bytes.length + 3) >> 2))
  memory.words[key] = bytes.length
  memory.bytes.set(bytes, (key + 1) * 4)
  return key
}

/** The bytes of an item's key. Throws KernelError `priority.order` for what has no order at all. */
function keyOf(value: unknown): Uint8Array {
  const out: number[] = []
  write(value, out, 0)
  if (out[0] === Part.Other) throw unordered(typeName(value))
  return Uint8Array.from(out)
}

function write(value: unknown, out: number[], depth: number): void {
  switch (typeof value) {
    case 'boolean':
      writeNumber(Number(value), 0n, out)
      return
    case 'number':
      if (Number.isNaN(value)) writeOther('NaN', out)
      else writeNumber(value, 0n, out)
      return
    case 'bigint':
      writeBigInt(value, out)
      return
    case 'string':
      out.push(Part.Text)
      writeText(value, out)
      return
  }
  if (!Array.isArray(value) || depth === DEPTH) {
    writeOther(typeName(value), out)
    return
  }
  out.push(Part.List)
  for (const element of value) write(element, out, depth + 1)
  out.push(Part.End)
}

const DEPTH = 50

const double = new DataView(new ArrayBuffer(8))

/** A float64 so that its bytes compare as numbers do, then what must be added to it (0 but for large big integers). */
function writeNumber(value: number, rest: bigint, out: number[]): void {
  out.push(Part.Number)
  const negative = value < 0
  double.setFloat64(0, negative ? -value : value === 0 ? 0 : value)
  const bytes = Array.from({ length: 8 }, (_, i) => double.getUint8(i))
  bytes[0] = (bytes[0] as number) | 0x80
  const digits = rest === 0n ? '' : rest.toString(16)
  const even = digits.length % 2 === 0 ? digits : `0${digits}`
  const length = even.length / 2
  bytes.push(length >> 16, (length >> 8) & 0xff, length & 0xff)
  for (let i = 0; i < length; i++) bytes.push(Number.parseInt(even.slice(2 * i, 2 * i + 2), 16))
  for (const byte of bytes) out.push(negative ? byte ^ 0xff : byte)
}

function writeBigInt(value: bigint, out: number[]): void {
  const size = value < 0n ? -value : value
  let below = Math.min(Number(size), Number.MAX_VALUE)
  if (BigInt(below) > size) {
    // The next float64 towards zero.
    double.setFloat64(0, below)
    double.setBigUint64(0, double.getBigUint64(0) - 1n)
    below = double.getFloat64(0)
  }
  writeNumber(value < 0n ? -below : below, size - BigInt(below), out)
}

/** UTF-16 units in the way of UTF-8, each one higher, so that 0 ends the text and bytes compare as units do. */
function writeText(text: string, out: number[]): void {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i) + 1
    if (unit < 0x80) out.push(unit)
    else if (unit < 0x800) out.push(0xc0 | (unit >> 6), 0x80 | (unit & 0x3f))
    else out.push(0xe0 | (unit >> 12), 0x80 | ((unit >> 6) & 0x3f), 0x80 | (unit & 0x3f))
  }
  out.push(0)
}

function writeOther(name: string, out: number[]): void {
  out.push(Part.Other)
  writeText(name, out)
}

/**
 * Below 0: the key in block `a` comes first. With `strict` it throws KernelError `priority.compare` where two parts have no
 * order between them; else those are alike. A block is a length in bytes, then the bytes.
 */
export function compareKeys(memory: Memory, a: number, b: number, strict: boolean): number {
  const { bytes, words } = memory
  let i = (a + 1) * 4
  let j = (b + 1) * 4
  const end = i + word(words, a)
  while (i < end) {
    const part: Part = bytes[i++] as number
    const other: Part = bytes[j++] as number
    if (part !== other || part === Part.Other) {
      if (part === Part.End || other === Part.End) return part === Part.End ? -1 : 1
      if (!strict) return 0
      throw incomparable(nameAt(bytes, i, part), nameAt(bytes, j, other))
    }
    if (part === Part.End || part === Part.List) continue
    // Numbers: 8 bytes, a length of 3 bytes (mirrored when negative), so many more. Texts: up to a 0.
    let rest = part === Part.Number ? 11 : -1
    for (let n = 0; rest !== 0; n++) {
      const x = bytes[i++] as number
      const y = bytes[j++] as number
      if (x !== y) return x - y
      rest--
      if (part === Part.Text) {
        if (x === 0) break
      } else if (n === 10) rest = lengthBefore(bytes, i)
    }
  }
  return 0
}

/** Length of the digits that follow the head of a number, of which the last byte was just before `at`. */
function lengthBefore(bytes: Uint8Array, at: number): number {
  const mirror = ((bytes[at - 11] as number) & 0x80) === 0 ? 0xff : 0
  const byte = (back: number) => (bytes[at - back] as number) ^ mirror
  return (byte(3) << 16) | (byte(2) << 8) | byte(1)
}

function nameAt(bytes: Uint8Array, at: number, part: Part): string {
  if (part !== Part.Other) return NAMES[part] ?? ''
  let name = ''
  for (let i = at; bytes[i] !== 0; i++) name += String.fromCharCode((bytes[i] as number) - 1)
  return name
}

function typeName(value: unknown): string {
  if (value === null || value === undefined) return String(value)
  if (typeof value !== 'object') return `a ${typeof value}`
  const name = (value as { constructor?: { name?: unknown } }).constructor?.name
  return typeof name === 'string' && /^[\x20-\x7d]+$/.test(name) ? name : 'object'
}

function unordered(type: string): KernelError {
  return new KernelError(
    'priority.order',
    { type },
    `A PriorityQueue cannot order ${type}. Put an array whose first element is a number or a string, the least first: ` +
      '[priority, item].',
    'TypeError',
  )
}

function incomparable(type: string, other: string): KernelError {
  return new KernelError(
    'priority.compare',
    { type, other },
    `A PriorityQueue cannot say whether ${type} or ${other} comes first. Put what decides before it: ` +
      '[priority, counter, item], with a counter that no two items share.',
    'TypeError',
  )
}
