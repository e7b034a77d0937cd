import { EMPTY, KernelQueue } from '../../kernel/exchange/queue.ts'
import { TRANSFER, type Transfer } from '../../kernel/memory/values/index.ts'
import { type Blocking, blockingOf, requireCount } from '../arguments.ts'
import { awaitable } from '../awaitable.ts'
import { Empty, Full } from '../errors.ts'
import { current } from '../runtime/current.ts'
import { transferOf } from './transfer.ts'

/** `multiprocessing.Queue`. */
export class Queue {
  readonly #queue: KernelQueue

  constructor(maxsize = 0) {
    if (restoring === null) {
      requireCount(maxsize, Number.NEGATIVE_INFINITY, 'The size of a Queue')
      this.#queue = KernelQueue.create(current().kernel, Math.max(0, maxsize))
    } else this.#queue = restoring
    restoring = null
  }

  put(value: unknown, block?: boolean | Blocking, timeout?: number | null): void {
    current()
    if (!this.#queue.put(value, blockingOf(block, timeout))) throw this.#full()
  }

  get(block?: boolean | Blocking, timeout?: number | null): unknown {
    current()
    return given(this.#queue.get(blockingOf(block, timeout)))
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

  [TRANSFER](): Transfer {
    return transferOf('multiprocessing.Queue', this.#queue.id, [this.#queue.id])
  }

  static {
    awaitable(Queue.prototype.put, async function (this: Queue, value, block, timeout) {
      current()
      if (!(await this.#queue.putAsync(value, blockingOf(block, timeout)))) throw this.#full()
    })
    awaitable(Queue.prototype.get, async function (this: Queue, block, timeout) {
      current()
      return given(await this.#queue.getAsync(blockingOf(block, timeout)))
    })
  }

  #full(): Full {
    const { capacity } = this.#queue
    return new Full(
      'queue.full',
      { capacity },
      `The queue holds ${capacity} items and had no room for another in time.`,
    )
  }
}

let restoring: KernelQueue | null = null

/** The queue of another process, here. */
export function restoreQueue(id: unknown): Queue {
  restoring = KernelQueue.attach(current().kernel, id as number)
  return new Queue()
}

function given(value: unknown): unknown {
  if (value !== EMPTY) return value
  throw new Empty('queue.empty', {}, 'The queue is empty, and nothing was put into it in time.')
}
