import { typeName } from '../arguments.ts'
import { ArgumentError } from '../errors.ts'
import { call } from './proxy.ts'

/** Names that JavaScript itself looks for on anything: never keys of a referent. */
const NOT_KEYS: ReadonlySet<string> = new Set(['then', 'toJSON', 'constructor', '__proto__'])

/** A handler for proxies whose referent has keys or attributes: what the class itself does not have is asked of the server. */
export const KEYED: ProxyHandler<object> = {
  get(target, key, receiver) {
    if (!isKey(target, key)) return Reflect.get(target, key, receiver)
    return call(target, '#get', [key])
  },
  set(target, key, value) {
    if (!isKey(target, key)) throw notAKey(key)
    call(target, '#set', [key, value])
    return true
  },
  deleteProperty(target, key) {
    if (isKey(target, key)) call(target, '#delete', [key])
    return true
  },
  has(target, key) {
    return isKey(target, key) ? call(target, '#has', [key]) === true : Reflect.has(target, key)
  },
  ownKeys(target) {
    return call(target, '#names', []) as string[]
  },
  getOwnPropertyDescriptor(target, key) {
    if (!isKey(target, key) || call(target, '#has', [key]) !== true) return undefined
    return { value: call(target, '#get', [key]), writable: true, enumerable: true, configurable: true }
  },
}

function isKey(target: object, key: PropertyKey): key is string {
  return typeof key === 'string' && !NOT_KEYS.has(key) && !(key in target)
}

function notAKey(key: PropertyKey): ArgumentError {
  const name = typeof key === 'string' ? key : typeName(key)
  return new ArgumentError(
    'manager.reserved',
    { name },
    `"${name}" is the name of a method of the proxy, so that it cannot be set as a property: use set() instead.`,
  )
}

const INDEX = /^-?\d+$/

/** A handler for proxies of lists and arrays: `proxy[i]`. */
export const INDEXED: ProxyHandler<object> = {
  get(target, key, receiver) {
    return isIndex(key) ? call(target, '#get', [Number(key)]) : Reflect.get(target, key, receiver)
  },
  set(target, key, value, receiver) {
    if (!isIndex(key)) return Reflect.set(target, key, value, receiver)
    call(target, '#set', [Number(key), value])
    return true
  },
  deleteProperty(target, key) {
    if (!isIndex(key)) return Reflect.deleteProperty(target, key)
    call(target, '#delete', [Number(key)])
    return true
  },
  has(target, key) {
    if (!isIndex(key)) return Reflect.has(target, key)
    return Number(key) >= 0 && Number(key) < (call(target, '#length', []) as number)
  },
}

function isIndex(key: PropertyKey): key is string {
  return typeof key === 'string' && INDEX.test(key)
}
