export type TaskName = 'identity' | 'countPrimes'

/** Workers that stand ready for the tasks of `programs/tasks.ts`. */
export interface PeerPool {
  /** One task, the way the peer's documentation shows it. */
  call(task: TaskName, value: number): Promise<number>
  /** All tasks given away at once. */
  flood(task: TaskName, values: readonly number[]): Promise<readonly number[]>
  /** All tasks, a worker getting its next one when it is done with its last. */
  map(task: TaskName, values: readonly number[]): Promise<readonly number[]>
  close(): void | Promise<void>
}

export interface Peer {
  readonly name: string
  /** Starts the workers; they need not be ready when it returns. */
  open(size: number): PeerPool
}

type Call = (value: number) => Promise<number>

/** Gives each worker its next task when it is done with its last, as pools do. */
export async function pull(workers: readonly Call[], values: readonly number[]): Promise<readonly number[]> {
  const results: number[] = []
  let next = 0
  const work = async (call: Call): Promise<void> => {
    while (next < values.length) {
      const index = next++
      results[index] = await call(values[index] ?? 0)
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
