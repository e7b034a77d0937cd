import type * as tasks from '../programs/tasks.ts'

export type TaskName = 'identity' | 'countPrimes' | 'wavePart'

/** What a task is given, and what comes back. */
export type Given<T extends TaskName> = Parameters<(typeof tasks)[T]>[0]
export type Made<T extends TaskName> = ReturnType<(typeof tasks)[T]>

/** Workers that stand ready for the tasks of `programs/tasks.ts`. */
export interface PeerPool {
  /** One task, the way the peer's documentation shows it. */
  call<T extends TaskName>(task: T, value: Given<T>): Promise<Made<T>>
  /** All tasks given away at once. */
  flood<T extends TaskName>(task: T, values: readonly Given<T>[]): Promise<readonly Made<T>[]>
  /** All tasks, a worker getting its next one when it is done with its last. */
  map<T extends TaskName>(task: T, values: readonly Given<T>[]): Promise<readonly Made<T>[]>
  close(): void | Promise<void>
}

export interface Peer {
  readonly name: string
  /** Starts the workers; they need not be ready when it returns. */
  open(size: number): PeerPool
}

/** Gives each worker its next task when it is done with its last, as pools do. */
export async function pull<V, R>(
  workers: readonly ((value: V) => Promise<R>)[],
  values: readonly V[],
): Promise<readonly R[]> {
  const results: R[] = []
  let next = 0
  const work = async (call: (value: V) => Promise<R>): Promise<void> => {
    while (next < values.length) {
      const index = next++
      results[index] = await call(values[index] as V)
    }
  }
  await Promise.all(workers.map(work))
  return results
}

/** For peers whose pool takes any number of tasks and hands them out by itself. */
export function pooled(call: PeerPool['call']): Pick<PeerPool, 'call' | 'flood' | 'map'> {
  const all: PeerPool['flood'] = (task, values) => Promise.all(values.map(value => call(task, value)))
  return { call, flood: all, map: all }
}
