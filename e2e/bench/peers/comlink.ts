import { releaseProxy, wrap } from 'comlink'
import url from './comlink.worker.ts?worker&url'
import { type Peer, type PeerPool, pull } from './peer.ts'

type Tasks = typeof import('../programs/tasks.ts')

/** Has no pool: tasks go round robin, or to the worker that is done. */
export const comlink: Peer = {
  name: 'comlink',
  open(size): PeerPool {
    const workers = Array.from({ length: size }, () => new Worker(url))
    const remotes = workers.map(worker => wrap<Tasks>(worker))
    let turn = 0
    const call: PeerPool['call'] = (task, value) => {
      turn = (turn + 1) % size
      return remotes[turn]?.[task](value) ?? Promise.reject(new Error('There are no workers'))
    }
    return {
      call,
      flood: (task, values) => Promise.all(values.map(value => call(task, value))),
      map: (task, values) =>
        pull(
          remotes.map(remote => value => remote[task](value)),
          values,
        ),
      close: () => {
        for (const remote of remotes) remote[releaseProxy]()
        for (const worker of workers) worker.terminate()
      },
    }
  },
}
