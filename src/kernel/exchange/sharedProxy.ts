import { notSupported } from './sharedErrors.ts'
import { ABSENT, type SharedNode } from './sharedNode.ts'

type Target = object

/** Traps of the proxy of an object: its own fields are shared, all else comes from its class. */
export function recordHandler(node: SharedNode): ProxyHandler<Target> {
  return {
    get(target, key, receiver) {
      if (typeof key === 'symbol') return Reflect.get(target, key, receiver)
      if (inherited(node, target, key)) return Reflect.get(target, key, receiver)
      const value = node.get(key)
      return value === ABSENT ? undefined : value
    },
    set(target, key, value, receiver) {
      if (typeof key === 'symbol') throw notSupported('fields named by symbols')
      if (!node.knows(key) && key in target) {
        const setter = accessorOf(target, key)
        if (setter !== undefined) {
          if (setter.set === undefined) return false
          Reflect.apply(setter.set, receiver, [value])
          return true
        }
      }
      node.set(key, value)
      return true
    },
    has: (target, key) =>
      typeof key === 'string' && !(key in target) ? node.has(key) : key in target || own(node, key),
    deleteProperty(_target, key) {
      if (typeof key === 'string') node.remove(key)
      return true
    },
    ownKeys: () => inOrder(node.keys()),
    getOwnPropertyDescriptor: (_target, key) =>
      typeof key === 'symbol' ? undefined : descriptorOf(node, key),
    defineProperty: (_target, key, descriptor) => define(node, key, descriptor),
    ...REFUSED,
  }
}

/** Traps of the proxy of an array. What Array.prototype does step by step stays step by step; the rest is one operation. */
export function arrayHandler(node: SharedNode): ProxyHandler<Target> {
  const methods = new Map<string, unknown>([
    ['push', (...items: unknown[]) => node.add(items)],
    ['pop', () => node.take()],
    ['shift', () => node.take(true)],
    ['unshift', (...items: unknown[]) => node.add(items, true)],
  ])
  return {
    get(target, key, receiver) {
      if (typeof key === 'symbol') return Reflect.get(target, key, receiver)
      if (isIndex(key)) {
        const value = node.get(key)
        return value === ABSENT ? undefined : value
      }
      if (key === 'length') return node.length
      return methods.get(key) ?? Reflect.get(target, key, receiver)
    },
    set(_target, key, value) {
      if (typeof key === 'string' && isIndex(key)) node.set(key, value)
      else if (key === 'length') node.resize(Number(value))
      else throw notSupported('fields besides the items of an array')
      return true
    },
    has: (target, key) => (typeof key === 'string' && isIndex(key) ? node.has(key) : key in target),
    deleteProperty(_target, key) {
      if (typeof key === 'string' && isIndex(key)) node.remove(key)
      return key !== 'length'
    },
    ownKeys: () => [...node.keys(), 'length'],
    getOwnPropertyDescriptor(_target, key) {
      if (typeof key === 'symbol') return undefined
      if (isIndex(key)) return descriptorOf(node, key)
      if (key !== 'length') return undefined
      return { value: node.length, writable: true, enumerable: false, configurable: false }
    },
    defineProperty(_target, key, descriptor) {
      if (key === 'length' && 'value' in descriptor) {
        node.resize(Number(descriptor.value))
        return true
      }
      if (typeof key !== 'string' || !isIndex(key)) throw notSupported('fields besides the items of an array')
      return define(node, key, descriptor)
    },
    ...REFUSED,
  }
}

/** What would make the proxy differ from what every other lane sees. */
const REFUSED: Pick<ProxyHandler<Target>, 'preventExtensions' | 'setPrototypeOf'> = {
  preventExtensions: () => {
    throw notSupported('Object.freeze(), seal() or preventExtensions()')
  },
  setPrototypeOf: () => {
    throw notSupported('setPrototypeOf()')
  },
}

/** Whether a name means something of the class: a method is no field, and looking it up is no operation. */
function inherited(node: SharedNode, target: Target, key: string): boolean {
  return !node.knows(key) && key in target && !node.has(key, true)
}

const own = (node: SharedNode, key: PropertyKey): boolean => typeof key === 'string' && node.has(key)

function accessorOf(target: Target, key: string): PropertyDescriptor | undefined {
  for (let at: object | null = target; at !== null; at = Object.getPrototypeOf(at)) {
    const found = Object.getOwnPropertyDescriptor(at, key)
    if (found !== undefined) return found.get !== undefined || found.set !== undefined ? found : undefined
  }
  return undefined
}

function descriptorOf(node: SharedNode, key: string): PropertyDescriptor | undefined {
  const value = node.get(key)
  return value === ABSENT ? undefined : { value, writable: true, enumerable: true, configurable: true }
}

function define(node: SharedNode, key: PropertyKey, descriptor: PropertyDescriptor): boolean {
  if (typeof key === 'symbol') throw notSupported('fields named by symbols')
  if (descriptor.get !== undefined || descriptor.set !== undefined) {
    throw notSupported('getters and setters of its own; those of its class work')
  }
  node.set(String(key), descriptor.value)
  return true
}

/** Whether a name is an array index in the form that JavaScript gives it. */
function isIndex(key: string): boolean {
  const n = key.length
  if (n === 0 || n > 10) return false
  const first = key.charCodeAt(0)
  if (first === 48) return n === 1
  for (let i = 0; i < n; i++) {
    const code = key.charCodeAt(i)
    if (code < 48 || code > 57) return false
  }
  return n < 10 || Number(key) < 4294967295
}

/** As JavaScript orders fields: names that are whole numbers first, ascending. */
function inOrder(keys: string[]): string[] {
  const numbers = keys.filter(isIndex)
  if (numbers.length === 0) return keys
  return [...numbers.sort((a, b) => Number(a) - Number(b)), ...keys.filter(key => !isIndex(key))]
}
