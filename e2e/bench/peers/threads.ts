import { Pool, spawn, Worker } from 'threads'
import { type Peer, type PeerPool, pooled } from './peer.ts'
import url from './threads.worker.ts?worker&url'

type Tasks = Record<'identity' | 'countPrimes', (value: number) => number>

export const threads: Peer = {
  name: 'threads',
  open(size): PeerPool {
    const pool = Pool(() => spawn<Tasks>(new Worker(url)), size)
    return {
      ...pooled(async (task, value) => pool.queue(worker => worker[task](value))),
      close: () => pool.terminate(true),
    }
  },
}
