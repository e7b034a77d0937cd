import { hasOwn, keysOf } from './builtins.ts'
import { Tag } from './tags.ts'

/** Arrays of at most this length are never written as sparse ones. */
const DENSE = 1024

type Layout = Tag.Array | Tag.SparseArray | Tag.Int8Array | Tag.Int16Array | Tag.Int32Array | Tag.Float64Array

/** How to write an array: a run of numbers if it holds nothing else, as a list, or by index if it is mostly holes. */
export function layoutOf(array: readonly unknown[]): Layout {
  const n = array.length
  if (n === 0) return Tag.Array
  let integers = true
  let bits = 0
  for (let i = 0; i < n; i++) {
    const item = array[i]
    if (typeof item !== 'number') return n > DENSE && mostlyHoles(array) ? Tag.SparseArray : Tag.Array
    if (!integers) continue
    const small = item | 0
    if (small !== item || (item === 0 && 1 / item < 0)) integers = false
    else bits |= small ^ (small >> 31)
  }
  if (!integers) return Tag.Float64Array
  return bits < 0x80 ? Tag.Int8Array : bits < 0x8000 ? Tag.Int16Array : Tag.Int32Array
}

function mostlyHoles(array: readonly unknown[]): boolean {
  let holes = 0
  for (let i = 0; i < array.length; i++) {
    if (array[i] !== undefined || hasOwn(array, i)) continue
    holes++
    if (holes > DENSE && holes * 2 > i) return true
  }
  return false
}

/** The indices that an array has, ascending. */
export function indicesOf(array: readonly unknown[]): readonly number[] {
  const keys = keysOf(array)
  const indices: number[] = []
  for (let i = 0; i < keys.length; i++) {
    const index = arrayIndex(keys[i] as string)
    // Indices come first among an object's keys (ECMA-262, OrdinaryOwnPropertyKeys).
    if (index < 0) break
    indices[i] = index
  }
  return indices
}

/** The index that a key is; -1 for any other key. */
export function arrayIndex(key: string): number {
  const index = +key
  return index >= 0 && index < 4294967295 && `${index >>> 0}` === key ? index : -1
}
