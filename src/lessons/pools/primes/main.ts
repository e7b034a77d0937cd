import { cpuCount, Pool } from 'multiprocessing'

const TASKS = 64
const SIZE = 150_000

function isPrime(n: number): boolean {
  if (n % 2 === 0) return n === 2
  for (let divisor = 3; divisor * divisor <= n; divisor += 2) {
    if (n % divisor === 0) return false
  }
  return n > 1
}

/** Counts the primes in [start, start + SIZE). */
function countPrimes(start: number): number {
  let count = 0
  for (let n = start; n < start + SIZE; n++) {
    if (isPrime(n)) count++
  }
  console.log(`${start} … ${start + SIZE - 1}: ${count} primes`)
  return count
}

if (__name__ === '__main__') {
  const starts = Array.from({ length: TASKS }, (_, task) => task * SIZE)

  // One worker process per core. Each takes the next range as soon as it is done with its last one.
  using pool = new Pool(cpuCount())
  const counts = pool.map(countPrimes, starts, { chunksize: 1 })

  const total = counts.reduce((sum, count) => sum + count, 0)
  console.log(`${total} primes below ${TASKS * SIZE}`)
}
