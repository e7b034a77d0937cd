import { describe, expect, it } from 'vitest'
import { runProgram } from './harness.testing.ts'

describe('a program', () => {
  it('counts primes with Pool.map', async () => {
    const run = await runProgram(`
      import { Pool } from 'multiprocessing'
      function isPrime(n: number): boolean {
        for (let d = 2; d * d <= n; d++) if (n % d === 0) return false
        return n > 1
      }
      using pool = new Pool(2)
      const found = pool.map(isPrime, Array.from({ length: 1000 }, (_, i) => i))
      console.log(found.filter(Boolean).length)
    `)
    expect(run.problem).toBeNull()
    expect(run.output).toEqual(['Main: 168'])
    expect(run.tasks).toHaveLength(1000)
    expect(run.exitCode).toBe(0)
  })
})
