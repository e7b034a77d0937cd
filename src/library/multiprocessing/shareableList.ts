import { TRANSFER, type Transfer } from '../../kernel/memory/values/index.ts'
import { requireIterable, typeName } from '../arguments.ts'
import { ArgumentError, IndexError, ValueError } from '../errors.ts'
import { current } from '../runtime/current.ts'
import { INSPECT, inspect } from '../runtime/inspect.ts'
import { SharedMemory } from './sharedMemory.ts'
import { transferOf } from './transfer.ts'

type Item = number | bigint | boolean | string | Uint8Array | null

/** What an item is, in the place of its slot's description. */
const enum Kind {
  Null = 0,
  Boolean = 1,
  Int = 2,
  Float = 3,
  BigInt = 4,
  Text = 5,
  Bytes = 6,
}

/** 32-bit words that describe a slot, after the count: kind, length in use, length of the slot, where it begins (bytes). */
const DESCRIPTION = 4

/**
 * `multiprocessing.shared_memory.ShareableList`: a list of fixed length in shared memory. Each item has a slot: eight bytes,
 * or for a text or bytes a multiple of eight, fixed when the list is made.
 */
export class ShareableList implements Iterable<Item> {
  readonly #memory: SharedMemory
  readonly #bytes: Uint8Array
  readonly #words: Int32Array;
  [index: number]: Item

  constructor(sequence?: Iterable<Item> | null, options: { readonly name?: string | null } = {}) {
    const { name = null } = options
    const made =
      restoring ?? (sequence === undefined || sequence === null ? null : fill([...iterable(sequence)], name))
    restoring = null
    this.#memory = made ?? new SharedMemory(name)
    this.#bytes = this.#memory.buf
    this.#words = this.#memory.view(Int32Array, 0, this.#memory.size >> 2) as Int32Array
    // biome-ignore lint/correctness/noConstructorReturn: the proxy stands for the object
    return new Proxy(this, indexed(this))
  }

  get length(): number {
    return this.#words[0] as number
  }

  get shm(): SharedMemory {
    return this.#memory
  }

  /** How the items lie in memory, in the letters of Python's `struct`. */
  get format(): string {
    let format = ''
    for (let i = 0; i < this.length; i++) format += this.#formatOf(i)
    return format
  }

  get(index: number): Item {
    current().kernel.gate.point()
    return this.#read(this.#index(index))
  }

  set(index: number, value: Item): void {
    current().kernel.gate.point()
    const at = 1 + this.#index(index) * DESCRIPTION
    const packed = pack(value)
    const room = this.#words[at + 2] as number
    if (packed.bytes.length > room) {
      throw new ValueError(
        'shareableList.room',
        { length: packed.bytes.length, room },
        `The item takes ${packed.bytes.length} bytes, and its place in the list has ${room}: it was made for a shorter one.`,
      )
    }
    this.#words[at] = packed.kind
    this.#words[at + 1] = packed.bytes.length
    this.#bytes.set(packed.bytes, this.#words[at + 3] as number)
  }

  /** How often a value is in it. */
  count(value: Item): number {
    return [...this].filter(item => same(item, value)).length
  }

  /** Where a value is first. Throws ValueError when it is not in the list. */
  index(value: Item): number {
    const found = [...this].findIndex(item => same(item, value))
    if (found >= 0) return found
    const shown = inspect(value, { error: String })
    throw new ValueError('shareableList.missing', { value: shown }, `${shown} is not in the list.`)
  }

  *[Symbol.iterator](): Generator<Item> {
    for (let i = 0; i < this.length; i++) yield this.get(i)
  }

  [TRANSFER](): Transfer {
    return transferOf('multiprocessing.ShareableList', this.#memory, [])
  }

  [INSPECT](): string {
    const items = Array.from({ length: this.length }, (_, i) => inspect(this.#read(i), { error: String }))
    return `ShareableList([${items.join(', ')}], name='${this.#memory.name}')`
  }

  #index(index: number): number {
    const { length } = this
    const place = index < 0 ? index + length : index
    if (Number.isInteger(place) && place >= 0 && place < length) return place
    throw new IndexError(
      'shareableList.index',
      { index: String(index), length },
      `There is no index ${String(index)} in a ShareableList of ${length}.`,
    )
  }

  #read(index: number): Item {
    const at = 1 + index * DESCRIPTION
    const start = this.#words[at + 3] as number
    const bytes = this.#bytes.slice(start, start + (this.#words[at + 1] as number))
    const data = new DataView(bytes.buffer)
    switch (this.#words[at] as Kind) {
      case Kind.Null:
        return null
      case Kind.Boolean:
        return bytes[0] === 1
      case Kind.Int:
      case Kind.Float:
        return data.getFloat64(0, true)
      case Kind.BigInt:
        return data.getBigInt64(0, true)
      case Kind.Text:
        return current().kernel.host.decodeText(bytes)
      default:
        return bytes
    }
  }

  #formatOf(index: number): string {
    const at = 1 + index * DESCRIPTION
    switch (this.#words[at] as Kind) {
      case Kind.Null:
        return 'xxxxxx?x'
      case Kind.Boolean:
        return 'xxxxxxx?'
      case Kind.Float:
        return 'd'
      case Kind.Text:
      case Kind.Bytes:
        return `${this.#words[at + 2]}s`
      default:
        return 'q'
    }
  }
}

let restoring: SharedMemory | null = null

/** The list of another process, here. */
export function restoreShareableList(memory: unknown): ShareableList {
  restoring = memory as SharedMemory
  return new ShareableList()
}

function iterable(sequence: Iterable<Item>): Iterable<Item> {
  requireIterable(sequence, 'ShareableList')
  return sequence
}

/** New shared memory with these items. */
function fill(items: readonly Item[], name: string | null): SharedMemory {
  const packed = items.map(pack)
  const rooms = packed.map(({ kind, bytes }) =>
    kind >= Kind.Text ? 8 * (Math.floor(bytes.length / 8) + 1) : 8,
  )
  const head = (4 * (1 + items.length * DESCRIPTION) + 7) & ~7
  const size = head + rooms.reduce((sum, room) => sum + room, 0)
  const memory = new SharedMemory(name, { create: true, size })
  const words = memory.view(Int32Array, 0, head >> 2) as Int32Array
  words[0] = items.length
  let start = head
  for (const [i, { kind, bytes }] of packed.entries()) {
    const room = rooms[i] as number
    words.set([kind, bytes.length, room, start], 1 + i * DESCRIPTION)
    memory.buf.set(bytes, start)
    start += room
  }
  return memory
}

function pack(value: Item): { readonly kind: Kind; readonly bytes: Uint8Array } {
  const bytes = new Uint8Array(8)
  const data = new DataView(bytes.buffer)
  if (value === null) return { kind: Kind.Null, bytes }
  if (typeof value === 'boolean') {
    bytes[0] = Number(value)
    return { kind: Kind.Boolean, bytes }
  }
  if (typeof value === 'number') {
    data.setFloat64(0, value, true)
    return { kind: Number.isInteger(value) ? Kind.Int : Kind.Float, bytes }
  }
  if (typeof value === 'bigint' && BigInt.asIntN(64, value) === value) {
    data.setBigInt64(0, value, true)
    return { kind: Kind.BigInt, bytes }
  }
  if (typeof value === 'string') return { kind: Kind.Text, bytes: current().kernel.host.encodeText(value) }
  if (value instanceof Uint8Array) return { kind: Kind.Bytes, bytes: value.slice() }
  const type = typeName(value)
  throw new ArgumentError(
    'shareableList.item',
    { type },
    `A ShareableList holds numbers, big integers of 64 bits, strings, bytes (Uint8Array), true, false and null, not ${type}.`,
  )
}

function same(one: Item, other: Item): boolean {
  if (!(one instanceof Uint8Array) || !(other instanceof Uint8Array)) return one === other
  return one.length === other.length && one.every((byte, i) => byte === other[i])
}

const INDEX = /^-?\d+$/

function indexed(list: ShareableList): ProxyHandler<ShareableList> {
  return {
    get(_target, key) {
      if (typeof key === 'string' && INDEX.test(key)) return list.get(Number(key))
      const value: unknown = Reflect.get(list, key, list)
      return typeof value === 'function' && key !== 'constructor' ? value.bind(list) : value
    },
    set(_target, key, value) {
      if (typeof key !== 'string' || !INDEX.test(key)) return Reflect.set(list, key, value)
      list.set(Number(key), value)
      return true
    },
  }
}
