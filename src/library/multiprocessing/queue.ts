import { KernelQueue, type QueueOptions } from '../../kernel/exchange/queue.ts'
import { TRANSFER, type Transfer } from '../../kernel/memory/values/index.ts'
import type { Wait } from '../../kernel/sync/waiter.ts'
import { type Blocking, blockingOf, isOptions, requireCount } from '../arguments.ts'
import { awaitable } from '../awaitable.ts'
import { ValueError } from '../errors.ts'
import { given, notPut } from '../queueErrors.ts'
import { current } from '../runtime/current.ts'
import { WAITABLE } from '../waitable.ts'
import { transferOf } from './transfer.ts'

/** `multiprocessing.Queue`. */
export class Queue {
  readonly #queue: KernelQueue
  #closed = false

  constructor(maxsize?: QueueSize) {
    this.#queue = restoring ?? createQueue(maxsize, {})
    restoring = null
  }

  put(value: unknown, block?: boolean | Blocking, timeout?: number | null): void {
    const queue = this.#open()
    if (!queue.put(value, blockingOf(block, timeout))) throw notPut(queue)
  }

  get(block?: boolean | Blocking, timeout?: number | null): unknown {
    const queue = this.#open()
    return given(queue, queue.get(blockingOf(block, timeout)))
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
    return this.#open().length === 0
  }

  full(): boolean {
    return this.#queue.capacity > 0 && this.qsize() >= this.#queue.capacity
  }

  /** From now on this process does not use it. */
  close(): void {
    current()
    this.#closed = true
  }

  /** What was put is in the queue as soon as `put` returns: there is no thread to wait for. */
  joinThread(): void {
    current()
    if (this.#closed) return
    throw new ValueError('queue.joinOpen', {}, 'The queue is still open: call close() before joinThread().')
  }

  cancelJoinThread(): void {
    current()
  }

  [WAITABLE](): Wait {
    return this.#open().readable()
  }

  [TRANSFER](): Transfer {
    return transferOf('multiprocessing.Queue', this.#queue.id, [this.#queue.id])
  }

  static {
    awaitable(Queue.prototype.put, async function (this: Queue, value, block, timeout) {
      const queue = this.#open()
      if (!(await queue.putAsync(value, blockingOf(block, timeout)))) throw notPut(queue)
    })
    awaitable(Queue.prototype.get, async function (this: Queue, block, timeout) {
      const queue = this.#open()
      return given(queue, await queue.getAsync(blockingOf(block, timeout)))
    })
  }

  #open(): KernelQueue {
    current()
    if (!this.#closed) return this.#queue
    throw new ValueError('queue.closed', {}, 'This process has closed the queue and cannot use it any more.')
  }
}

let restoring: KernelQueue | null = null

/** The queue of another process, here. */
export function restoreQueue(id: unknown): Queue {
  restoring = KernelQueue.attach(current().kernel, id as number)
  return new Queue()
}

/** How many items a queue may hold, alone or among options. */
export type QueueSize = number | { readonly maxsize?: number }

/** A queue of at most `size` items; 0 and less: any number. */
export function createQueue(size: QueueSize = 0, options: QueueOptions = {}): KernelQueue {
  const maxsize = isOptions(size) ? (size.maxsize ?? 0) : size
  requireCount(maxsize, Number.NEGATIVE_INFINITY, 'The size of a Queue')
  return KernelQueue.create(current().kernel, Math.max(0, maxsize), options)
}

/** The next Queue that is made, by a subclass's constructor, is this one. */
export function baseOn(queue: KernelQueue): void {
  restoring = queue
}
