import { KernelCells } from '../exchange/cells.ts'
import { KernelConnection } from '../exchange/connection.ts'
import { KernelQueue } from '../exchange/queue.ts'
import { SharedStates, STATE_REVIVER } from '../exchange/sharedState.ts'
import type { Host } from '../host.ts'
import { Kernel } from '../kernel.ts'
import { Codec, TRANSFER } from '../memory/values/index.ts'
import { KernelLock } from '../sync/lock.ts'
import { type Process, scenarios } from './scenarios.testing.ts'

/** What a worker of the test world is told at its start. */
export interface ProcessOrder {
  /** One word: how many results the run has told. */
  readonly told: SharedArrayBuffer
  readonly arena: SharedArrayBuffer
  readonly slot: number
  /** What the main process runs. */
  readonly scenario: string
  readonly args: readonly unknown[]
  /** Whether workers are used again; processes are then forked, not spawned. */
  readonly reuse: boolean
  /** Origin of the world's clock: `performance.timeOrigin` of whoever made the arena. */
  readonly epoch: number
}

/** What a worker tells its world. */
export type ProcessMessage =
  | { readonly kind: 'attached' | 'requestWorker' | 'exited' }
  | { readonly kind: 'kill'; readonly slot: number }
  /** `number`: the how-manieth of the run. Messages of several workers arrive in any order. */
  | { readonly kind: 'result'; readonly value: unknown; readonly number: number }
  | { readonly kind: 'error'; readonly value: unknown }

/** The life of one worker of the test world, the same under Node and in a browser. */
export async function runProcess(
  order: ProcessOrder,
  makeHost: (overrides: Partial<Host>) => Host,
  post: (message: ProcessMessage) => void,
): Promise<void> {
  const host = makeHost({
    requestWorker: () => post({ kind: 'requestWorker' }),
    requestKill: slot => post({ kind: 'kill', slot }),
  })
  let reused = false
  while ((await runOnce(order, host, post, reused)) && order.reuse) reused = true
  post({ kind: 'exited' })
}

/** One process; whether it left its worker as it was. */
async function runOnce(
  order: ProcessOrder,
  host: Host,
  post: (message: ProcessMessage) => void,
  reused: boolean,
): Promise<boolean> {
  const kernel = Kernel.attach(order.arena, order.slot, host, reused)
  const codec = makeCodec(host)
  kernel.codec = codec
  for (const [type, attach] of [
    ['lock', KernelLock.attach],
    ['queue', KernelQueue.attach],
    ['cells', KernelCells.attach],
    ['connection', KernelConnection.attach],
  ] as const) {
    codec.registerReviver(type, (data: unknown) => shareable(attach(kernel, data as number), type))
  }
  const states = new SharedStates(kernel)
  codec.states = states
  codec.registerReviver(STATE_REVIVER, id => states.attach(id as number))
  const process: Process = {
    kernel,
    lock: () => shareable(KernelLock.create(kernel), 'lock'),
    queue: capacity => shareable(KernelQueue.create(kernel, capacity), 'queue'),
    pipe: duplex => {
      const [first, second] = KernelConnection.pair(kernel, duplex)
      return [shareable(first, 'connection'), shareable(second, 'connection')]
    },
    cells: (code, length) => shareable(KernelCells.create(kernel, code, length, 3), 'cells'),
    start: (name, ...values) =>
      kernel.startProcess({
        name,
        flags: 0,
        startMethod: order.reuse ? 'fork' : 'spawn',
        payload: codec.encode([name, values]),
      }),
    startThread: (name, ...values) =>
      kernel.startThread({ name, flags: 0, payload: codec.encode([name, values], { to: 'thread' }) }),
    shared: value => states.share(value),
    result: value => post({ kind: 'result', value, number: nextResult(order) }),
  }
  if (!reused) post({ kind: 'attached' })
  const start = kernel.waitForClaim()
  const { scenario, args } = order
  const [name, values] = (start.main ? [scenario, args] : codec.decode(start.payload)) as [string, unknown[]]
  let exitCode = 0
  try {
    const done = scenarios[name]?.(process, ...(values as never[]))
    // Green lanes do without the event loop.
    if (done instanceof Promise) await (kernel.green === null ? kernel.loop.drive(done) : done)
  } catch (error) {
    exitCode = 1
    post({ kind: 'error', value: error instanceof Error ? error.stack : error })
  }
  const clean = exitCode === 0 && kernel.quiet
  kernel.exit(exitCode)
  return clean && kernel.quiet
}

function makeCodec(host: Host): Codec {
  return new Codec({
    functionNumber: () => -1,
    functionByNumber: () => undefined,
    closureOf: () => null,
    className: () => null,
    classByName: () => undefined,
    encodeText: host.encodeText,
    decodeText: host.decodeText,
  })
}

/** Kernel objects as the library would wrap them: able to cross. */
function shareable<T extends { id: number }>(object: T, type: string): T {
  return Object.assign(object, { [TRANSFER]: () => ({ type, data: object.id, objects: [object.id] }) })
}

/** Numbers the results of a run in the order in which its processes tell them. */
export function nextResult({ told }: ProcessOrder): number {
  return Atomics.add(new Int32Array(told), 0, 1)
}
