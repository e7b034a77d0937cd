import { pool as createPool } from 'workerpool'
import { type Peer, type PeerPool, pooled } from './peer.ts'
import url from './workerpool.worker.ts?worker&url'

/** With a worker script of its own, which its documentation prefers to functions sent as text. */
export const workerpool: Peer = {
  name: 'workerpool',
  open(size): PeerPool {
    const pool = createPool(url, { minWorkers: size, maxWorkers: size, workerType: 'web' })
    return {
      ...pooled((task, value) => pool.exec(task, [value]) as unknown as Promise<number>),
      close: async () => {
        await pool.terminate(true)
      },
    }
  },
}
