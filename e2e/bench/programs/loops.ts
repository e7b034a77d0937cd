/** Work that never waits, the same for Weft and for a plain worker. */
export function primesBelow(limit: number): number {
  let count = 0
  for (let n = 2; n < limit; n++) {
    let prime = true
    for (let d = 2; d * d <= n && prime; d++) prime = n % d !== 0
    if (prime) count++
  }
  return count
}

export function mandelbrot(width: number, height: number): number {
  let inside = 0
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const cr = (x / width) * 3 - 2
      const ci = (y / height) * 2 - 1
      let zr = 0
      let zi = 0
      let n = 0
      while (n < 500 && zr * zr + zi * zi < 4) {
        const next = zr * zr - zi * zi + cr
        zi = 2 * zr * zi + ci
        zr = next
        n++
      }
      if (n === 500) inside++
    }
  }
  return inside
}

export function fib(n: number): number {
  return n < 2 ? n : fib(n - 1) + fib(n - 2)
}

/** Sorts numbers that a linear congruential generator makes, and returns one of them. */
export function quicksort(length: number): number {
  const values = new Float64Array(length)
  let seed = 1
  for (let i = 0; i < length; i++) {
    seed = (seed * 1103515245 + 12345) % 2147483648
    values[i] = seed
  }
  sort(values, 0, length - 1)
  return values[length >> 1] ?? 0
}

function sort(values: Float64Array, from: number, to: number): void {
  while (from < to) {
    const pivot = values[(from + to) >> 1] ?? 0
    let low = from
    let high = to
    while (low <= high) {
      while ((values[low] ?? 0) < pivot) low++
      while ((values[high] ?? 0) > pivot) high--
      if (low > high) break
      const value = values[low] ?? 0
      values[low++] = values[high] ?? 0
      values[high--] = value
    }
    sort(values, from, high)
    from = low
  }
}
