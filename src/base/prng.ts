/**
 * One step of the 32-bit xorshift generator (Marsaglia, "Xorshift RNGs", 2003, triple 13, 17, 5). The state is one
 * non-zero word, so that it can live in shared memory.
 */
export function xorshift32(state: number): number {
  let x = state | 0
  if (x === 0) x = 0x9e3779b9 | 0
  x ^= x << 13
  x ^= x >>> 17
  x ^= x << 5
  return x | 0
}

/** A number in [0, n) from a state. */
export function below(state: number, n: number): number {
  return (state >>> 0) % n
}
