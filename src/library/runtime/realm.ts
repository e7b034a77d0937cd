import type { ProgramFactory } from '../../program/runtime.ts'
import { modules } from '../modules.ts'

/** What one object of the realm looked like before code of the program ran. */
interface Look {
  readonly object: object
  readonly extensible: boolean
  readonly prototype: object | null
  readonly keys: readonly PropertyKey[]
  readonly descriptors: readonly PropertyDescriptor[]
  /** Of the keys, those that can be assigned to, with their values. */
  readonly plain: readonly PropertyKey[]
  readonly values: readonly unknown[]
}

// Own copies: the program may have changed what it finds there, and that is the question.
const { ownKeys, getOwnPropertyDescriptor, getPrototypeOf, isExtensible, apply, get } = Reflect
const same = Object.is
const functionText = Function.prototype.toString

/** Globals that the language itself has. All others belong to the host. */
const STANDARD = (
  'Object Function Array Number Boolean String Symbol Date Promise RegExp Error AggregateError EvalError RangeError ' +
  'ReferenceError SyntaxError TypeError URIError SuppressedError DisposableStack AsyncDisposableStack JSON Math Intl ' +
  'ArrayBuffer SharedArrayBuffer Atomics DataView Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array ' +
  'Int32Array Uint32Array Float16Array Float32Array Float64Array BigInt64Array BigUint64Array BigInt Map Set WeakMap ' +
  'WeakSet WeakRef FinalizationRegistry Proxy Reflect Iterator Temporal parseFloat parseInt isNaN isFinite decodeURI ' +
  'decodeURIComponent encodeURI encodeURIComponent escape unescape eval'
).split(' ')

/** What `installGlobals` puts in place for each process anew, and what it changes in others' objects. */
const INSTALLED: ReadonlySet<PropertyKey> = new Set(
  (
    'console print setTimeout setInterval setImmediate clearTimeout clearInterval clearImmediate structuredClone ' +
    'wait waitAsync now'
  ).split(' '),
)

/** What may call back later, from outside the kernel, or is set where no look at the realm finds it. */
const LINGERING =
  /\b(FinalizationRegistry|waitAsync|WebAssembly|addEventListener|MessageChannel|Blob|File\w*|\w+Stream|Response|Request|AbortSignal|createImageBitmap|OffscreenCanvas|requestAnimationFrame|scheduler|crypto|on(message|messageerror|error|languagechange|offline|online|rejectionhandled|unhandledrejection))\b/

/** What can change how a property is without changing its value. */
const DEFINES = /defineProp|__define|\bReflect\b|\bObject\s*\[/

/**
 * The built-ins as a worker has them before code of the program runs: those of the language, the library's, and of the host's
 * those that the program names. A worker is used again only if they are as they were.
 */
export class Realm {
  readonly #looks: readonly Look[]
  readonly #thorough: boolean
  readonly #lingers: boolean

  constructor(factory: ProgramFactory) {
    const text = apply(functionText, factory, [])
    this.#lingers = LINGERING.test(text)
    this.#thorough = DEFINES.test(text)
    this.#looks = this.#lingers ? [] : [...reachable(text)].map(lookAt)
  }

  /** Whether a process of the program has left no trace. */
  get unchanged(): boolean {
    if (this.#lingers) return false
    const looks = this.#looks
    for (let i = 0; i < looks.length; i++) {
      const look = looks[i] as Look
      if (!isAsItWas(look) || (this.#thorough && !isDefinedAsItWas(look))) return false
    }
    return true
  }
}

function lookAt(object: object): Look {
  const keys = ownKeys(object)
  const descriptors = keys.map(key => getOwnPropertyDescriptor(object, key) as PropertyDescriptor)
  const plain = keys.filter((key, i) => descriptors[i]?.writable === true && !INSTALLED.has(key))
  return {
    object,
    extensible: isExtensible(object),
    prototype: getPrototypeOf(object),
    keys,
    descriptors,
    plain,
    values: plain.map(key => (object as Record<PropertyKey, unknown>)[key]),
  }
}

function isAsItWas({ object, extensible, prototype, keys, plain, values }: Look): boolean {
  if (isExtensible(object) !== extensible || getPrototypeOf(object) !== prototype) return false
  const now = ownKeys(object)
  if (now.length !== keys.length) return false
  for (let i = 0; i < keys.length; i++) if (now[i] !== keys[i]) return false
  for (let i = 0; i < plain.length; i++) {
    if (!same((object as Record<PropertyKey, unknown>)[plain[i] as PropertyKey], values[i])) return false
  }
  return true
}

function isDefinedAsItWas({ object, keys, descriptors }: Look): boolean {
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as PropertyKey
    const was = descriptors[i] as PropertyDescriptor
    const is = getOwnPropertyDescriptor(object, key)
    if (is === undefined || is.get !== was.get || is.set !== was.set) return false
    if (is.writable !== was.writable || is.enumerable !== was.enumerable) return false
    if (is.configurable !== was.configurable) return false
    if (!INSTALLED.has(key) && !same(is.value, was.value)) return false
  }
  return true
}

/** Objects that a program finds without making them. */
function reachable(text: string): ReadonlySet<object> {
  const found = new Set<object>([globalThis])
  const scope = globalThis as unknown as Record<string, unknown>
  const add = (value: unknown): boolean => {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null || found.has(value))
      return false
    found.add(value)
    return true
  }
  const addClass = (value: unknown): void => {
    for (let one = value; add(one); one = getPrototypeOf(one as object)) {
      if (typeof one === 'function') add(one.prototype)
    }
  }
  const walk = (value: unknown): void => {
    if (!add(value)) return
    for (const key of ownKeys(value as object)) {
      const one = getOwnPropertyDescriptor(value as object, key)
      walk(one?.value)
      walk(one?.get)
      walk(one?.set)
    }
    walk(getPrototypeOf(value as object))
  }
  for (const name of STANDARD) walk(scope[name])
  for (const hidden of hiddenIntrinsics()) walk(hidden)
  const words = new Set(text.match(/[A-Za-z_$][\w$]*/g))
  const all = words.has('globalThis') || words.has('self')
  for (let at: object | null = globalThis; at !== null; at = getPrototypeOf(at)) {
    add(at)
    for (const name of ownKeys(at)) {
      const { value } = getOwnPropertyDescriptor(at, name) ?? {}
      if (typeof name !== 'string' || INSTALLED.has(name) || !(all || words.has(name))) continue
      if (!isRefused(value)) addClass(value)
    }
  }
  for (const module of modules.values()) {
    for (const name of Object.keys(module)) {
      addClass(module[name])
    }
  }
  return found
}

/** What stands for something that programs cannot have throws whatever is asked of it. It cannot be changed either. */
function isRefused(value: unknown): boolean {
  if (typeof value !== 'function') return false
  try {
    get(value, 'prototype')
    return false
  } catch {
    return true
  }
}

/** Those of the language that no global names. */
function hiddenIntrinsics(): unknown[] {
  return [
    function* () {},
    async () => {},
    async function* () {},
    [][Symbol.iterator](),
    new Map().entries(),
    new Set().values(),
    ''[Symbol.iterator](),
    'a'.matchAll(/a/g),
  ].map(one => getPrototypeOf(one))
}
