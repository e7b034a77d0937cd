import { parentPort, workerData } from 'node:worker_threads'
import { nodeHost } from './host.testing.ts'
import { type ProcessOrder, runProcess } from './processBody.testing.ts'

const order = workerData as ProcessOrder

// A pending `Atomics.waitAsync` does not keep a worker of Node alive.
const alive = setInterval(() => {}, 1000)
// No `await` at the top level: V8 crashes where a worker is terminated while such a module begins.
runProcess(
  order,
  overrides => nodeHost(overrides, order.epoch),
  message => parentPort?.postMessage(message),
)
  .finally(() => clearInterval(alive))
  .catch(error => {
    setImmediate(() => {
      throw error
    })
  })
