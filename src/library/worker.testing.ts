import { parentPort, workerData } from 'node:worker_threads'
import { nodeHost } from '../kernel/testing/host.testing.ts'
import { serveWorker } from '../kernel/testing/serveWorker.testing.ts'
import type { Problem } from '../program/outcome.ts'
import type { BufferPost } from './runtime/programBuffers.ts'
import { serveProcesses } from './runtime/serveProcesses.ts'

/** A worker of the harness: one slot of a run. */
const { arena, slot, program, epoch, url } = workerData
const post = (message: object): void => parentPort?.postMessage(message)
const read = performance.now.bind(performance)
const offset = performance.timeOrigin - epoch
const immediate = setImmediate
const timeout = setTimeout
const host = nodeHost({
  now: () => read() + offset,
  later: (callback, ms) => (ms ? timeout(callback, ms) : immediate(callback)),
  requestWorker: () => post({ kind: 'requestWorker' }),
  requestKill: victim => post({ kind: 'kill', slot: victim }),
})
// Browsers tell a worker's scope of unhandled rejections; Node tells its process.
Object.assign(globalThis, {
  addEventListener: (_type: string, listener: (event: object) => void) =>
    process.on('unhandledRejection', reason => listener({ reason, preventDefault() {} })),
})
const buffers: BufferPost = {
  share: (id, buffer) => post({ kind: 'shareBuffer', id, buffer }),
  fetch(ids) {
    post({ kind: 'needBuffers', ids })
    return new Promise(resolve => parentPort?.once('message', resolve))
  },
}
const report = (problem: Problem): void => post({ kind: 'problem', problem })

serveWorker(async () => {
  const { default: factory } = await import(/* @vite-ignore */ url)
  post({ kind: 'attached' })
  await serveProcesses({ arena, slot, host, program, factory, report, post: buffers })
  post({ kind: 'exited' })
})
