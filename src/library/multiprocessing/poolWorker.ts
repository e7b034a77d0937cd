import { KernelQueue } from '../../kernel/exchange/queue.ts'
import { Operation } from '../../trace/events.ts'
import { MaybeEncodingError } from '../errors.ts'
import { isInstance, isThenable } from '../runtime/builtins.ts'
import { ExitRequest, type ProcessContext } from '../runtime/current.ts'
import type { Order } from '../runtime/order.ts'
import { tracebackOf } from '../runtime/problems.ts'
import { wordsOf } from '../runtime/traceback.ts'
import { argumentText } from './argumentText.ts'
import { asCallerNames, resultNames } from './pathNames.ts'
import { CallStyle, ChunkStatus, NO_JOB, type TaskFailure, type TaskMessage } from './poolMessages.ts'

type PoolOrder = Extract<Order, { kind: 'pool' }>

/** What a pool's worker does: takes chunks until it is told to end. */
export async function runPoolWorker(context: ProcessContext, order: PoolOrder): Promise<void> {
  const worker = new PoolWorker(context, order)
  try {
    const ready = order.initializer?.(...order.initargs)
    if (isThenable(ready)) await ready
  } catch (error) {
    worker.tellDeath(error, true)
    throw error
  }
  try {
    await worker.work()
  } catch (error) {
    worker.tellDeath(error, false)
    throw error
  }
}

class PoolWorker {
  readonly #context: ProcessContext
  readonly #order: PoolOrder
  readonly #tasks: KernelQueue
  readonly #results: KernelQueue
  #job = NO_JOB
  #chunk = 0
  /** Once a task was async, waiting for the next one must not stop timers and promises that it left behind. */
  #async = false

  constructor(context: ProcessContext, order: PoolOrder) {
    this.#context = context
    this.#order = order
    this.#tasks = KernelQueue.attach(context.kernel, order.tasks)
    this.#results = KernelQueue.attach(context.kernel, order.results)
  }

  async work(): Promise<void> {
    for (;;) {
      const message = (
        this.#async
          ? await this.#tasks.getAsync(null, Operation.PoolIdle)
          : this.#tasks.get(null, Operation.PoolIdle)
      ) as TaskMessage | null
      if (message === null) return
      this.#job = message[0]
      this.#chunk = message[1]
      const values: unknown[] = []
      const failure = this.#runNow(message, values, 0)
      // A number is how far it came before a task turned out to be async.
      if (typeof failure === 'number') this.#answer(await this.#runOn(message, values, failure), values)
      else this.#answer(failure, values)
      this.#job = NO_JOB
    }
  }

  /** The parent replaces the worker and tells whoever waits for its chunk. */
  tellDeath(error: unknown, initializer: boolean): void {
    const exitCode = isInstance(error, ExitRequest) ? error.exitCode : 1
    const death = {
      process: this.#context.name,
      lane: this.#context.kernel.lane,
      exitCode,
      initializer: initializer ? this.#sendable(this.#failure(error)) : null,
    }
    this.#results.put([this.#job, this.#chunk, ChunkStatus.Died, death], null)
  }

  /** Runs the chunk's tasks from `start` on. Null: all done; a failure: one raised; a number: that one is async. */
  #runNow(message: TaskMessage, values: unknown[], start: number): TaskFailure | number | null {
    const [, , style, first, fn, items] = message
    const { trace } = this.#context.kernel
    const number = this.#context.tables.tracedNumber(fn)
    const { pool, submitter } = this.#order
    for (let i = start; i < items.length; i++) {
      const item = items[i]
      trace.taskBegin(first + i, number, pool, submitter, argumentText(item, style))
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
      trace.taskEnd(first + i, 0)
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
        trace.taskEnd(message[3] + i, 1)
        return this.#failure(error)
      }
      trace.taskEnd(message[3] + i, 0)
      const next = this.#runNow(message, values, i + 1)
      if (typeof next !== 'number') return next
      i = next
    }
  }

  #answer(failure: TaskFailure | null, values: unknown[]): void {
    const job = this.#job
    const chunk = this.#chunk
    if (failure !== null) {
      this.#results.put([job, chunk, ChunkStatus.Raised, this.#sendable(failure)], null)
      return
    }
    try {
      this.#results.put([job, chunk, ChunkStatus.Done, values], null)
    } catch (error) {
      this.#results.put([job, chunk, ChunkStatus.Raised, this.#failure(unsent(error))], null)
    }
  }

  #failure(error: unknown): TaskFailure {
    if (isInstance(error, ExitRequest)) throw error
    const { stacks, name } = this.#context
    return { error, process: name, traceback: tracebackOf(error, stacks), place: stacks.placeOf(error) }
  }

  /** The failure, with the error replaced by its words if it cannot cross. */
  #sendable(failure: TaskFailure): TaskFailure {
    try {
      this.#context.kernel.codec.encode(failure)
      return failure
    } catch {
      const { name, message } = wordsOf(failure.error)
      return { ...failure, error: Object.assign(new Error(message), { name }) }
    }
  }
}

function unsent(error: unknown): MaybeEncodingError {
  const { message } = wordsOf(asCallerNames(error, resultNames))
  return new MaybeEncodingError(
    'pool.resultNotSendable',
    { reason: message },
    `The result of a task cannot be sent back: ${message}`,
  )
}
