/** As little as a task can do. */
export function identity(value: number): number {
  return value
}

/** The primes in one of 64 equal ranges, as large as in the app's first program. All in one function, because some peers send functions as text. */
export function countPrimes(task: number): number {
  const size = 150_000
  let count = 0
  for (let n = Math.max(2, task * size); n < (task + 1) * size; n++) {
    let prime = n === 2 || n % 2 !== 0
    for (let divisor = 3; prime && divisor * divisor <= n; divisor += 2) prime = n % divisor !== 0
    if (prime) count++
  }
  return count
}

/** Enough for one number of a million. */
export function wave(value: number): number {
  return Math.sqrt(value * value + 1) - value / 2
}

/** A part of the million, as a peer gets it: copied there and back. */
export function wavePart(values: Float64Array): Float64Array {
  return values.map(value => Math.sqrt(value * value + 1) - value / 2)
}
