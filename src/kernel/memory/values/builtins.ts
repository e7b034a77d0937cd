/**
 * Copies of the built-ins that the codec needs, taken when this module loads, before a program can patch them. Their
 * methods are called as functions with the receiver first.
 */
const call = Function.prototype.call
const bind = Function.prototype.bind

/** A method as a function whose first argument is the receiver. */
function uncurry<T, A extends unknown[], R>(method: (this: T, ...args: A) => R): (self: T, ...args: A) => R {
  return bind.call(call, method) as (self: T, ...args: A) => R
}

/** The getter of `name` as a function; it throws a TypeError for a receiver of another brand. */
function getter<T, R>(prototype: object, name: string): (self: T) => R {
  const get = Object.getOwnPropertyDescriptor(prototype, name)?.get
  if (get === undefined) throw new Error(`Internal error: no getter ${name}`)
  return uncurry(get as (this: T) => R)
}

export const {
  create: createObject,
  getOwnPropertyDescriptor,
  getOwnPropertyNames,
  getPrototypeOf,
  keys: keysOf,
} = Object
const { defineProperty } = Object
export const hasOwn = Object.hasOwn
export const isArray = Array.isArray
export const construct = Reflect.construct as (
  type: unknown,
  args: readonly unknown[],
  newTarget: object,
) => object
export const textOf = String
export const bigIntOf = BigInt
export const asInt64 = BigInt.asIntN
export const { imul, max, min } = Math
export const ObjectPrototype: object = Object.prototype
export const ArrayPrototype: object = Array.prototype

export const charCodeAt = uncurry<string, [number], number>(String.prototype.charCodeAt)
export const isWellFormed = uncurry<string, [], boolean>(String.prototype.isWellFormed)
export const fromCharCode = String.fromCharCode
export const fromCharCodes = (codes: Uint16Array): string => applyFunction(fromCharCode, null, codes)
const applyFunction = Reflect.apply as (f: unknown, self: unknown, args: ArrayLike<number>) => string

const testRegExp = uncurry<RegExp, [string], boolean>(RegExp.prototype.test)
export const isHexadecimal = (text: string): boolean => testRegExp(/^-?[0-9a-f]+$/, text)
export const sliceText = uncurry<string, [number], string>(String.prototype.slice)

export const bigIntToText = uncurry<bigint, [number], string>(BigInt.prototype.toString)
export const setBytes = uncurry<Uint8Array, [ArrayLike<number>, number?], void>(Uint8Array.prototype.set)
export const sliceBuffer = uncurry<ArrayBuffer, [number, number], ArrayBuffer>(ArrayBuffer.prototype.slice)

export const dateTime = uncurry<Date, [], number>(Date.prototype.getTime)
export const regExpSource = getter<RegExp, string>(RegExp.prototype, 'source')
export const regExpFlags = getter<RegExp, string>(RegExp.prototype, 'flags')
export const bufferLength = getter<ArrayBuffer, number>(ArrayBuffer.prototype, 'byteLength')
export const sharedBufferLength = getter<SharedArrayBuffer, number>(
  typeof SharedArrayBuffer === 'function' ? SharedArrayBuffer.prototype : ArrayBuffer.prototype,
  'byteLength',
)
export const mapEach = uncurry<Map<unknown, unknown>, [(value: unknown, key: unknown) => void], void>(
  Map.prototype.forEach,
)
export const setEach = uncurry<Set<unknown>, [(value: unknown) => void], void>(Set.prototype.forEach)
export const mapPut = uncurry<Map<unknown, unknown>, [unknown, unknown], unknown>(Map.prototype.set)
export const setAdd = uncurry<Set<unknown>, [unknown], unknown>(Set.prototype.add)

const TypedArrayPrototype = getPrototypeOf(Uint8Array.prototype) as object
export const arrayViewBuffer = getter<object, ArrayBufferLike>(TypedArrayPrototype, 'buffer')
export const arrayViewOffset = getter<object, number>(TypedArrayPrototype, 'byteOffset')
export const arrayViewBytes = getter<object, number>(TypedArrayPrototype, 'byteLength')
export const dataViewBuffer = getter<object, ArrayBufferLike>(DataView.prototype, 'buffer')
export const dataViewOffset = getter<object, number>(DataView.prototype, 'byteOffset')
export const dataViewBytes = getter<object, number>(DataView.prototype, 'byteLength')

/** Unboxing of `new Number(1)` and its kin; each throws a TypeError for another brand. */
export const unboxNumber = uncurry<object, [], number>(Number.prototype.valueOf as (this: object) => number)
export const unboxString = uncurry<object, [], string>(String.prototype.valueOf as (this: object) => string)
export const unboxBoolean = uncurry<object, [], boolean>(
  Boolean.prototype.valueOf as (this: object) => boolean,
)
export const unboxBigInt = uncurry<object, [], bigint>(BigInt.prototype.valueOf as (this: object) => bigint)
export const box = Object as unknown as (value: unknown) => object

const { get: mapGet, set: mapSet, has: mapHas, delete: mapDelete } = Map.prototype

/** A Map whose methods a program cannot patch: they are its own prototype's. */
export class OwnMap<K, V> extends Map<K, V> {
  // The default constructor would spread its arguments, which in some engines calls Array.prototype[Symbol.iterator].
  // biome-ignore lint/complexity/noUselessConstructor: it differs from the default one, as said above.
  constructor() {
    super()
  }

  declare get: (key: K) => V | undefined
  declare set: (key: K, value: V) => this
  declare has: (key: K) => boolean
  declare delete: (key: K) => boolean
}
Object.assign(OwnMap.prototype, { get: mapGet, set: mapSet, has: mapHas, delete: mapDelete })

const { get: weakGet, set: weakSet, has: weakHas } = WeakMap.prototype

/** A WeakMap whose methods a program cannot patch. */
export class OwnWeakMap<K extends WeakKey, V> extends WeakMap<K, V> {
  // The default constructor would spread its arguments, which in some engines calls Array.prototype[Symbol.iterator].
  // biome-ignore lint/complexity/noUselessConstructor: it differs from the default one, as said above.
  constructor() {
    super()
  }

  declare get: (key: K) => V | undefined
  declare set: (key: K, value: V) => this
  declare has: (key: K) => boolean
}
Object.assign(OwnWeakMap.prototype, { get: weakGet, set: weakSet, has: weakHas })

/** Defines an own property, whatever setters stand on the prototype and whatever a program did to Object.prototype. */
export function define(target: object, key: string, value: unknown, enumerable: boolean): void {
  const descriptor = { __proto__: null, value, enumerable, writable: true, configurable: true }
  defineProperty(target, key, descriptor as PropertyDescriptor)
}
