import { getOwnPropertyDescriptor, getPrototypeOf, OwnMap } from './builtins.ts'

/** What an object is, as its prototype tells. */
export const enum Kind {
  Plain,
  Array,
  Map,
  Set,
  Error,
  Date,
  RegExp,
  Buffer,
  SharedBuffer,
  View,
  Boxed,
  Promise,
  Iterator,
  Weak,
}

export interface Builtin {
  readonly kind: Kind
  readonly prototype: object
  readonly name: string
  /** Error: its place in `ERROR_TYPES`; view: its place in `VIEW_TYPES`. */
  readonly type: number
}

type ErrorConstructor = new (...args: never[]) => Error

export const ERROR_TYPES: readonly ErrorConstructor[] = [
  Error,
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
  AggregateError,
]

type ViewConstructor = new (buffer: ArrayBuffer, offset: number, length: number) => object

export const VIEW_TYPES: readonly ViewConstructor[] = [
  DataView,
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
]
/** Bytes of an element, in that order. */
export const VIEW_WIDTHS: readonly number[] = [1, 1, 1, 1, 2, 2, 4, 4, 4, 8, 8, 8]

const builtins = new OwnMap<object, Builtin>()

function add(kind: Kind, prototype: object, name: string, type = 0): void {
  builtins.set(prototype, { kind, prototype, name, type })
}

add(Kind.Plain, Object.prototype, 'Object')
add(Kind.Array, Array.prototype, 'Array')
add(Kind.Map, Map.prototype, 'Map')
add(Kind.Set, Set.prototype, 'Set')
ERROR_TYPES.forEach((type, index) => {
  add(Kind.Error, type.prototype, type.name, index)
})
add(Kind.Date, Date.prototype, 'Date')
add(Kind.RegExp, RegExp.prototype, 'RegExp')
add(Kind.Buffer, ArrayBuffer.prototype, 'ArrayBuffer')
if (typeof SharedArrayBuffer === 'function') {
  add(Kind.SharedBuffer, SharedArrayBuffer.prototype, 'SharedArrayBuffer')
}
VIEW_TYPES.forEach((type, index) => {
  add(Kind.View, type.prototype as object, type.name, index)
})
for (const type of [Number, String, Boolean, BigInt, Symbol]) add(Kind.Boxed, type.prototype, type.name)
add(Kind.Promise, Promise.prototype, 'Promise')
for (const type of [WeakMap, WeakSet, WeakRef, FinalizationRegistry])
  add(Kind.Weak, type.prototype, type.name)
const iterator = getPrototypeOf(getPrototypeOf([][Symbol.iterator]())) as object
add(Kind.Iterator, iterator, 'Iterator')
async function* none(): AsyncGenerator<never> {}
add(
  Kind.Iterator,
  getPrototypeOf(getPrototypeOf(none.prototype as object) as object) as object,
  'AsyncIterator',
)

/** The built-in type that has this very prototype. */
export function builtinOf(prototype: object): Builtin | undefined {
  return builtins.get(prototype)
}

/** The built-in type that objects with this prototype inherit from; undefined when their chain ends without one. */
export function ancestorOf(prototype: object): Builtin | undefined {
  for (let p = getPrototypeOf(prototype); p !== null; p = getPrototypeOf(p)) {
    const found = builtins.get(p)
    if (found !== undefined) return found
  }
  return undefined
}

/** The class whose instances have this prototype; undefined when it is no class's. */
export function classOf(prototype: object): object | undefined {
  const found = getOwnPropertyDescriptor(prototype, 'constructor')?.value as unknown
  return typeof found === 'function' && (found as { prototype: unknown }).prototype === prototype
    ? found
    : undefined
}
