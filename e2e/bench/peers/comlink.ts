import { releaseProxy, wrap } from 'comlink'
import url from './comlink.worker.ts?worker&url'
import { type Given, type Made, type Peer, type PeerPool, pull, type TaskName } from './peer.ts'

type Tasks = typeof import('../programs/tasks.ts')

/** Has no pool: tasks go round robin, or to the worker that is done. */
export const comlink: Peer = {
  name: 'comlink',
  open(size): PeerPool {
    const workers = Array.from({ length: size }, () => new Worker(url))
    const remotes = workers.map(worker => wrap<Tasks>(worker))
    let turn = 0
    const one = <T extends TaskName>(at: number, task: T, value: Given<T>): Promise<Made<T>> => {
      const remote = remotes[at]?.[task] as unknown as ((value: Given<T>) => Promise<Made<T>>) | undefined
      return remote?.(value) ?? Promise.reject(new Error('There are no workers'))
    }
    const call: PeerPool['call'] = (task, value) => {
      turn = (turn + 1) % size
      return one(turn, task, value)
    }
    return {
      call,
      flood: (task, values) => Promise.all(values.map(value => call(task, value))),
      map: (task, values) =>
        pull(
          remotes.map((_, at) => (value: Given<typeof task>) => one(at, task, value)),
          values,
        ),
      close: () => {
        for (const remote of remotes) remote[releaseProxy]()
        for (const worker of workers) worker.terminate()
      },
    }
  },
}
