import { type PoolObject, PoolState } from '../../kernel/exchange/poolObject.ts'
import { KernelQueue } from '../../kernel/exchange/queue.ts'
import type { ProcessHandle } from '../../kernel/process/processHandle.ts'
import type { StartMethod } from '../../program/plan.ts'
import { LaneFlag } from '../../trace/events.ts'
import type { ProcessContext } from '../runtime/current.ts'
import { encodeOrder, type Order } from '../runtime/order.ts'
import { childIdentity, heritageOf } from './parenthood.ts'
import { ChunkStatus, type WorkerDeath } from './poolMessages.ts'

interface CrewOrders {
  readonly object: PoolObject
  readonly tasks: KernelQueue
  /** The pool's own queue of answers; the ends of workers are told here, too. */
  readonly answers: KernelQueue
  /** Null: the workers are threads. */
  readonly startMethod: StartMethod | null
  readonly initializer: ((...args: never[]) => unknown) | null
  readonly initargs: readonly unknown[]
  /** Messages that a worker answers before another takes its place; null: any number. */
  readonly messagesEach: number | null
}

interface Member {
  readonly name: string
  readonly handle: ProcessHandle
}

/** The workers of a pool, seen from the thread that made it. */
export class PoolCrew {
  readonly #context: ProcessContext
  readonly #orders: CrewOrders
  readonly #members: (Member | null)[] = []

  constructor(context: ProcessContext, orders: CrewOrders) {
    this.#context = context
    this.#orders = orders
    for (let worker = 0; worker < orders.object.size; worker++) this.#start(worker)
  }

  /** How many have not told of their end. */
  get size(): number {
    return this.#members.filter(member => member !== null).length
  }

  terminate(): void {
    if (this.#orders.startMethod === null) return
    for (const member of this.#members) member?.handle.terminate()
  }

  /**
   * The worker of this lane has ended. What it had in hand is lost: `lost` tells whether that was this thread's. It gets a
   * successor while there may be tasks.
   */
  ended(lane: number, lost: (number: number, death: WorkerDeath) => boolean): void {
    const worker = this.#members.findIndex(member => member?.handle.lane === lane)
    const member = this.#members[worker]
    if (member === null || member === undefined) return
    this.#members[worker] = null
    const { object, tasks } = this.#orders
    const claim = object.claim(worker)
    const asker = object.asker(worker)
    object.clearClaim(worker)
    if (claim !== 0) {
      const death = { process: member.name, exitCode: member.handle.exitCode() ?? 0 }
      if (!lost(claim, death) && asker !== 0) this.#tell(asker, claim, death)
    }
    const { state } = object
    if (state === PoolState.Open || (state === PoolState.Closed && tasks.pending)) this.#start(worker)
  }

  #tell(asker: number, number: number, death: WorkerDeath): void {
    KernelQueue.attach(this.#context.kernel, asker).put([number, ChunkStatus.Lost, death], null)
  }

  #start(worker: number): void {
    const context = this.#context
    const { kernel } = context
    const { object, tasks, answers, startMethod, initializer, initargs, messagesEach } = this.#orders
    const identity = childIdentity(context, ++context.poolWorkers)
    const order: Order = {
      kind: 'pool',
      heritage: heritageOf(context),
      identity: startMethod === null ? context.identity : identity,
      tasks: tasks.id,
      answers: answers.id,
      pool: object.id,
      worker,
      threads: startMethod === null,
      submitter: kernel.lane,
      initializer: initializer as ((...args: unknown[]) => unknown) | null,
      initargs,
      messagesEach,
    }
    const name = `${startMethod === null ? 'ThreadPoolWorker' : 'PoolWorker'}-${identity}`
    const spec = {
      name,
      flags: LaneFlag.Daemon | LaneFlag.PoolWorker,
      payload: encodeOrder(context, startMethod ?? 'thread', order, [tasks.id, answers.id, object.id]),
      notice: answers.id,
    }
    if (startMethod === null) {
      this.#members[worker] = { name, handle: kernel.startThread(spec) }
      return
    }
    this.#members[worker] = { name, handle: kernel.startProcess({ ...spec, startMethod }) }
  }
}
