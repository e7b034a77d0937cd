import { type BufferReader, readBuffers } from './buffers.ts'
import * as own from './builtins.ts'
import { damaged, type EncodingError, missing, missingBuffer, poisonError } from './errors.ts'
import { ERROR_TYPES, VIEW_TYPES, VIEW_WIDTHS } from './kinds.ts'
import { makePoison } from './poison.ts'
import { Reader } from './reader.ts'
import { type ReadFamily, readFamily, type ShapeReader } from './shapes.ts'
import { type StateCopy, StateKind, type StateMaker } from './states.ts'
import { DEPTH, Family, Tag, TRANSFER_DEPTH } from './tags.ts'
import type { CodecEnvironment, Reviver } from './types.ts'

type Properties = Record<string, unknown>

/** A shape as this message uses it. */
interface UsedShape {
  readonly keys: readonly string[]
  readonly prototype: object | null
  readonly simple: boolean
}

/** Stands for a kernel object whose data is still being read. */
const PENDING: unique symbol = Symbol('pending')

const OwnDate = Date
const OwnRegExp = RegExp
const OwnArray = Array
const OwnMapType = Map
const OwnSetType = Set
const NO_BYTES = new Uint8Array(0)

/** Reads one message at a time. */
export class Decoder {
  /** True while a message is being read: what makes an object again may want to read another meanwhile. */
  busy = false
  readonly #environment: CodecEnvironment
  readonly #revivers: own.OwnMap<string, Reviver>
  readonly #definitions: ShapeReader
  #states: StateMaker | null = null
  readonly #reader: Reader
  readonly #refs: unknown[] = []
  readonly #shapes: UsedShape[] = []
  readonly #later: (() => void)[] = []
  #buffers: BufferReader | null = null
  #limit = DEPTH
  #transfers = 0

  constructor(
    environment: CodecEnvironment,
    revivers: own.OwnMap<string, Reviver>,
    definitions: ShapeReader,
  ) {
    this.#environment = environment
    this.#revivers = revivers
    this.#definitions = definitions
    this.#reader = new Reader(NO_BYTES, environment)
  }

  /** The message in the first `length` of some bytes, which are not kept. */
  decode(bytes: Uint8Array, length: number, states: StateMaker | null): unknown {
    const reader = this.#reader
    this.busy = true
    this.#states = states
    reader.begin(bytes, length)
    try {
      this.#buffers = readBuffers(reader)
      const value = this.#value(0)
      for (let i = 0; i < this.#later.length; i++) this.#later[i]?.()
      if (reader.at !== reader.end) reader.fail()
      return value
    } finally {
      // Before any call: the stack may be full.
      this.busy = false
      this.#end()
    }
  }

  /** Forgets everything, so that no message keeps a program's objects alive. */
  #end(): void {
    this.#refs.length = 0
    this.#shapes.length = 0
    if (this.#later.length > 0) this.#later.length = 0
    this.#buffers = null
    this.#limit = DEPTH
    this.#transfers = 0
    this.#reader.begin(NO_BYTES, 0)
  }

  #value(depth: number): unknown {
    const reader = this.#reader
    const tag = reader.byte()
    if (tag >= Tag.SmallInt) return tag - Tag.SmallInt
    const text = reader.textAfter(tag)
    if (text !== undefined) return text
    switch (tag) {
      case Tag.Reference:
        return this.#reference()
      case Tag.NewShape:
        return this.#record(this.#newShape(), depth)
      case Tag.Shape:
        return this.#record(this.#shapes[reader.varint()] ?? reader.fail(), depth)
      case Tag.Dictionary:
        return this.#dictionary(depth)
      case Tag.Array:
      case Tag.SparseArray:
      case Tag.Map:
      case Tag.Set:
        return this.#container(tag, depth, undefined)
      case Tag.Derived:
        return this.#derived(depth)
      case Tag.Int8Array:
      case Tag.Int16Array:
      case Tag.Int32Array:
      case Tag.Float64Array:
        return this.#keep(reader.run(tag))
      case Tag.Error:
        return this.#error(depth)
      case Tag.Date:
        return this.#keep(new OwnDate(reader.float64()))
      case Tag.RegExp:
        return this.#regExp()
      case Tag.Buffer:
        return this.#keep(this.#window().buffer)
      case Tag.View:
        return this.#view()
      case Tag.SharedBuffer:
        return this.#keep(this.#sharedBuffer())
      case Tag.SharedView:
        return this.#sharedView()
      case Tag.Boxed:
        return this.#keep(own.box(this.#primitive(reader.byte())))
      case Tag.Function: {
        const number = reader.varint()
        const found = this.#environment.functionByNumber(number)
        if (found === undefined) throw missing('function', number)
        return found
      }
      case Tag.Class:
        return this.#class(reader.text())
      case Tag.Transfer:
        return this.#transfer(depth)
      case Tag.Poison:
        return this.#poison()
      case Tag.State:
        return this.#state(depth)
      default:
        return this.#primitive(tag)
    }
  }

  #primitive(tag: number): unknown {
    const reader = this.#reader
    if (tag >= Tag.SmallInt) return tag - Tag.SmallInt
    switch (tag) {
      case Tag.Undefined:
        return undefined
      case Tag.Null:
        return null
      case Tag.True:
        return true
      case Tag.False:
        return false
      case Tag.Int8:
        return reader.int8()
      case Tag.Int16:
        return reader.int16()
      case Tag.Int32:
        return reader.word()
      case Tag.Float64:
        return reader.float64()
      case Tag.BigInt64:
        return reader.bigInt64()
      case Tag.BigIntText:
        return reader.bigIntText()
      default:
        return reader.textAfter(tag) ?? reader.fail()
    }
  }

  /** Gives the next number to a value. */
  #keep<T>(value: T): T {
    this.#refs[this.#refs.length] = value
    return value
  }

  #reference(): unknown {
    const number = this.#reader.varint()
    if (number >= this.#refs.length) this.#reader.fail()
    const value = this.#refs[number]
    return value === PENDING ? this.#reader.fail() : value
  }

  #class(name: string): object {
    const found = this.#environment.classByName(name)
    if (typeof found !== 'function') throw missing('class', name)
    return found
  }

  #prototype({ family, className }: ReadFamily): object | null {
    if (family === Family.NullPrototype) return null
    return family === Family.Plain
      ? own.ObjectPrototype
      : ((this.#class(className) as { prototype: unknown }).prototype as object)
  }

  /** Reads a body now, or later when it is too deep. */
  #body(depth: number, read: (depth: number) => void): void {
    if (depth < this.#limit) read(depth)
    else this.#later[this.#later.length] = () => read(0)
  }

  #newShape(): UsedShape {
    const shape = this.#definitions.read(this.#reader)
    const prototype = this.#prototype(shape)
    const { keys } = shape
    let simple = shape.simple || shape.family === Family.NullPrototype
    if (shape.family === Family.Instance) {
      simple = true
      for (let i = 0; i < keys.length; i++) if ((keys[i] as string) in (prototype as object)) simple = false
    }
    const used = { keys, prototype, simple }
    this.#shapes[this.#shapes.length] = used
    return used
  }

  #record(shape: UsedShape, depth: number): object {
    const object = shape.prototype === own.ObjectPrototype ? {} : own.createObject(shape.prototype)
    this.#refs[this.#refs.length] = object
    if (depth < this.#limit) this.#fields(object as Properties, shape, depth)
    else this.#fieldsLater(object as Properties, shape)
    return object
  }

  // A method of its own: a method that holds a closure keeps its variables on the heap at every call.
  #fieldsLater(object: Properties, shape: UsedShape): void {
    this.#later[this.#later.length] = () => this.#fields(object, shape, 0)
  }

  #fields(object: Properties, { keys, simple }: UsedShape, depth: number): void {
    const n = keys.length
    if (simple) for (let i = 0; i < n; i++) object[keys[i] as string] = this.#value(depth + 1)
    else for (let i = 0; i < n; i++) own.define(object, keys[i] as string, this.#value(depth + 1), true)
  }

  #dictionary(depth: number): object {
    const prototype = this.#prototype(readFamily(this.#reader))
    const count = this.#reader.count(2)
    const object = this.#keep(own.createObject(prototype) as object)
    this.#body(depth, d => this.#properties(object, count, d))
    return object
  }

  #properties(object: object, count: number, depth: number): void {
    for (let i = 0; i < count; i++) {
      const key = this.#reader.text()
      own.define(object, key, this.#value(depth + 1), true)
    }
  }

  #derived(depth: number): object {
    const maker = this.#class(this.#reader.text())
    return this.#container(this.#reader.byte(), depth, maker)
  }

  #container(tag: number, depth: number, maker: object | undefined): object {
    switch (tag) {
      case Tag.Array:
        return this.#array(depth, maker)
      case Tag.SparseArray:
        return this.#sparseArray(depth, maker)
      case Tag.Map:
        return this.#map(depth, maker)
      case Tag.Set:
        return this.#set(depth, maker)
      default:
        return this.#reader.fail()
    }
  }

  /** The fields of an instance of the program's own subclass of a built-in class. */
  #extras(object: object, maker: object | undefined, depth: number): void {
    if (maker !== undefined) this.#properties(object, this.#reader.count(2), depth)
  }

  #array(depth: number, maker: object | undefined): unknown[] {
    const n = this.#reader.count(1)
    const array = maker === undefined ? [] : (own.construct(OwnArray, [], maker) as unknown[])
    this.#keep(array)
    if (depth < this.#limit && maker === undefined) this.#items(array, n, depth)
    else {
      this.#body(depth, d => {
        this.#items(array, n, d)
        this.#extras(array, maker, d)
      })
    }
    return array
  }

  #items(array: unknown[], n: number, depth: number): void {
    const reader = this.#reader
    for (let i = 0; i < n; i++) {
      if (reader.bytes[reader.at] === Tag.Hole) {
        reader.byte()
        array.length = i + 1
      } else array[i] = this.#value(depth + 1)
    }
  }

  #sparseArray(depth: number, maker: object | undefined): unknown[] {
    const reader = this.#reader
    const length = reader.varint()
    if (length > 0xffffffff) reader.fail()
    const count = reader.count(2)
    const array = own.construct(OwnArray, [], maker ?? OwnArray) as unknown[]
    // The longest length first makes engines use a table of indices, so that no memory is taken for holes.
    array.length = 0xffffffff
    array.length = length
    this.#keep(array)
    this.#body(depth, d => {
      for (let i = 0; i < count; i++) {
        const index = reader.varint()
        if (index >= length) reader.fail()
        array[index] = this.#value(d + 1)
      }
      this.#extras(array, maker, d)
    })
    return array
  }

  #map(depth: number, maker: object | undefined): object {
    const count = this.#reader.count(2)
    const map = own.construct(OwnMapType, [], maker ?? OwnMapType) as Map<unknown, unknown>
    this.#keep(map)
    this.#body(depth, d => {
      for (let i = 0; i < count; i++) {
        const key = this.#value(d + 1)
        own.mapPut(map, key, this.#value(d + 1))
      }
      this.#extras(map, maker, d)
    })
    return map
  }

  #set(depth: number, maker: object | undefined): object {
    const count = this.#reader.count(1)
    const set = own.construct(OwnSetType, [], maker ?? OwnSetType) as Set<unknown>
    this.#keep(set)
    this.#body(depth, d => {
      for (let i = 0; i < count; i++) own.setAdd(set, this.#value(d + 1))
      this.#extras(set, maker, d)
    })
    return set
  }

  #error(depth: number): object {
    const reader = this.#reader
    const type = ERROR_TYPES[reader.byte()] ?? reader.fail()
    const className = reader.text()
    const maker = className === '' ? type : this.#class(className)
    const count = reader.count(3)
    const error = own.construct(type, type === AggregateError ? [[]] : [], maker)
    this.#keep(error)
    this.#body(depth, d => {
      for (let i = 0; i < count; i++) {
        const enumerable = reader.byte() === 1
        const key = reader.text()
        const value = this.#value(d + 1)
        // Defining an engine's own stack would first format it, which is slow and may run code of the program.
        if (key === 'stack' && own.hasOwn(error, key)) (error as Error).stack = value as string
        else own.define(error, key, value, enumerable)
      }
    })
    return error
  }

  #regExp(): RegExp {
    const reader = this.#reader
    const start = reader.at
    const source = reader.text()
    const flags = reader.text()
    const lastIndex = this.#primitive(reader.byte())
    if (typeof lastIndex !== 'number') throw damaged(start)
    let made: RegExp
    try {
      made = new OwnRegExp(source, flags)
    } catch {
      throw damaged(start)
    }
    made.lastIndex = lastIndex
    return this.#keep(made)
  }

  #window(): { readonly buffer: ArrayBuffer; readonly start: number } {
    const number = this.#reader.varint()
    return this.#buffers?.window(number) ?? this.#reader.fail()
  }

  #view(): object {
    const reader = this.#reader
    const type = reader.byte()
    const View = VIEW_TYPES[type] ?? reader.fail()
    const width = VIEW_WIDTHS[type] ?? reader.fail()
    const { buffer, start } = this.#window()
    const offset = reader.varint() - start
    const bytes = reader.varint()
    const fits = offset >= 0 && offset + bytes <= own.bufferLength(buffer)
    if (!fits || offset % width !== 0 || bytes % width !== 0) reader.fail()
    return this.#keep(new View(buffer, offset, bytes / width))
  }

  /** A buffer that this process was given, or else cannot be had any more while it runs. */
  #sharedBuffer(): SharedArrayBuffer {
    const id = this.#buffers?.shared[this.#reader.varint()] ?? this.#reader.fail()
    const found = this.#environment.buffers?.byId(id)
    if (found === undefined) throw missingBuffer(id)
    return found
  }

  #sharedView(): object {
    const reader = this.#reader
    const type = reader.byte()
    const View = VIEW_TYPES[type] ?? reader.fail()
    const width = VIEW_WIDTHS[type] ?? reader.fail()
    const buffer = this.#sharedBuffer()
    const offset = reader.varint()
    const bytes = reader.varint()
    const fits = offset + bytes <= own.sharedBufferLength(buffer)
    if (!fits || offset % width !== 0 || bytes % width !== 0) reader.fail()
    return this.#keep(new View(buffer as unknown as ArrayBuffer, offset, bytes / width))
  }

  #transfer(depth: number): object {
    const reader = this.#reader
    const type = reader.text()
    const revive = this.#revivers.get(type)
    if (revive === undefined) throw missing('type', type)
    if (this.#transfers === TRANSFER_DEPTH) reader.fail()
    const number = this.#refs.length
    this.#refs[number] = PENDING
    const limit = this.#limit
    this.#limit = depth + DEPTH
    this.#transfers++
    const data = this.#value(depth)
    this.#transfers--
    this.#limit = limit
    const made = revive(data)
    this.#refs[number] = made
    return made
  }

  #state(depth: number): object {
    const reader = this.#reader
    const kind = reader.byte()
    if (kind > StateKind.Instance) reader.fail()
    const className = kind === StateKind.Instance ? reader.text() : ''
    if (className !== '') this.#class(className)
    const count = reader.count(kind === StateKind.Array ? 1 : 2)
    if (this.#states === null) throw missing('type', 'shared state')
    const copy = this.#states.create(kind, className)
    this.#keep(copy.proxy)
    this.#body(depth, d => this.#fillState(copy, kind, count, d))
    return copy.proxy
  }

  #fillState(copy: StateCopy, kind: StateKind, count: number, depth: number): void {
    for (let i = 0; i < count; i++) {
      const key = kind === StateKind.Array ? `${i}` : this.#reader.text()
      copy.put(key, this.#value(depth + 1))
    }
  }

  #poison(): object {
    const reader = this.#reader
    const callable = reader.byte() === 1
    const reason = reader.text()
    const count = reader.count(2)
    const params: Record<string, string | number> = {}
    for (let i = 0; i < count; i++) {
      const name = reader.text()
      const value = this.#primitive(reader.byte())
      if (typeof value !== 'string' && typeof value !== 'number') reader.fail()
      own.define(params, name, value, true)
    }
    const error = (): EncodingError => poisonError(reason, params) ?? reader.fail()
    error()
    return this.#keep(makePoison({ reason, params }, callable, error))
  }
}
