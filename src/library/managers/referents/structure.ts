import { tokenIn } from '../proxy.ts'

/** Whether two values are equal as Python's == sees them: by content, proxies by what they stand for. */
export function equal(a: unknown, b: unknown): boolean {
  if (Object.is(a, b) || a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const [tokenA, tokenB] = [tokenIn(a), tokenIn(b)]
  if (tokenA !== undefined || tokenB !== undefined) {
    return tokenA?.ident === tokenB?.ident && tokenA?.place.manager === tokenB?.place.manager
  }
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false
  if (a instanceof Date) return a.getTime() === (b as Date).getTime()
  if (a instanceof Map || a instanceof Set) return equal([...a], [...(b as Map<unknown, unknown>)])
  const keys = Object.keys(a)
  if (keys.length !== Object.keys(b).length) return false
  return keys.every(key => key in b && equal((a as Fields)[key], (b as Fields)[key]))
}
type Fields = Record<string, unknown>

/** Order of Python's sort() for numbers and texts; arrays item by item. Throws for what has none. */
export function compare(a: unknown, b: unknown): number {
  if (Array.isArray(a) && Array.isArray(b)) {
    for (let i = 0; i < Math.min(a.length, b.length); i++) {
      const order = compare(a[i], b[i])
      if (order !== 0) return order
    }
    return a.length - b.length
  }
  const numeric = isNumeric(a) && isNumeric(b)
  if (
    numeric ||
    (typeof a === 'string' && typeof b === 'string') ||
    (a instanceof Date && b instanceof Date)
  ) {
    const [left, right] = [a as number, b as number]
    return left < right ? -1 : left > right ? 1 : 0
  }
  throw new TypeError(
    `${a === null ? 'null' : typeof a} and ${b === null ? 'null' : typeof b} have no order: sort by a key, sort({ key }).`,
  )
}

function isNumeric(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean'
}
