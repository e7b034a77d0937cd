import { StateKind, stateOf } from '../../kernel/memory/values/index.ts'

/** What a piece of shared state holds at this moment, read in one step; any other value as it is. Pieces in it stay shared. */
export function plainOf(value: object): object {
  const state = stateOf(value)
  if (state === undefined) return value
  const { kind, keys, values } = state.snapshot()
  if (kind === StateKind.Array) return [...values]
  const plain = Object.create(Object.getPrototypeOf(value)) as object
  for (const [i, key] of keys.entries()) {
    Object.defineProperty(plain, key, {
      value: values[i],
      writable: true,
      enumerable: true,
      configurable: true,
    })
  }
  return plain
}

const clone = globalThis.structuredClone

/** `structuredClone`, for shared state as well: its proxies are nothing that the browser can copy. Classes are lost, as there. */
export function cloneShared(value: unknown, options?: StructuredSerializeOptions): unknown {
  if (!isShared(value)) return clone(value, options)
  const copies = new Map<object, object>()
  const copy = (from: unknown): unknown => {
    if (!isShared(from)) return clone(from)
    const known = copies.get(from)
    if (known !== undefined) return known
    const plain = plainOf(from) as Record<string, unknown>
    const made: Record<string, unknown> = Array.isArray(plain) ? ([] as never) : {}
    copies.set(from, made)
    for (const key of Object.keys(plain)) made[key] = copy(plain[key])
    return made
  }
  return copy(value)
}

const isShared = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && stateOf(value) !== undefined
