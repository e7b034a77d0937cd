import { parentPort, workerData } from 'node:worker_threads'
import { nodeHost } from './host.testing.ts'
import { type ProcessOrder, runProcess } from './processBody.testing.ts'
import { serveWorker } from './serveWorker.testing.ts'

const order = workerData as ProcessOrder

serveWorker(() =>
  runProcess(
    order,
    overrides => nodeHost(overrides, order.epoch),
    message => parentPort?.postMessage(message),
  ),
)
