/**
 * The slow obvious oracle: null when two graphs of values are alike, classes, holes and identity included (what is one
 * object here is one object there, and what is two is two), else where they differ.
 */
export function difference(a: unknown, b: unknown): string | null {
  const there = new Map<object, object>()
  const back = new Map<object, object>()
  const work: [unknown, unknown, string][] = [[a, b, '$']]
  for (let next = work.pop(); next !== undefined; next = work.pop()) {
    const [x, y, path] = next
    if (typeof x !== 'object' || x === null || typeof y !== 'object' || y === null) {
      if (!Object.is(x, y)) return `${path}: ${String(x)} became ${String(y)}`
      continue
    }
    const pair = there.get(x)
    if (pair !== undefined || back.has(y)) {
      if (pair !== y || back.get(y) !== x) return `${path}: identity differs`
      continue
    }
    there.set(x, y)
    back.set(y, x)
    if (Object.getPrototypeOf(x) !== Object.getPrototypeOf(y)) return `${path}: prototype differs`
    if (ArrayBuffer.isView(x) && ArrayBuffer.isView(y)) work.push([bytesOf(x), bytesOf(y), `${path}.bytes`])
    else if (x instanceof ArrayBuffer && y instanceof ArrayBuffer) {
      work.push([bytesOf(new Uint8Array(x)), bytesOf(new Uint8Array(y)), `${path}.bytes`])
    } else {
      if (x instanceof Map && y instanceof Map) work.push([[...x].flat(), [...y].flat(), `${path}.entries`])
      if (x instanceof Set && y instanceof Set) work.push([[...x], [...y], `${path}.items`])
      if (x instanceof Date) work.push([x.getTime(), (y as Date).getTime(), `${path}.time`])
      if (x instanceof RegExp) {
        work.push([[`${x}`, x.lastIndex], [`${y}`, (y as RegExp).lastIndex], `${path}.pattern`])
      }
      if (isBoxed(x)) work.push([x.valueOf(), y.valueOf(), `${path}.primitive`])
      const keys = ownKeys(x)
      if (JSON.stringify(keys) !== JSON.stringify(ownKeys(y))) return `${path}: keys ${keys} / ${ownKeys(y)}`
      for (const key of keys) work.push([Reflect.get(x, key), Reflect.get(y, key), `${path}.${key}`])
    }
  }
  return null
}

const isBoxed = (x: object): boolean =>
  x instanceof Number || x instanceof String || x instanceof Boolean || x instanceof BigInt

/** Own keys, those of an error that are not enumerable too; in order, but for errors. */
function ownKeys(x: object): string[] {
  const keys = Object.getOwnPropertyNames(x)
  return x instanceof Error ? keys.sort() : keys
}

function bytesOf(view: ArrayBufferView): string {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength).join()
}
