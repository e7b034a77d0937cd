/** Arrays that a table of columns is made of. */
type Column = Float64Array | Int32Array | Uint8Array

const FIRST_CAPACITY = 16

/** Capacity that follows `capacity`: doubling keeps the cost of growing constant a row. */
export function grown(capacity: number): number {
  return capacity === 0 ? FIRST_CAPACITY : capacity * 2
}

/** A larger copy of a column. */
export function enlarge<T extends Column>(column: T, capacity: number): T {
  const larger = new (column.constructor as new (length: number) => T)(capacity)
  larger.set(column)
  return larger
}

// Lanes and texts that never get a row share these: a flood of empty lanes must cost little.
export const NO_FLOATS = new Float64Array(0)
export const NO_INTS = new Int32Array(0)
export const NO_BYTES = new Uint8Array(0)
