import type { KernelQueue } from '../../kernel/exchange/queue.ts'
import { EncodingError } from '../../kernel/memory/values/index.ts'

interface QueueCopy {
  readonly capacity: number
  readonly items: readonly unknown[]
  readonly unfinished: number
  readonly shut: boolean
}

/** What a forked child gets: a queue of its own, with what this one holds now. */
export function copyQueue(queue: KernelQueue): QueueCopy {
  const { items, unfinished } = queue.snapshot()
  return { capacity: queue.capacity, items, unfinished, shut: queue.shut }
}

/** Other processes cannot have a queue of this process's threads. */
export function refuseQueue(type: string): never {
  throw new EncodingError(
    'queue.notSendable',
    { type },
    `A ${type} belongs to the threads of one process and cannot be sent to another (in Python: cannot pickle ` +
      `'_thread.lock' object). Use multiprocessing.Queue between processes.`,
  )
}
