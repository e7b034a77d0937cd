import type { KernelQueue } from '../kernel/exchange/queue.ts'
import { EMPTY } from '../kernel/exchange/queue.ts'
import { Empty, Full, ShutDown, ValueError } from './errors.ts'

/** What `put` throws when it did not put. */
export function notPut(queue: KernelQueue): Full | ShutDown {
  if (queue.shut) return shutDown()
  const { capacity } = queue
  return new Full(
    'queue.full',
    { capacity },
    `The queue holds ${capacity} items and had no room for another in time.`,
  )
}

/** What `get` returns for what it took. */
export function given(queue: KernelQueue, value: unknown): unknown {
  if (value !== EMPTY) return value
  if (queue.shut) throw shutDown()
  throw new Empty('queue.empty', {}, 'The queue is empty, and nothing was put into it in time.')
}

/** Calls one item done. */
export function taskDone(queue: KernelQueue): void {
  if (queue.taskDone()) return
  throw new ValueError(
    'queue.taskDone',
    {},
    'taskDone() was called more often than items were put. Call it once for each item that was taken.',
  )
}

function shutDown(): ShutDown {
  return new ShutDown(
    'queue.shutDown',
    {},
    'The queue was shut down: nothing more can be put into it, and nothing is left to take.',
  )
}
