import { type BoardTask, KernelBoard } from '../../kernel/exchange/board.ts'
import { KernelQueue } from '../../kernel/exchange/queue.ts'
import { BoardState } from '../../kernel/memory/boardLayout.ts'
import { Signal } from '../../kernel/process/processHandle.ts'
import { ProcessBody } from '../../kernel/process/processObject.ts'
import type { StartMethod } from '../../program/plan.ts'
import { LaneFlag, Operation } from '../../trace/events.ts'
import { RuntimeError } from '../errors.ts'
import { childIdentity, heritageOf, requireParenthood } from '../multiprocessing/parenthood.ts'
import { asCallerNames } from '../multiprocessing/pathNames.ts'
import type { ProcessContext } from '../runtime/current.ts'
import { encodeOrder, type Order } from '../runtime/order.ts'
import { type Answers, answersOf, type Patience } from './answers.ts'
import { BrokenProcessPool, BrokenThreadPool } from './errors.ts'
import type { FutureState } from './futureState.ts'
import { AnswerStatus, type TaskMessage } from './messages.ts'

type Fn = (...args: never[]) => unknown

/** What an executor is made of, the same in every thread that knows it. */
export interface CrewPlan {
  readonly kind: 'processes' | 'threads'
  readonly initializer: Fn | null
  readonly initargs: readonly unknown[]
  /** Tasks after which a worker is replaced. */
  readonly maxTasks: number | null
  readonly startMethod: StartMethod
  /** Begin of the names of threads. */
  readonly prefix: string
}

/** The workers of an executor, as one lane sees them: it puts up tasks and starts workers for them. */
export class Crew {
  readonly plan: CrewPlan
  readonly board: KernelBoard
  readonly #context: ProcessContext
  readonly #answers: Answers

  private constructor(context: ProcessContext, plan: CrewPlan, board: KernelBoard) {
    this.#context = context
    this.#answers = answersOf(context)
    this.plan = plan
    this.board = board
  }

  static create(context: ProcessContext, plan: CrewPlan, maxWorkers: number): Crew {
    const crew = new Crew(context, plan, KernelBoard.create(context.kernel, maxWorkers))
    crew.#answers.crews.add(crew)
    return crew
  }

  static attach(context: ProcessContext, plan: CrewPlan, board: number): Crew {
    return new Crew(context, plan, KernelBoard.attach(context.kernel, board))
  }

  get id(): number {
    return this.board.id
  }

  /** Puts up calls as one task. `where` names the program's call in errors. */
  submit(fn: Fn, calls: readonly (readonly unknown[])[], where: string): FutureState {
    const { kernel } = this.#context
    const answers = this.#answers
    answers.poll()
    this.#accept(where)
    const state = answers.open()
    const message: TaskMessage = [fn as TaskMessage[0], calls, kernel.lane]
    const added = this.board.post(this.#encode(message), calls.length, answers.queue.id, state.number)
    if (added.state !== BoardState.Open) this.#accept(where)
    state.work = { crew: this, task: added.number }
    answers.expect(state)
    kernel.trace.submit(added.number, calls.length, this.id, kernel.site())
    if (added.worker !== -1) this.#startFor(added.worker, state, added.number)
    return state
  }

  /** Takes a task back that nobody has taken. */
  withdraw(task: number): boolean {
    return this.board.withdraw(task)
  }

  /** A worker that this lane started has ended. One that did not leave the board by itself breaks the executor. */
  workerEnded(worker: number): void {
    if (this.board.leave(worker)) this.break()
    else this.#recruit()
  }

  /** Nothing is done any more: whoever waits is told, workers are ended. */
  break(): void {
    const { pending, taken } = this.board.break()
    for (const task of [...pending, ...taken]) this.#tell(task, AnswerStatus.Broken)
    for (const task of pending) this.board.discard(task)
    if (this.plan.kind === 'processes') this.endWorkers(Signal.Term)
  }

  endWorkers(signal: Signal): void {
    for (const { handle } of this.#answers.workersOf(this)) handle.terminate(signal)
  }

  /** No more tasks. Workers leave when they have done what is there, or without that. */
  close(cancelFutures: boolean): void {
    if (cancelFutures) {
      for (const task of this.board.withdrawAll()) {
        this.#tell(task, AnswerStatus.Cancelled)
        this.board.discard(task)
      }
    }
    this.board.close()
    this.#answers.poll()
  }

  /** Waits until all workers have left, wherever they were started. */
  join(): void {
    const { kernel } = this.#context
    this.#answers.wait(() => this.board.workers === 0 || this.board.state === BoardState.Broken, {
      ...this.patience(Operation.ExecutorShutdown, Number.POSITIVE_INFINITY),
      also: this.board.emptiness(Number.POSITIVE_INFINITY),
    })
    for (const { handle } of this.#answers.workersOf(this)) {
      // A worker does not wait for its own end: as its executor's last one it may have been asked to shut it down.
      if (handle.lane !== kernel.lane) handle.join(null, Operation.ExecutorShutdown)
    }
    this.#answers.poll()
  }

  async joinAsync(): Promise<void> {
    const { waiter } = this.#context.kernel
    const { reason, deadline } = this.patience(Operation.ExecutorShutdown, Number.POSITIVE_INFINITY)
    for (;;) {
      this.#answers.poll()
      if (this.board.workers === 0 || this.board.state === BoardState.Broken) break
      // Workers that other threads started are not told of here: the board itself says when the last one leaves.
      const waits = [this.#answers.queue.readable(), this.board.emptiness(deadline)]
      await waiter.waitAnyAsync(waits, deadline, reason)
    }
    for (const { handle } of this.#answers.workersOf(this)) await handle.joinAsync(null)
    this.#answers.poll()
  }

  patience(operation: Operation, deadline: number): Patience {
    return { reason: { operation, object: this.id, site: this.#context.kernel.site() }, deadline }
  }

  /** The error of a broken executor: of a future that gets no result, or of who gives it more work. */
  broken(of: 'result' | 'submit'): BrokenProcessPool | BrokenThreadPool {
    if (this.plan.kind === 'threads') {
      return new BrokenThreadPool(
        'futures.brokenThreads',
        {},
        'A thread of the pool could not start its work or has ended: its initializer failed, or it was ended. ' +
          'The pool is not usable any more: see what was printed before, and make a new one.',
      )
    }
    return of === 'result'
      ? new BrokenProcessPool(
          'futures.brokenProcesses',
          {},
          'A process in the process pool was terminated abruptly while the future was running or pending. ' +
            'Its work is lost: see what was printed before, and make a new pool.',
        )
      : new BrokenProcessPool(
          'futures.brokenSubmit',
          {},
          'A child process terminated abruptly, the process pool is not usable any more. Make a new one.',
        )
  }

  #accept(where: string): void {
    const { state } = this.board
    if (state === BoardState.Broken) throw this.broken('submit')
    if (state === BoardState.Closed) {
      throw new RuntimeError(
        'futures.shutdown',
        { where },
        `${where} cannot schedule new futures after shutdown. Make a new executor.`,
      )
    }
    if (this.plan.kind === 'processes') requireParenthood(this.#context)
  }

  #encode(message: TaskMessage) {
    try {
      return this.#context.kernel.codec.encode(message, {
        to: this.plan.kind === 'threads' ? 'thread' : 'message',
      })
    } catch (error) {
      throw asCallerNames(error, taskNames)
    }
  }

  #tell(task: BoardTask, status: AnswerStatus.Cancelled | AnswerStatus.Broken): void {
    KernelQueue.attach(this.#context.kernel, task.answers).put([task.future, status], null)
  }

  #recruit(): void {
    const worker = this.board.recruit()
    if (worker !== -1) this.#start(worker)
  }

  /** Starts a worker for a task. If none can be had, others will do the task; if there are none, it is taken back. */
  #startFor(worker: number, state: FutureState, task: number): void {
    try {
      this.#start(worker)
    } catch (error) {
      this.board.leave(worker)
      if (this.board.workers > 0) return
      this.board.withdraw(task)
      this.#answers.forget(state)
      throw error
    }
  }

  #start(worker: number): void {
    const context = this.#context
    const { kernel } = context
    const { plan } = this
    const threads = plan.kind === 'threads'
    const order: Order = {
      kind: 'executor',
      heritage: heritageOf(context),
      identity: threads
        ? context.identity
        : childIdentity(context, context.kernel.count(ProcessBody.Children)),
      board: this.id,
      worker,
      threads,
      maxTasks: plan.maxTasks,
      initializer: plan.initializer as ((...args: unknown[]) => unknown) | null,
      initargs: plan.initargs,
    }
    const notice = this.#answers.queue.id
    const objects = [this.id, notice]
    const handle = threads
      ? kernel.startThread({
          name: `${plan.prefix}_${worker}`,
          flags: LaneFlag.PoolWorker,
          payload: encodeOrder(context, 'thread', order, objects),
          notice,
        })
      : kernel.startProcess({
          name: `Process-${order.identity}`,
          flags: LaneFlag.PoolWorker,
          startMethod: plan.startMethod,
          payload: encodeOrder(context, plan.startMethod, order, objects),
          notice,
        })
    this.#answers.started({ crew: this, number: worker, handle })
  }
}

/** Names of the parts of a TaskMessage as the caller of `submit` knows them. */
function taskNames(path: string): string {
  return path.replace(/^value\[0\]/, 'the function of the task').replace(/^value\[1\]\[\d+\]/, 'args')
}
