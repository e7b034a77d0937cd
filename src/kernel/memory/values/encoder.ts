import { arrayIndex, indicesOf, layoutOf } from './arrays.ts'
import { BufferWriter } from './buffers.ts'
import * as own from './builtins.ts'
import { classify, type KnownClass } from './classes.ts'
import { entryKey, mapItems, setItems } from './collections.ts'
import { errorEntries } from './errorEntries.ts'
import { EncodingError, encodingError, thrownText } from './errors.ts'
import { Identities } from './identities.ts'
import { type Builtin, builtinOf, Kind } from './kinds.ts'
import { LeafWriter } from './leaves.ts'
import { poisonCause } from './poison.ts'
import { Refusals } from './refusals.ts'
import { ShapeFamily, ShapeNumbers } from './shapes.ts'
import { type SharedState, StateKind, stateOf } from './states.ts'
import { DEPTH, Family, Flag, SHAPE_KEYS, Tag, TRANSFER_DEPTH } from './tags.ts'
import { Trail } from './trail.ts'
import {
  type CodecEnvironment,
  type Destination,
  type Encoded,
  type EncodeOptions,
  TRANSFER,
  type Transfer,
  type Transferable,
} from './types.ts'
import { Writer } from './writer.ts'

type Properties = Record<string, unknown>

/** Writes one message at a time; keeps its buffer and the shapes it knows from one to the next. */
export class Encoder {
  /** True while a message is being written: a getter of the program may want to send another meanwhile. */
  busy = false
  readonly #environment: CodecEnvironment
  readonly #out: Writer
  readonly #trail = new Trail()
  readonly #seen = new Identities()
  readonly #buffers = new BufferWriter()
  readonly #leaves: LeafWriter
  readonly #refusals: Refusals
  readonly #classes = new own.OwnMap<object, KnownClass>()
  readonly #plain: ShapeFamily
  readonly #bare: ShapeFamily
  readonly #shapes = new ShapeNumbers()
  #to: Destination = 'message'
  /** Bodies put off, in order. */
  #later: (() => void)[] = []
  #limit = DEPTH
  #transfers = 0
  #objects: number[] = []
  /** An error of a kernel object's own, which is passed on as it is. */
  #foreign: unknown

  constructor(environment: CodecEnvironment) {
    this.#environment = environment
    const encodeText = (text: string): Uint8Array => environment.encodeText(text)
    this.#out = new Writer(encodeText)
    this.#leaves = new LeafWriter(this.#out, this.#seen, this.#buffers, environment)
    this.#refusals = new Refusals(this.#out, this.#trail, this.#seen, environment)
    this.#plain = new ShapeFamily(Family.Plain, '', encodeText)
    this.#bare = new ShapeFamily(Family.NullPrototype, '', encodeText)
  }

  encode(value: unknown, options: EncodeOptions | undefined): Encoded {
    const out = this.#out
    this.busy = true
    this.#refusals.lenient = options?.lenient === true
    this.#to = options?.to ?? 'message'
    this.#trail.begin(options?.root, options?.names)
    this.#shapes.begin()
    out.begin()
    try {
      out.byte(Flag.None)
      this.#value(value, 0)
      for (let i = 0; i < this.#later.length; i++) this.#later[i]?.()
      if (this.#buffers.any) {
        const start = out.at
        out.bytes[0] = Flag.Buffers
        this.#buffers.write(out)
        out.word(start)
      }
      return { bytes: out.finish(), objects: this.#objects }
    } catch (error) {
      throw this.#explained(error)
    } finally {
      this.#end()
    }
  }

  #end(): void {
    this.busy = false
    this.#seen.clear()
    this.#buffers.clear()
    if (this.#later.length > 0) this.#later = []
    if (this.#objects.length > 0) this.#objects = []
    this.#limit = DEPTH
    this.#transfers = 0
    this.#foreign = undefined
  }

  #explained(error: unknown): unknown {
    if (error instanceof EncodingError || (this.#foreign !== undefined && error === this.#foreign))
      return error
    return encodingError('unreadable', { path: `${this.#trail}`, reason: thrownText(error) })
  }

  #value(value: unknown, depth: number): void {
    const out = this.#out
    switch (typeof value) {
      case 'number':
        out.number(value)
        return
      case 'string':
        out.text(value)
        return
      case 'object':
        if (value === null) out.byte(Tag.Null)
        else this.#object(value, depth)
        return
      case 'boolean':
        out.byte(value ? Tag.True : Tag.False)
        return
      case 'undefined':
        out.byte(Tag.Undefined)
        return
      case 'bigint':
        out.bigint(value)
        return
      case 'function':
        this.#refusals.writeFunction(value)
        return
      case 'symbol':
        this.#refusals.refuse(value, 'symbol', { name: own.textOf(value) })
        return
    }
  }

  #reference(number: number): void {
    this.#out.byte(Tag.Reference)
    this.#out.varint(number)
  }

  #object(value: object, depth: number): void {
    const known = this.#seen.find(value)
    if (known >= 0) {
      this.#reference(known)
      return
    }
    const cause = poisonCause(value)
    if (cause !== undefined) {
      this.#refusals.poisoned(value, cause.reason, cause.params)
      return
    }
    const state = stateOf(value)
    if (state !== undefined && this.#to === 'thread') {
      this.#seen.add(value)
      this.#writeTransfer(state.transfer(), depth)
    } else if (state !== undefined) this.#stateCopy(value, state, depth)
    else if (this.#refusals.lenient) this.#guarded(value, depth)
    else this.#structure(value, depth)
  }

  /** Undoes what was written of an object that turns out to be unreadable, and poisons it. */
  #guarded(value: object, depth: number): void {
    const out = this.#out
    const { at } = out
    const seen = this.#seen.count
    const shapes = this.#shapes.count
    const later = this.#later.length
    const objects = this.#objects.length
    const limit = this.#limit
    const transfers = this.#transfers
    try {
      this.#structure(value, depth)
    } catch (error) {
      if (out.full) throw error
      out.at = at
      this.#seen.truncate(seen)
      this.#shapes.truncate(shapes)
      this.#later.length = later
      this.#objects.length = objects
      this.#limit = limit
      this.#transfers = transfers
      this.#trail.level = depth - 1
      const foreign = this.#foreign !== undefined && error === this.#foreign
      const reason = foreign ? 'transfer' : 'unreadable'
      this.#refusals.refuse(value, reason, { reason: thrownText(error) })
    }
  }

  #structure(value: object, depth: number): void {
    const prototype = own.getPrototypeOf(value) as object | null
    if (prototype === own.ObjectPrototype) {
      this.#record(value, this.#plain, depth)
      return
    }
    if (prototype === null) {
      this.#record(value, this.#bare, depth)
      return
    }
    const builtin = builtinOf(prototype)
    if (builtin !== undefined) {
      this.#ofKind(value, builtin, '', this.#plain, depth)
      return
    }
    const known = this.#classes.get(prototype)
    if (known !== undefined) {
      this.#ofKind(value, known.base, known.name, known.family, depth)
      return
    }
    const transfer = (value as { [TRANSFER]?: unknown })[TRANSFER]
    if (typeof transfer === 'function') {
      this.#transfer(value as Transferable, depth)
      return
    }
    const found = classify(prototype, this.#environment)
    if ('reason' in found) this.#refusals.refuse(value, found.reason, found.params)
    else {
      if (found.name !== '') this.#classes.set(prototype, found)
      this.#ofKind(value, found.base, found.name, found.family, depth)
    }
  }

  /** `className` is empty for instances of built-in classes. */
  #ofKind(value: object, base: Builtin, className: string, family: ShapeFamily, depth: number): void {
    switch (base.kind) {
      case Kind.Plain:
        this.#record(value, family, depth)
        return
      case Kind.Array:
        if (own.isArray(value)) this.#array(value, depth, className)
        else this.#refusals.refuse(value, 'prototype', {})
        return
      case Kind.Map:
        this.#collection(value, Tag.Map, mapItems(value), depth, className)
        return
      case Kind.Set:
        this.#collection(value, Tag.Set, setItems(value), depth, className)
        return
      case Kind.Error:
        this.#error(value as Error, base, className, depth)
        return
      default: {
        const refusal = this.#leaves.write(value, base)
        if (refusal !== null) this.#refusals.refuse(value, refusal.reason, refusal.params)
      }
    }
  }

  #record(value: object, family: ShapeFamily, depth: number): void {
    const out = this.#out
    const keys = own.keysOf(value)
    this.#seen.add(value)
    if (keys.length > SHAPE_KEYS) {
      out.byte(Tag.Dictionary)
      family.writeHead(out)
      out.varint(keys.length)
      this.#propertiesAt(value as Properties, keys, depth)
      return
    }
    this.#shapes.write(out, family.find(keys))
    if (depth < this.#limit) this.#fields(value as Properties, keys, depth)
    else this.#fieldsLater(value as Properties, keys)
  }

  // Closures stand in methods of their own: a method that holds one keeps its variables on the heap at every call.
  #propertiesAt(value: Properties, keys: readonly string[], depth: number): void {
    this.#body(depth, d => this.#properties(value, keys, d))
  }

  #fieldsLater(value: Properties, keys: readonly string[]): void {
    this.#putOff(d => this.#fields(value, keys, d))
  }

  /** Writes a body now, or later when it is too deep. */
  #body(depth: number, write: (depth: number) => void): void {
    if (depth < this.#limit) write(depth)
    else this.#putOff(write)
  }

  #putOff(write: (depth: number) => void): void {
    const base = this.#trail.mark()
    this.#later[this.#later.length] = () => {
      this.#trail.base = base
      write(0)
    }
  }

  #fields(value: Properties, keys: readonly string[], depth: number): void {
    const trail = this.#trail
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i] as string
      trail.step(depth, key)
      if (this.#refusals.lenient) this.#member(value, key, depth)
      else this.#value(value[key], depth + 1)
    }
  }

  /** A property whose getter may throw, which then poisons it alone. */
  #member(value: Properties, key: string | number, depth: number): void {
    let member: unknown
    try {
      member = value[key]
    } catch (error) {
      this.#refusals.refuse({}, 'unreadable', { reason: thrownText(error) })
      return
    }
    this.#value(member, depth + 1)
  }

  #properties(value: Properties, keys: readonly string[], depth: number): void {
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i] as string
      this.#out.text(key)
      this.#trail.step(depth, key)
      this.#member(value, key, depth)
    }
  }

  /** The head of an instance of the program's own subclass of a built-in class. */
  #derived(className: string): void {
    if (className === '') return
    this.#out.byte(Tag.Derived)
    this.#out.text(className)
  }

  /** The fields of such an instance; indices of arrays are not among them. */
  #extras(value: object, className: string, depth: number): void {
    if (className === '') return
    const all = own.keysOf(value)
    const keys: string[] = []
    for (let i = 0; i < all.length; i++) {
      const key = all[i] as string
      if (!own.isArray(value) || arrayIndex(key) < 0) keys[keys.length] = key
    }
    this.#out.varint(keys.length)
    this.#properties(value as Properties, keys, depth)
  }

  #array(array: unknown[], depth: number, className: string): void {
    const out = this.#out
    const found = layoutOf(array)
    this.#seen.add(array)
    this.#derived(className)
    const n = array.length
    if (found === Tag.SparseArray) {
      const indices = indicesOf(array)
      out.byte(Tag.SparseArray)
      out.varint(n)
      out.varint(indices.length)
      this.#body(depth, d => {
        for (let i = 0; i < indices.length; i++) {
          const index = indices[i] as number
          out.varint(index)
          this.#trail.step(d, index)
          this.#member(array as unknown as Properties, index, d)
        }
        this.#extras(array, className, d)
      })
    } else if (found === Tag.Array || className !== '') {
      out.byte(Tag.Array)
      out.varint(n)
      if (depth < this.#limit && className === '') {
        this.#items(array, n, depth)
        return
      }
      this.#body(depth, d => {
        this.#items(array, n, d)
        this.#extras(array, className, d)
      })
    } else {
      out.byte(found)
      out.varint(n)
      out.run(found, array as number[])
    }
  }

  #items(array: unknown[], n: number, depth: number): void {
    const trail = this.#trail
    for (let i = 0; i < n; i++) {
      trail.step(depth, i)
      const item = array[i]
      if (item === undefined && !own.hasOwn(array, i)) this.#out.byte(Tag.Hole)
      else this.#value(item, depth + 1)
    }
  }

  /** A Map (`items` are keys and values in turn) or a Set. */
  #collection(
    value: object,
    tag: Tag.Map | Tag.Set,
    items: readonly unknown[],
    depth: number,
    className: string,
  ): void {
    const out = this.#out
    this.#seen.add(value)
    this.#derived(className)
    out.byte(tag)
    out.varint(tag === Tag.Map ? items.length / 2 : items.length)
    this.#body(depth, d => {
      for (let i = 0; i < items.length; i++) {
        this.#trail.step(d, entryKey(items, i, tag === Tag.Map))
        this.#value(items[i], d + 1)
      }
      this.#extras(value, className, d)
    })
  }

  #error(error: Error, base: Builtin, className: string, depth: number): void {
    const out = this.#out
    const foreign = className === '' && own.getPrototypeOf(error) !== base.prototype
    const entries = errorEntries(error, foreign)
    this.#seen.add(error)
    out.byte(Tag.Error)
    out.byte(base.type)
    out.text(className)
    out.varint(entries.length)
    this.#body(depth, d => {
      for (let i = 0; i < entries.length; i++) {
        const { key, enumerable } = entries[i] as (typeof entries)[number]
        out.byte(enumerable ? 1 : 0)
        out.text(key)
        this.#trail.step(d, key)
        this.#member(error as unknown as Properties, key, d)
      }
    })
  }

  #transfer(value: Transferable, depth: number): void {
    if (this.#transfers === TRANSFER_DEPTH) {
      this.#refusals.refuse(value, 'depth', {})
      return
    }
    let transfer: Transfer
    try {
      transfer = value[TRANSFER](this.#to)
    } catch (error) {
      this.#foreign = error
      throw error
    }
    this.#seen.add(value)
    this.#writeTransfer(transfer, depth)
  }

  #writeTransfer({ type, data, objects }: Transfer, depth: number): void {
    for (let i = 0; i < objects.length; i++) {
      const object = objects[i] as number
      if (!this.#objects.includes(object)) this.#objects[this.#objects.length] = object
    }
    this.#out.byte(Tag.Transfer)
    this.#out.text(type)
    // The object is made from its data as soon as that has been read, so nothing of it is put off.
    const limit = this.#limit
    this.#limit = depth + DEPTH
    this.#transfers++
    this.#value(data, depth)
    this.#transfers--
    this.#limit = limit
  }

  /** Shared state crosses to another process as new state of that process's threads. */
  #stateCopy(value: object, state: SharedState, depth: number): void {
    const out = this.#out
    const { kind, className, keys, values } = state.snapshot()
    this.#seen.add(value)
    out.byte(Tag.State)
    out.byte(kind)
    if (kind === StateKind.Instance) out.text(className)
    out.varint(values.length)
    this.#body(depth, d => {
      for (let i = 0; i < values.length; i++) {
        const key = keys[i]
        if (key !== undefined) out.text(key)
        this.#trail.step(d, key ?? i)
        this.#value(values[i], d + 1)
      }
    })
  }
}
