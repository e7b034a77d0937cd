import { KernelQueue, type QueueOptions } from '../../kernel/exchange/queue.ts'
import { type Destination, TRANSFER, type Transfer } from '../../kernel/memory/values/index.ts'
import type { Wait } from '../../kernel/sync/waiter.ts'
import { type Blocking, blockingOf, strictBlockingOf } from '../arguments.ts'
import { awaitable } from '../awaitable.ts'
import { createQueue, type QueueSize } from '../multiprocessing/queue.ts'
import { transferOf } from '../multiprocessing/transfer.ts'
import { given, notPut, taskDone } from '../queueErrors.ts'
import { current } from '../runtime/current.ts'
import { WAITABLE } from '../waitable.ts'
import { copyQueue, refuseQueue } from './crossing.ts'

/** Which queue a class makes. */
export interface QueueKind {
  /** How it crosses. */
  readonly type: string
  readonly options: QueueOptions
}

const kinds = new Map<Function, QueueKind>()

/** Says which queue a class makes, and those that a program derives from it. */
export function registerKind(type: Function, kind: QueueKind): void {
  kinds.set(type, kind)
}

function kindOf(type: Function): QueueKind {
  for (let one: Function | null = type; one !== null; one = Object.getPrototypeOf(one)) {
    const kind = kinds.get(one)
    if (kind !== undefined) return kind
  }
  return { type: 'queue.Queue', options: {} }
}

/** `queue.Queue`: for the threads of one process. */
export class Queue {
  readonly #queue: KernelQueue
  readonly #kind: QueueKind

  constructor(maxsize?: QueueSize) {
    this.#kind = kindOf(new.target)
    this.#queue = restoring ?? createQueue(maxsize, { ...this.#kind.options, joinable: true, to: 'thread' })
    restoring = null
  }

  put(value: unknown, block?: boolean | Blocking, timeout?: number | null): void {
    current()
    if (!this.#queue.put(value, waitToPut(this.#queue, block, timeout))) throw notPut(this.#queue)
  }

  get(block?: boolean | Blocking, timeout?: number | null): unknown {
    current()
    return given(this.#queue, this.#queue.get(strictBlockingOf(block, timeout)))
  }

  putNowait(value: unknown): void {
    this.put(value, false)
  }

  getNowait(): unknown {
    return this.get(false)
  }

  qsize(): number {
    current()
    return this.#queue.length
  }

  empty(): boolean {
    return this.qsize() === 0
  }

  full(): boolean {
    return this.#queue.capacity > 0 && this.qsize() >= this.#queue.capacity
  }

  taskDone(): void {
    current()
    taskDone(this.#queue)
  }

  join(): void {
    current()
    this.#queue.join()
  }

  shutdown(immediate: boolean | { readonly immediate?: boolean } = false): void {
    current()
    this.#queue.shutdown(typeof immediate === 'object' ? immediate.immediate === true : immediate)
  }

  [WAITABLE](): Wait {
    return this.#queue.readable()
  }

  [TRANSFER](to: Destination): Transfer {
    const { type } = this.#kind
    if (to === 'thread') return transferOf(type, this.#queue.id, [this.#queue.id])
    if (to === 'fork') return transferOf(type, copyQueue(this.#queue), [])
    return refuseQueue(type)
  }

  static {
    awaitable(Queue.prototype.put, async function (this: Queue, value, block, timeout) {
      current()
      const wait = waitToPut(this.#queue, block, timeout)
      if (!(await this.#queue.putAsync(value, wait))) throw notPut(this.#queue)
    })
    awaitable(Queue.prototype.get, async function (this: Queue, block, timeout) {
      current()
      return given(this.#queue, await this.#queue.getAsync(strictBlockingOf(block, timeout)))
    })
    awaitable(Queue.prototype.join, async function (this: Queue) {
      current()
      await this.#queue.joinAsync()
    })
  }
}

/** As in Python, a queue of any length takes no notice of a timeout. */
function waitToPut(
  queue: KernelQueue,
  block: boolean | Blocking | undefined,
  timeout: number | null | undefined,
): number | null {
  return queue.capacity > 0 ? strictBlockingOf(block, timeout) : blockingOf(block, timeout)
}

let restoring: KernelQueue | null = null

/** The queue of another thread, or, in a forked process, a new one that begins as a copy. */
export function restoreOf<T extends Queue>(type: new () => T): (data: unknown) => T {
  return data => {
    const { kernel } = current()
    if (typeof data === 'number') restoring = KernelQueue.attach(kernel, data, 'thread')
    else {
      const { capacity, items, unfinished, shut } = data as ReturnType<typeof copyQueue>
      const { options } = kindOf(type)
      const queue = KernelQueue.create(kernel, capacity, { ...options, joinable: true, to: 'thread' })
      queue.fill(items, unfinished, shut)
      restoring = queue
    }
    return new type()
  }
}
