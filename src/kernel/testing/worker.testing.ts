import { parentPort, workerData } from 'node:worker_threads'
import { KernelCells } from '../exchange/cells.ts'
import { KernelQueue } from '../exchange/queue.ts'
import { Kernel } from '../kernel.ts'
import { Codec, TRANSFER } from '../memory/values/index.ts'
import { KernelLock } from '../sync/lock.ts'
import { nodeHost } from './host.testing.ts'
import { type Process, scenarios } from './scenarios.testing.ts'

const { arena, slot, scenario, args, epoch } = workerData
const post = (message: object) => parentPort?.postMessage(message)
const host = nodeHost(
  {
    requestWorker: () => post({ kind: 'requestWorker' }),
    requestKill: slot => post({ kind: 'kill', slot }),
  },
  epoch,
)
const kernel = Kernel.attach(arena, slot, host)
const codec = new Codec({
  functionNumber: () => -1,
  functionByNumber: () => undefined,
  closureOf: () => null,
  className: () => null,
  classByName: () => undefined,
  encodeText: host.encodeText,
  decodeText: host.decodeText,
})
kernel.codec = codec
for (const [type, attach] of [
  ['lock', KernelLock.attach],
  ['queue', KernelQueue.attach],
  ['cells', KernelCells.attach],
] as const) {
  codec.registerReviver(type, (data: unknown) => shareable(attach(kernel, data as number), type))
}
/** Kernel objects as the library would wrap them: able to cross. */
function shareable<T extends { id: number }>(object: T, type: string): T {
  return Object.assign(object, { [TRANSFER]: () => ({ type, data: object.id, objects: [object.id] }) })
}

const process: Process = {
  kernel,
  lock: () => shareable(KernelLock.create(kernel), 'lock'),
  queue: capacity => shareable(KernelQueue.create(kernel, capacity), 'queue'),
  cells: (code, length) => shareable(KernelCells.create(kernel, code, length, 3), 'cells'),
  start: (name, ...values) =>
    kernel.startProcess({
      name,
      flags: 0,
      startMethod: 'spawn',
      payload: codec.encode([name, values]),
    }),
  result: value => post({ kind: 'result', value }),
}

// A pending `Atomics.waitAsync` does not keep a worker of Node alive.
const alive = setInterval(() => {}, 1000)

post({ kind: 'attached' })
const order = kernel.waitForClaim()
const [name, values] = (order.main ? [scenario, args] : codec.decode(order.payload)) as [string, unknown[]]
let exitCode = 0
try {
  const done = scenarios[name]?.(process, ...(values as never[]))
  if (done instanceof Promise) await kernel.loop.drive(done)
} catch (error) {
  exitCode = 1
  post({ kind: 'error', value: error instanceof Error ? error.stack : error })
}
kernel.exit(exitCode)
clearInterval(alive)
post({ kind: 'exited' })
