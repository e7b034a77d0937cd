import { KernelQueue } from '../../kernel/exchange/queue.ts'
import { TRANSFER, type Transfer } from '../../kernel/memory/values/index.ts'
import { ObjectType } from '../../trace/events.ts'
import { awaitable } from '../awaitable.ts'
import { taskDone } from '../queueErrors.ts'
import { current } from '../runtime/current.ts'
import { baseOn, createQueue, Queue, type QueueSize } from './queue.ts'
import { transferOf } from './transfer.ts'

/** `multiprocessing.JoinableQueue`. */
export class JoinableQueue extends Queue {
  readonly #queue: KernelQueue

  constructor(maxsize?: QueueSize) {
    const queue = restoring ?? createQueue(maxsize, { type: ObjectType.JoinableQueue, joinable: true })
    restoring = null
    baseOn(queue)
    super()
    this.#queue = queue
  }

  taskDone(): void {
    current()
    taskDone(this.#queue)
  }

  join(): void {
    current()
    this.#queue.join()
  }

  override [TRANSFER](): Transfer {
    return transferOf('multiprocessing.JoinableQueue', this.#queue.id, [this.#queue.id])
  }

  static {
    awaitable(JoinableQueue.prototype.join, async function (this: JoinableQueue) {
      current()
      await this.#queue.joinAsync()
    })
  }
}

let restoring: KernelQueue | null = null

/** The queue of another process, here. */
export function restoreJoinableQueue(id: unknown): JoinableQueue {
  restoring = KernelQueue.attach(current().kernel, id as number)
  return new JoinableQueue()
}
