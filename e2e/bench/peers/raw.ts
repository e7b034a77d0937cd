import { countPrimes, identity, wavePart } from '../programs/tasks.ts'
import { type Given, type Made, type Peer, type PeerPool, pull, type TaskName } from './peer.ts'

const script = blobScript(
  `const tasks = { identity: ${identity}, countPrimes: ${countPrimes}, wavePart: ${wavePart} }
onmessage = ({ data }) => postMessage(tasks[data.task](data.value))`,
)

const sequentialScript = blobScript(
  `const countPrimes = ${countPrimes}
onmessage = ({ data }) => {
  let primes = 0
  for (let task = 0; task < data; task++) primes += countPrimes(task)
  postMessage(primes)
}`,
)

/** Workers and `postMessage`, without a library: a worker answers its messages in the order it gets them. */
export const raw: Peer = {
  name: 'postMessage',
  open(size): PeerPool {
    const workers = Array.from({ length: size }, () => new Worker(script))
    const callers = workers.map(worker => caller(worker))
    let turn = 0
    return {
      call: (task, value) => {
        turn = (turn + 1) % size
        return callers[turn]?.(task, value) ?? Promise.reject(new Error('There are no workers'))
      },
      flood: (task, values) => flood(workers, task, values),
      map: (task, values) =>
        pull(
          callers.map(call => (value: Given<typeof task>) => call(task, value)),
          values,
        ),
      close: () => {
        for (const worker of workers) worker.terminate()
      },
    }
  },
}

type Caller = <T extends TaskName>(task: T, value: Given<T>) => Promise<Made<T>>

function caller(worker: Worker): Caller {
  return (task, value) =>
    new Promise((resolve, reject) => {
      worker.onmessage = event => resolve(event.data)
      worker.onerror = event => reject(new Error(event.message))
      worker.postMessage({ task, value })
    })
}

/** The least that can be done: no promise for each task, answers are counted. */
function flood<T extends TaskName>(
  workers: readonly Worker[],
  task: T,
  values: readonly Given<T>[],
): Promise<readonly Made<T>[]> {
  return new Promise(resolve => {
    const results: Made<T>[] = []
    const hear = (event: MessageEvent<Made<T>>): void => {
      results.push(event.data)
      if (results.length === values.length) resolve(results)
    }
    for (const worker of workers) worker.onmessage = hear
    values.forEach((value, i) => {
      workers[i % workers.length]?.postMessage({ task, value })
    })
  })
}

/** One worker that goes through all tasks in a loop of its own. */
export function openSequential(): { run(tasks: number): Promise<number>; close(): void } {
  const worker = new Worker(sequentialScript)
  return {
    run: tasks =>
      new Promise(resolve => {
        worker.onmessage = event => resolve(event.data)
        worker.postMessage(tasks)
      }),
    close: () => worker.terminate(),
  }
}

function blobScript(text: string): string {
  return URL.createObjectURL(new Blob([text], { type: 'text/javascript' }))
}
