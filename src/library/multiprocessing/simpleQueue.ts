import { KernelQueue } from '../../kernel/exchange/queue.ts'
import { TRANSFER, type Transfer } from '../../kernel/memory/values/index.ts'
import type { Wait } from '../../kernel/sync/waiter.ts'
import { ObjectType } from '../../trace/events.ts'
import { awaitable } from '../awaitable.ts'
import { OSError } from '../errors.ts'
import { given } from '../queueErrors.ts'
import { current } from '../runtime/current.ts'
import { WAITABLE } from '../waitable.ts'
import { createQueue } from './queue.ts'
import { transferOf } from './transfer.ts'

/** `multiprocessing.SimpleQueue`. */
export class SimpleQueue {
  readonly #queue: KernelQueue
  #closed = false

  constructor() {
    this.#queue = restoring ?? createQueue(0, { type: ObjectType.SimpleQueue })
    restoring = null
  }

  put(value: unknown): void {
    this.#open().put(value, null)
  }

  get(): unknown {
    const queue = this.#open()
    return given(queue, queue.get(null))
  }

  empty(): boolean {
    return this.#open().length === 0
  }

  close(): void {
    current()
    this.#closed = true
  }

  [WAITABLE](): Wait {
    return this.#open().readable()
  }

  [TRANSFER](): Transfer {
    return transferOf('multiprocessing.SimpleQueue', this.#queue.id, [this.#queue.id])
  }

  static {
    awaitable(SimpleQueue.prototype.get, async function (this: SimpleQueue) {
      const queue = this.#open()
      return given(queue, await queue.getAsync(null))
    })
  }

  #open(): KernelQueue {
    current()
    if (!this.#closed) return this.#queue
    throw new OSError('queue.closed', {}, 'This process has closed the queue and cannot use it any more.')
  }
}

let restoring: KernelQueue | null = null

/** The queue of another process, here. */
export function restoreSimpleQueue(id: unknown): SimpleQueue {
  restoring = KernelQueue.attach(current().kernel, id as number)
  return new SimpleQueue()
}
