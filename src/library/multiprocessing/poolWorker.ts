import { PoolObject } from '../../kernel/exchange/poolObject.ts'
import { EMPTY, KernelQueue } from '../../kernel/exchange/queue.ts'
import { Operation } from '../../trace/events.ts'
import { isInstance, isThenable } from '../runtime/builtins.ts'
import { ExitRequest, type ProcessContext } from '../runtime/current.ts'
import type { Order } from '../runtime/order.ts'
import { argumentText } from './argumentText.ts'
import { lostWith } from './jobs.ts'
import { resultNames } from './pathNames.ts'
import { CallStyle, ChunkStatus, type TaskFailure, type TaskMessage } from './poolMessages.ts'
import { failureOf, sendableFailure, unsentResult } from './taskFailure.ts'

type PoolOrder = Extract<Order, { kind: 'pool' }>

/** What a pool's worker does: takes chunks until it is told to end. */
export async function runPoolWorker(context: ProcessContext, order: PoolOrder): Promise<void> {
  const worker = new PoolWorker(context, order)
  try {
    const ready = order.initializer?.(...order.initargs)
    if (isThenable(ready)) await ready
  } catch (error) {
    worker.tellBroken(error)
    throw error
  }
  await worker.work()
}

class PoolWorker {
  readonly #context: ProcessContext
  readonly #order: PoolOrder
  readonly #object: PoolObject
  readonly #tasks: KernelQueue
  readonly #answers: KernelQueue
  /** Where the answer to the present message goes. */
  #asker: KernelQueue
  /** Once a task was async, waiting for the next one must not stop timers and promises that it left behind. */
  #async = false

  constructor(context: ProcessContext, order: PoolOrder) {
    const { kernel } = context
    const to = order.threads ? 'thread' : 'message'
    this.#context = context
    this.#order = order
    this.#object = PoolObject.attach(kernel, order.pool)
    this.#tasks = KernelQueue.attach(kernel, order.tasks, to)
    this.#tasks.claimAt = this.#object.claimWord(order.worker)
    this.#answers = KernelQueue.attach(kernel, order.answers, to)
    this.#asker = this.#answers
  }

  async work(): Promise<void> {
    const { messagesEach, worker } = this.#order
    for (let done = 0; messagesEach === null || done < messagesEach; done++) {
      const message = (
        this.#async
          ? await this.#tasks.getAsync(null, Operation.PoolIdle)
          : this.#tasks.get(null, Operation.PoolIdle)
      ) as TaskMessage | typeof EMPTY
      // The pool was closed, and nothing is left.
      if (message === EMPTY) return
      const number = this.#object.claim(worker)
      const asker = message[0]?.queue ?? null
      if (asker !== null) this.#object.setAsker(worker, asker.id)
      this.#asker = asker ?? this.#answers
      const values: unknown[] = []
      const failure = this.#runNow(message, values, 0)
      // A number is how far it came before a task turned out to be async.
      if (typeof failure === 'number')
        this.#answer(number, await this.#runOn(message, values, failure), values)
      else this.#answer(number, failure, values)
      this.#object.clearClaim(worker)
    }
  }

  /** No worker can begin: the pool is told why. An initializer that exits is no failure, but the worker dies of it. */
  tellBroken(error: unknown): void {
    const failure = isInstance(error, ExitRequest)
      ? this.#failure(lostWith({ process: this.#context.name, exitCode: error.exitCode }))
      : this.#failure(error)
    this.#answers.put([0, ChunkStatus.Broken, sendableFailure(this.#context, failure)], null)
  }

  /** Runs the chunk's tasks from `start` on. Null: all done; a failure: one raised; a number: that one is async. */
  #runNow(message: TaskMessage, values: unknown[], start: number): TaskFailure | number | null {
    const [, style, first, fn, items] = message
    const { trace } = this.#context.kernel
    const number = this.#context.tables.tracedNumber(fn)
    const { pool, submitter } = this.#order
    // The next task begins when the one before it ends: reading the clock costs as much as a tiny task.
    let time: number | undefined
    for (let i = start; i < items.length; i++) {
      const item = items[i]
      trace.taskBegin(first + i, number, pool, submitter, argumentText(item, style), time)
      try {
        const value = style === CallStyle.Item ? fn(item) : fn(...(item as unknown[]))
        if (isThenable(value)) {
          values[i] = value
          return i
        }
        values[i] = value
      } catch (error) {
        trace.taskEnd(first + i, 1)
        return this.#failure(error)
      }
      time = trace.taskEnd(first + i, 0)
    }
    return null
  }

  async #runOn(message: TaskMessage, values: unknown[], start: number): Promise<TaskFailure | null> {
    const { trace } = this.#context.kernel
    this.#async = true
    for (let i = start; ; ) {
      try {
        values[i] = await values[i]
      } catch (error) {
        trace.taskEnd(message[2] + i, 1)
        return this.#failure(error)
      }
      trace.taskEnd(message[2] + i, 0)
      const next = this.#runNow(message, values, i + 1)
      if (typeof next !== 'number') return next
      i = next
    }
  }

  #answer(number: number, failure: TaskFailure | null, values: unknown[]): void {
    if (failure !== null) {
      this.#asker.put([number, ChunkStatus.Raised, sendableFailure(this.#context, failure)], null)
      return
    }
    try {
      this.#asker.put([number, ChunkStatus.Done, values], null)
    } catch (error) {
      this.#asker.put([number, ChunkStatus.Raised, this.#failure(unsentResult(error, resultNames))], null)
    }
  }

  #failure(error: unknown): TaskFailure {
    if (isInstance(error, ExitRequest)) throw error
    return failureOf(this.#context, error)
  }
}
