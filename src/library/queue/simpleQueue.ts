import { KernelQueue } from '../../kernel/exchange/queue.ts'
import { type Destination, TRANSFER, type Transfer } from '../../kernel/memory/values/index.ts'
import { ObjectType } from '../../trace/events.ts'
import { type Blocking, strictBlockingOf } from '../arguments.ts'
import { awaitable } from '../awaitable.ts'
import { createQueue } from '../multiprocessing/queue.ts'
import { transferOf } from '../multiprocessing/transfer.ts'
import { given } from '../queueErrors.ts'
import { current } from '../runtime/current.ts'
import { copyQueue, refuseQueue } from './crossing.ts'

const TYPE = 'queue.SimpleQueue'
const OPTIONS = { type: ObjectType.SimpleQueue, to: 'thread' } as const

/** `queue.SimpleQueue`: without size and without tasks. */
export class SimpleQueue {
  readonly #queue: KernelQueue

  constructor() {
    this.#queue = restoring ?? createQueue(0, OPTIONS)
    restoring = null
  }

  /** It never waits: `block` and `timeout` are there for those who know `Queue`. */
  put(value: unknown, _block?: boolean | Blocking, _timeout?: number | null): void {
    current()
    this.#queue.put(value, null)
  }

  get(block?: boolean | Blocking, timeout?: number | null): unknown {
    current()
    return given(this.#queue, this.#queue.get(strictBlockingOf(block, timeout)))
  }

  putNowait(value: unknown): void {
    this.put(value)
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

  [TRANSFER](to: Destination): Transfer {
    if (to === 'thread') return transferOf(TYPE, this.#queue.id, [this.#queue.id])
    if (to === 'fork') return transferOf(TYPE, copyQueue(this.#queue), [])
    return refuseQueue(TYPE)
  }

  static {
    awaitable(SimpleQueue.prototype.get, async function (this: SimpleQueue, block, timeout) {
      current()
      return given(this.#queue, await this.#queue.getAsync(strictBlockingOf(block, timeout)))
    })
  }
}

let restoring: KernelQueue | null = null

/** The queue of another thread, or, in a forked process, a new one that begins as a copy. */
export function restoreThreadSimpleQueue(data: unknown): SimpleQueue {
  const { kernel } = current()
  if (typeof data === 'number') restoring = KernelQueue.attach(kernel, data, 'thread')
  else {
    const { items } = data as ReturnType<typeof copyQueue>
    restoring = KernelQueue.create(kernel, 0, OPTIONS)
    restoring.fill(items, 0, false)
  }
  return new SimpleQueue()
}
