import * as own from './builtins.ts'
import { classify } from './classes.ts'
import { Kind } from './kinds.ts'
import { poisonCause } from './poison.ts'
import { StateKind } from './states.ts'
import { type CodecEnvironment, TRANSFER } from './types.ts'

/** How the fields of an object are shared one by one. */
export interface Structure {
  readonly kind: StateKind
  /** Of an instance of one of the program's classes; else empty. */
  readonly className: string
}

const PLAIN: Structure = { kind: StateKind.Plain, className: '' }
const BARE: Structure = { kind: StateKind.Bare, className: '' }
const ARRAY: Structure = { kind: StateKind.Array, className: '' }

/** Null for an object that is one value as a whole: a Date, a lock, an instance of a class that nobody else can find. */
export function structureOf(value: object, environment: CodecEnvironment): Structure | null {
  if (poisonCause(value) !== undefined) return null
  const prototype = own.getPrototypeOf(value) as object | null
  if (prototype === own.ObjectPrototype) return PLAIN
  if (prototype === null) return BARE
  if (own.isArray(value)) return prototype === own.ArrayPrototype ? ARRAY : null
  if (typeof (value as { [TRANSFER]?: unknown })[TRANSFER] === 'function') return null
  const found = classify(prototype, environment)
  if ('reason' in found || found.base.kind !== Kind.Plain || found.name === '') return null
  return { kind: StateKind.Instance, className: found.name }
}
