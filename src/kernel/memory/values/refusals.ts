import * as own from './builtins.ts'
import { nameOf } from './classes.ts'
import { encodingError, type Params, type Reason } from './errors.ts'
import type { Identities } from './identities.ts'
import { poisonCause } from './poison.ts'
import { Tag } from './tags.ts'
import type { Trail } from './trail.ts'
import type { CodecEnvironment } from './types.ts'
import type { Writer } from './writer.ts'

/**
 * What an encoder does with values that cannot cross: it throws why, or, when it is lenient, writes a poison in their place.
 * Functions stand here because most of them are such values.
 */
export class Refusals {
  lenient = false
  readonly #out: Writer
  readonly #trail: Trail
  readonly #seen: Identities
  readonly #environment: CodecEnvironment

  constructor(out: Writer, trail: Trail, seen: Identities, environment: CodecEnvironment) {
    this.#out = out
    this.#trail = trail
    this.#seen = seen
    this.#environment = environment
  }

  /** Throws why a value cannot be encoded, or writes a poison in its place. */
  refuse(value: unknown, reason: Reason, params: Params): void {
    const full = { path: `${this.#trail}`, ...params }
    if (!this.lenient) throw encodingError(reason, full)
    this.#poison(value, reason, full)
  }

  /** A poison that came from the parent cannot be sent on either; a fork's child gets it as it is. */
  poisoned(value: object, reason: string, params: Params): void {
    if (!this.lenient) throw encodingError(reason as Reason, { ...params, path: `${this.#trail}` })
    this.#poison(value, reason, params)
  }

  /** Writes a function or class by reference, if other processes can find it. */
  writeFunction(f: object): void {
    const out = this.#out
    const environment = this.#environment
    const cause = poisonCause(f)
    if (cause !== undefined) {
      this.poisoned(f, cause.reason, cause.params)
      return
    }
    const number = environment.functionNumber(f)
    const className = number >= 0 ? null : environment.className(f)
    if (number >= 0) {
      out.byte(Tag.Function)
      out.varint(number)
    } else if (className !== null) {
      out.byte(Tag.Class)
      out.text(className)
    } else {
      const closure = environment.closureOf(f)
      if (closure === null) this.refuse(f, 'function', { name: nameOf(f) })
      else {
        const { name, captured, file, line } = closure
        this.refuse(f, 'closure', { name, captured: captured.join(', '), file, line })
      }
    }
  }

  #poison(value: unknown, reason: string, params: Params): void {
    const out = this.#out
    const known = this.#seen.find(value)
    if (known >= 0) {
      out.byte(Tag.Reference)
      out.varint(known)
      return
    }
    this.#seen.add(value)
    const names = own.keysOf(params)
    out.byte(Tag.Poison)
    out.byte(typeof value === 'function' ? 1 : 0)
    out.text(reason)
    out.varint(names.length)
    for (let i = 0; i < names.length; i++) {
      const name = names[i] as string
      const param = params[name] as string | number
      out.text(name)
      if (typeof param === 'number') out.number(param)
      else out.text(param)
    }
  }
}
