import { initRuntime, move, shutdown, spawn } from 'multithreading'
import { countPrimes, identity, wavePart } from '../programs/tasks.ts'
import { type Given, type Made, type Peer, type PeerPool, pooled, type TaskName } from './peer.ts'

const TASKS = { identity, countPrimes, wavePart }

/** Sends functions as text, once for each worker, and then their number. It has one pool for the page. */
export const multithreading: Peer = {
  name: 'multithreading',
  open(size): PeerPool {
    initRuntime({ maxWorkers: size })
    return {
      ...pooled(async <T extends TaskName>(task: T, value: Given<T>): Promise<Made<T>> => {
        const result = await spawn(move(value), TASKS[task] as unknown as (value: Given<T>) => Made<T>).join()
        if (!result.ok) throw result.error
        return result.value
      }),
      close: shutdown,
    }
  },
}
