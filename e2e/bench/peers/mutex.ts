import { initRuntime, Mutex, move, shutdown, spawn } from 'multithreading'

/** Its lock as its documentation shows it; the awaiting one is what it recommends. */
const PAIRS = 2000
/** Many, so that starting its workers is no part of it. */
const ROUNDS = 30_000

/** ns for one lock and release, nobody else wanting it. */
export async function lockMutex(repeats: number): Promise<readonly number[]> {
  initRuntime({ maxWorkers: 1 })
  const mutex = new Mutex(new Int32Array(new SharedArrayBuffer(4)))
  const values: number[] = []
  for (let i = 0; i <= repeats; i++) {
    const result = await spawn(move(mutex, PAIRS), async (mutex, pairs) => {
      const start = performance.now()
      for (let n = 0; n < pairs; n++) {
        const guard = await mutex.lock()
        guard[Symbol.dispose]()
      }
      return ((performance.now() - start) * 1e6) / pairs
    }).join()
    if (!result.ok) throw result.error
    if (i > 0) values.push(result.value)
  }
  shutdown()
  return values
}

/** Increments a second by two workers together. */
export async function countWithMutex(repeats: number): Promise<readonly number[]> {
  initRuntime({ maxWorkers: 2 })
  const values: number[] = []
  for (let i = 0; i <= repeats; i++) {
    const cell = new Int32Array(new SharedArrayBuffer(4))
    const mutex = new Mutex(cell)
    const start = performance.now()
    const count = async () =>
      spawn(move(mutex, ROUNDS), async (mutex, rounds) => {
        for (let n = 0; n < rounds; n++) {
          const guard = await mutex.lock()
          guard.value[0] = (guard.value[0] ?? 0) + 1
          guard[Symbol.dispose]()
        }
        return rounds
      }).join()
    for (const result of await Promise.all([count(), count()])) if (!result.ok) throw result.error
    if (cell[0] !== 2 * ROUNDS) throw new Error(`${cell[0]} increments of ${2 * ROUNDS}`)
    if (i > 0) values.push((2 * ROUNDS * 1000) / (performance.now() - start))
  }
  shutdown()
  return values
}
