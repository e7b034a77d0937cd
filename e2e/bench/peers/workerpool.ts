import { pool as createPool } from 'workerpool'
import { type Made, type Peer, type PeerPool, pooled, type TaskName } from './peer.ts'
import url from './workerpool.worker.ts?worker&url'

/** With a worker script of its own, which its documentation prefers to functions sent as text. */
export const workerpool: Peer = {
  name: 'workerpool',
  open(size): PeerPool {
    const pool = createPool(url, { minWorkers: size, maxWorkers: size, workerType: 'web' })
    return {
      ...pooled(
        <T extends TaskName>(task: T, value: unknown) =>
          pool.exec(task, [value]) as unknown as Promise<Made<T>>,
      ),
      close: async () => {
        await pool.terminate(true)
      },
    }
  },
}
