import type { BufferWriter } from './buffers.ts'
import * as own from './builtins.ts'
import type { Params, Reason } from './errors.ts'
import type { Identities } from './identities.ts'
import { type Builtin, builtinOf, Kind } from './kinds.ts'
import { Tag } from './tags.ts'
import type { CodecEnvironment } from './types.ts'
import type { Writer } from './writer.ts'

/** Why an object cannot be encoded. */
export interface Refusal {
  readonly reason: Reason
  readonly params: Params
}

const refused = (reason: Reason, params: Params = {}): Refusal => ({ reason, params })

/** Writes the objects of a message that hold no other objects. */
export class LeafWriter {
  readonly #out: Writer
  readonly #seen: Identities
  readonly #buffers: BufferWriter
  readonly #environment: CodecEnvironment

  constructor(out: Writer, seen: Identities, buffers: BufferWriter, environment: CodecEnvironment) {
    this.#environment = environment
    this.#out = out
    this.#seen = seen
    this.#buffers = buffers
  }

  /** Null when the object was written. Getters come first: they throw for an object of a false brand. */
  write(value: object, builtin: Builtin): Refusal | null {
    switch (builtin.kind) {
      case Kind.Date:
        return this.#date(own.dateTime(value as Date), value)
      case Kind.RegExp:
        return this.#regExp(value as RegExp)
      case Kind.Buffer:
        return this.#buffer(value as ArrayBuffer)
      case Kind.View:
        return this.#view(value, builtin.type)
      case Kind.Boxed:
        return this.#boxed(value, builtin.name)
      case Kind.SharedBuffer:
        return this.#sharedBuffer(value as SharedArrayBuffer)
      case Kind.Promise:
        return refused('promise')
      case Kind.Iterator:
        return refused('iterator')
      default:
        return refused('weak', { type: builtin.name })
    }
  }

  #begin(value: object, tag: Tag): Writer {
    this.#seen.add(value)
    this.#out.byte(tag)
    return this.#out
  }

  #date(time: number, value: object): null {
    this.#begin(value, Tag.Date).float64(time)
    return null
  }

  #regExp(value: RegExp): null {
    const source = own.regExpSource(value)
    const flags = own.regExpFlags(value)
    const out = this.#begin(value, Tag.RegExp)
    out.text(source)
    out.text(flags)
    out.number(+value.lastIndex)
    return null
  }

  #buffer(value: ArrayBuffer): null {
    const number = this.#buffers.addWhole(value)
    this.#begin(value, Tag.Buffer).varint(number)
    return null
  }

  #sharedBuffer(value: SharedArrayBuffer): Refusal | null {
    const number = this.#sharedNumber(value)
    if (number === -1) return refused('sharedArrayBuffer')
    this.#begin(value, Tag.SharedBuffer).varint(number)
    return null
  }

  /** −1: it cannot be sent. */
  #sharedNumber(buffer: SharedArrayBuffer): number {
    const id = this.#environment.buffers?.idOf(buffer) ?? null
    return id === null ? -1 : this.#buffers.addShared(id)
  }

  #view(value: object, type: number): Refusal | null {
    const data = type === 0
    const buffer = data ? own.dataViewBuffer(value) : own.arrayViewBuffer(value)
    const shared = builtinOf(own.getPrototypeOf(buffer) as object)?.kind === Kind.SharedBuffer
    const offset = data ? own.dataViewOffset(value) : own.arrayViewOffset(value)
    const length = data ? own.dataViewBytes(value) : own.arrayViewBytes(value)
    const number = shared
      ? this.#sharedNumber(buffer as SharedArrayBuffer)
      : this.#buffers.add(buffer as ArrayBuffer, offset, offset + length)
    if (number === -1) return refused('sharedArrayBuffer')
    const out = this.#begin(value, shared ? Tag.SharedView : Tag.View)
    out.byte(type)
    out.varint(number)
    out.varint(offset)
    out.varint(length)
    return null
  }

  #boxed(value: object, name: string): Refusal | null {
    if (name === 'Symbol') return refused('symbol', { name: 'in an object' })
    const primitive =
      name === 'Number'
        ? own.unboxNumber(value)
        : name === 'String'
          ? own.unboxString(value)
          : name === 'Boolean'
            ? own.unboxBoolean(value)
            : own.unboxBigInt(value)
    const out = this.#begin(value, Tag.Boxed)
    if (typeof primitive === 'number') out.number(primitive)
    else if (typeof primitive === 'string') out.text(primitive)
    else if (typeof primitive === 'bigint') out.bigint(primitive)
    else out.byte(primitive ? Tag.True : Tag.False)
    return null
  }
}
