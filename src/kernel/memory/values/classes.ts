import { getOwnPropertyDescriptor, ObjectPrototype } from './builtins.ts'
import { ancestorOf, type Builtin, builtinOf, classOf, Kind } from './kinds.ts'
import type { Refusal } from './leaves.ts'
import { ShapeFamily } from './shapes.ts'
import { Family } from './tags.ts'
import type { CodecEnvironment } from './types.ts'

/** What a class is to the encoder. */
export interface KnownClass {
  /** Empty: other processes cannot find the class, and its instances are written as those of `base`. */
  readonly name: string
  readonly base: Builtin
  readonly family: ShapeFamily
}

/** The class whose instances have this prototype, or why they cannot be encoded. */
export function classify(prototype: object, environment: CodecEnvironment): KnownClass | Refusal {
  const base = ancestorOf(prototype) ?? (builtinOf(ObjectPrototype) as Builtin)
  const maker = classOf(prototype)
  const name = maker === undefined ? null : environment.className(maker)
  if (name !== null && base.kind <= Kind.Error) {
    return {
      name,
      base,
      family: new ShapeFamily(Family.Instance, name, text => environment.encodeText(text)),
    }
  }
  // An error is better told under another class than not at all; of the last kinds nothing can be sent anyway.
  if (base.kind === Kind.Error || base.kind >= Kind.Promise) {
    return { name: '', base, family: new ShapeFamily(Family.Plain, '', text => environment.encodeText(text)) }
  }
  if (maker === undefined) return { reason: 'prototype', params: {} }
  if (name === null) return { reason: 'class', params: { name: nameOf(maker) } }
  return { reason: 'subclass', params: { name, base: base.name } }
}

/** The name of a function or class, whatever it did to its property `name`. */
export function nameOf(f: object): string {
  const name = getOwnPropertyDescriptor(f, 'name')?.value as unknown
  return typeof name === 'string' && name !== '' ? name : 'anonymous'
}
