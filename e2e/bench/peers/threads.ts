import { Pool, spawn, Worker } from 'threads'
import { type Made, type Peer, type PeerPool, pooled, type TaskName } from './peer.ts'
import url from './threads.worker.ts?worker&url'

type Tasks = Record<TaskName, (value: unknown) => unknown>

export const threads: Peer = {
  name: 'threads',
  open(size): PeerPool {
    const pool = Pool(() => spawn<Tasks>(new Worker(url)), size)
    return {
      ...pooled(
        <T extends TaskName>(task: T, value: unknown) =>
          pool.queue(worker => worker[task](value)) as unknown as Promise<Made<T>>,
      ),
      close: () => pool.terminate(true),
    }
  },
}
