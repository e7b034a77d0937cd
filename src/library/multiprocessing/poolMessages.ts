import { KernelQueue } from '../../kernel/exchange/queue.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { TRANSFER, type Transfer } from '../../kernel/memory/values/index.ts'
import { current } from '../runtime/current.ts'
import { transferOf } from './transfer.ts'

/**
 * What crosses the two queues of a pool: flat arrays, so that many tiny tasks travel in few small messages. Each message of
 * tasks is known by its number, the how-manieth it is of its queue: whoever put it and whoever took it know that without
 * being told.
 *
 * - tasks: `[asker, style, first task, function, items]`; asker null: answers go to the pool's own queue
 * - answer: `[number, status, content]`; a bare number: the lane of a worker that has ended
 */
export type TaskMessage = readonly [
  asker: Asker | null,
  style: CallStyle,
  first: number,
  fn: (...args: unknown[]) => unknown,
  items: readonly unknown[],
]

export type ResultMessage =
  | readonly [number: number, status: ChunkStatus.Done, values: readonly unknown[]]
  | readonly [number: number, status: ChunkStatus.Raised, failure: TaskFailure]
  | readonly [number: number, status: ChunkStatus.Lost, death: WorkerDeath]
  | readonly [number: 0, status: ChunkStatus.Broken, failure: TaskFailure]

/** How a function is called: with each item, or with each item's elements as arguments. */
export const enum CallStyle {
  Item = 0,
  Spread = 1,
}

export const enum ChunkStatus {
  Done = 0,
  Raised = 1,
  /** The worker died over it. */
  Lost = 2,
  /** A worker cannot begin: what its initializer raised. */
  Broken = 3,
}

/** An error raised by a task, with what the caller cannot see for itself. */
export interface TaskFailure {
  readonly error: unknown
  readonly process: string
  readonly traceback: string
  readonly place: { readonly file: string; readonly line: number; readonly column: number } | null
}

export interface WorkerDeath {
  readonly process: string
  readonly exitCode: number
}

/** The queue of a thread that gives tasks to a pool which another thread has made: where its answers go. */
export class Asker {
  readonly queue: KernelQueue

  constructor(queue: KernelQueue) {
    this.queue = queue
  }

  [TRANSFER](): Transfer {
    return transferOf('multiprocessing.pool.Asker', this.queue.id, [this.queue.id])
  }
}

const askers = new WeakMap<Kernel, Map<number, Asker>>()

/** One object for each queue: many messages name the same. */
export function restoreAsker(id: unknown): Asker {
  const { kernel } = current()
  let own = askers.get(kernel)
  if (own === undefined) {
    own = new Map()
    askers.set(kernel, own)
  }
  const known = own.get(id as number)
  if (known) return known
  const made = new Asker(KernelQueue.attach(kernel, id as number))
  own.set(made.queue.id, made)
  return made
}
