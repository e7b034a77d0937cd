import type { Wait } from '../../kernel/sync/waiter.ts'
import { Operation } from '../../trace/events.ts'
import { requireIterable, timeoutOf, typeName } from '../arguments.ts'
import { awaitable } from '../awaitable.ts'
import { ArgumentError } from '../errors.ts'
import { current } from '../runtime/current.ts'
import { WAITABLE, type Waitable } from '../waitable.ts'

export { Connection } from './connection.ts'

type Timeout = number | null | { readonly timeout?: number | null }

/** `multiprocessing.connection.wait`: which of the objects are ready, once one is. */
export function wait<T>(objects: Iterable<T>, timeout?: Timeout): T[] {
  const { all, waits, limit } = prepare(objects, timeout)
  const { kernel } = current()
  const ready = readyNow(all)
  if (ready.length > 0 || limit === 0) return ready
  kernel.waiter.waitAny(waits, kernel.deadline(limit), reason(kernel.site()))
  return readyNow(all)
}

awaitable(wait, async (objects: Iterable<unknown>, timeout?: Timeout) => {
  const { all, waits, limit } = prepare(objects, timeout)
  const { kernel } = current()
  const ready = readyNow(all)
  if (ready.length > 0 || limit === 0) return ready
  await kernel.waiter.waitAnyAsync(waits, kernel.deadline(limit), reason(kernel.site()))
  return readyNow(all)
})

const reason = (site: number) => ({ operation: Operation.WaitAny, object: 0, site })

function prepare<T>(
  objects: Iterable<T>,
  timeout: Timeout | undefined,
): { all: T[]; waits: Wait[]; limit: number | null } {
  current().kernel.gate.point()
  requireIterable(objects, 'connection.wait')
  const all = [...objects]
  const limit = timeoutOf(typeof timeout === 'object' && timeout !== null ? timeout.timeout : timeout)
  return { all, waits: all.map(waitOf), limit }
}

/** Those that are ready at this moment. */
function readyNow<T>(objects: readonly T[]): T[] {
  const { kernel } = current()
  return objects.filter(object => kernel.waiter.waitAny([waitOf(object)], 0) === 0)
}

function waitOf(object: unknown): Wait {
  const waitable = (object as Partial<Waitable> | null)?.[WAITABLE]
  if (typeof waitable === 'function') return (object as Waitable)[WAITABLE]()
  const type = typeName(object)
  throw new ArgumentError(
    'connection.notWaitable',
    { type },
    `wait() cannot wait for ${type}: give it Connections, sentinels of processes, or queues.`,
  )
}
