import { initRuntime, move, shutdown, spawn } from 'multithreading'
import { countPrimes, identity } from '../programs/tasks.ts'
import { type Peer, type PeerPool, pooled } from './peer.ts'

const TASKS = { identity, countPrimes }

/** Sends functions as text, once for each worker, and then their number. It has one pool for the page. */
export const multithreading: Peer = {
  name: 'multithreading',
  open(size): PeerPool {
    initRuntime({ maxWorkers: size })
    return {
      ...pooled(async (task, value) => {
        const result = await spawn(move(value), TASKS[task]).join()
        if (!result.ok) throw result.error
        return result.value
      }),
      close: shutdown,
    }
  },
}
