import { type BoardTask, KernelBoard } from '../../kernel/exchange/board.ts'
import { KernelQueue } from '../../kernel/exchange/queue.ts'
import { RuntimeError } from '../errors.ts'
import { argumentText } from '../multiprocessing/argumentText.ts'
import { CallStyle } from '../multiprocessing/poolMessages.ts'
import { failureOf, sendableFailure, unsentResult } from '../multiprocessing/taskFailure.ts'
import { isInstance, isThenable } from '../runtime/builtins.ts'
import { ExitRequest, type ProcessContext } from '../runtime/current.ts'
import type { Order } from '../runtime/order.ts'
import { tracebackOf } from '../runtime/problems.ts'
import { Crew } from './crew.ts'
import { type Answer, AnswerStatus, type TaskMessage } from './messages.ts'

type ExecutorOrder = Extract<Order, { kind: 'executor' }>

/** What a worker of an executor does: takes tasks off the board until it is told to leave. */
export async function runExecutorWorker(context: ProcessContext, order: ExecutorOrder): Promise<void> {
  const worker = new ExecutorWorker(context, order)
  try {
    const ready = order.initializer?.(...order.initargs)
    if (isThenable(ready)) await ready
  } catch (error) {
    worker.failedToStart(error)
    return
  }
  await worker.work()
}

class ExecutorWorker {
  readonly #context: ProcessContext
  readonly #order: ExecutorOrder
  readonly #board: KernelBoard
  readonly #queues = new Map<number, KernelQueue>()
  /** Once a task was async, waiting for the next one must not stop timers and promises that it left behind. */
  #async = false
  #tasks = 0

  constructor(context: ProcessContext, order: ExecutorOrder) {
    this.#context = context
    this.#order = order
    this.#board = KernelBoard.attach(context.kernel, order.board)
  }

  /** Says why, and ends without leaving the board: whoever started it finds the executor broken. */
  failedToStart(error: unknown): void {
    const { kernel, stacks } = this.#context
    if (!isInstance(error, ExitRequest)) {
      const text = `Exception in initializer:\n${tracebackOf(error, stacks)}`
      kernel.trace.output(2, text, kernel.site())
    }
    if (!this.#order.threads) return
    // The threads share one board: nobody needs to be told by whoever started this one.
    this.#board.leave(this.#order.worker)
    const { initializer, initargs, maxTasks } = this.#order
    const plan = {
      kind: 'threads',
      initializer,
      initargs,
      maxTasks,
      startMethod: 'fork',
      prefix: '',
    } as const
    Crew.attach(this.#context, plan, this.#board.id).break()
  }

  async work(): Promise<void> {
    for (;;) {
      const task = this.#async ? await this.#board.takeAsync() : this.#board.take()
      if (task === null) break
      const done = this.#perform(task)
      const answer = isThenable(done) ? await done : done
      const last = ++this.#tasks === this.#order.maxTasks || this.#exiting
      // Before the answer: whoever gets it may put up the next task at once, and counts on who is free.
      this.#board.answering(task)
      if (last) this.#board.leave(this.#order.worker)
      this.#answer(task, answer)
      this.#board.answered(task)
      if (last) return
    }
    this.#board.leave(this.#order.worker)
  }

  /** Whether a task of this worker has called `exit()`. */
  get #exiting(): boolean {
    return this.#context.exiting !== null
  }

  #perform(task: BoardTask): Answer | Promise<Answer> {
    const { kernel, tables } = this.#context
    let message: TaskMessage
    try {
      message = kernel.codec.decode(kernel.readMessage(task.message, task.length)) as TaskMessage
    } catch (error) {
      return [task.future, AnswerStatus.Raised, failureOf(this.#context, error)]
    }
    const number = tables.tracedNumber(message[0])
    const values: unknown[] = []
    const at = this.#runNow(task, message, number, values)
    return typeof at === 'number' ? this.#runOn(task, message, number, values, at) : at
  }

  /** Runs calls until all are done, one has raised, or one turns out to be async: then its index. */
  #runNow(task: BoardTask, message: TaskMessage, number: number, values: unknown[]): Answer | number {
    const [fn, calls, submitter] = message
    const { trace } = this.#context.kernel
    for (let i = values.length; i < calls.length; i++) {
      const args = calls[i] as readonly unknown[]
      trace.taskBegin(
        task.number + i,
        number,
        this.#board.id,
        submitter,
        argumentText(args, CallStyle.Spread),
      )
      try {
        const value = fn(...args)
        values[i] = value
        if (isThenable(value)) return i
      } catch (error) {
        return this.#raised(task, i, error)
      }
      trace.taskEnd(task.number + i, 0)
    }
    return [task.future, AnswerStatus.Done, values]
  }

  async #runOn(
    task: BoardTask,
    message: TaskMessage,
    number: number,
    values: unknown[],
    start: number,
  ): Promise<Answer> {
    this.#async = true
    for (let i = start; ; ) {
      try {
        values[i] = await values[i]
      } catch (error) {
        return this.#raised(task, i, error)
      }
      this.#context.kernel.trace.taskEnd(task.number + i, 0)
      const next = this.#runNow(task, message, number, values)
      if (typeof next !== 'number') return next
      i = next
    }
  }

  #raised(task: BoardTask, call: number, error: unknown): Answer {
    this.#context.kernel.trace.taskEnd(task.number + call, 1)
    if (!isInstance(error, ExitRequest))
      return [task.future, AnswerStatus.Raised, failureOf(this.#context, error)]
    // It leaves the board as after its last task: others go on, or one is started in its place.
    const gone = new RuntimeError(
      'futures.exit',
      { exitCode: error.exitCode },
      `The task called exit(${error.exitCode}), which ended its worker. Let tasks return or throw instead.`,
    )
    return [task.future, AnswerStatus.Raised, failureOf(this.#context, gone)]
  }

  #answer(task: BoardTask, answer: Answer): void {
    const queue = this.#queueOf(task.answers)
    const [future, status, content] = answer
    if (status === AnswerStatus.Raised) {
      queue.put(
        [
          future,
          status,
          sendableFailure(this.#context, content, { to: this.#order.threads ? 'thread' : 'message' }),
        ],
        null,
      )
      return
    }
    try {
      queue.put(answer, null)
    } catch (error) {
      queue.put(
        [future, AnswerStatus.Raised, failureOf(this.#context, unsentResult(error, resultPath))],
        null,
      )
    }
  }

  #queueOf(id: number): KernelQueue {
    let queue = this.#queues.get(id)
    if (queue === undefined) {
      queue = KernelQueue.attach(this.#context.kernel, id, this.#order.threads ? 'thread' : 'message')
      this.#queues.set(id, queue)
    }
    return queue
  }
}

const resultPath = (path: string): string => path.replace(/^value\[2\]\[\d+\]/, 'result')
