import { describe, expect, it } from 'vitest'
import { runProgram } from '../harness.testing.ts'

/** Two tasks begin together; by how much of its time did the later one overlap the other? */
const program = (executor: string, work: string) => `
  import { ProcessPoolExecutor, ThreadPoolExecutor } from 'concurrent.futures'
  import { Barrier } from 'multiprocessing'
  import { monotonic, sleep } from 'time'
  const together = new Barrier(2)
  let sink = 0
  function compute() { for (let i = 0; i < 8_000_000; i++) sink = (sink + i * i) % 1000003 }
  const nap = () => sleep(0.2)
  function task(_: number) {
    together.wait()
    const begin = monotonic()
    ${work}()
    return [begin, monotonic()] as const
  }
  using executor = new ${executor}(2)
  const [[a, b], [c, d]] = [...executor.map(task, [1, 2])] as [readonly [number, number], readonly [number, number]]
  console.log(Math.min(b, d) - Math.max(a, c) > 0 ? 'at once' : 'in turn')
`

// A task that has the GIL keeps it to its end.
const plan = { cores: 2, quantum: null, switchInterval: 60_000 } as const

async function overlap(executor: string, work: string, gil: boolean): Promise<string | undefined> {
  const run = await runProgram(program(executor, work), { plan: { ...plan, gil } })
  expect(run.problem).toBeNull()
  return run.output[0]
}

describe('two workers', () => {
  it('compute in turn as threads under the GIL, at once without it or as processes', async () => {
    expect(await overlap('ThreadPoolExecutor', 'compute', true)).toBe('Main: in turn')
    expect(await overlap('ThreadPoolExecutor', 'compute', false)).toBe('Main: at once')
    expect(await overlap('ProcessPoolExecutor', 'compute', true)).toBe('Main: at once')
  })

  it('wait at once, as threads under the GIL too', async () => {
    expect(await overlap('ThreadPoolExecutor', 'nap', true)).toBe('Main: at once')
  })
})
