import { EMPTY, KernelQueue } from '../../kernel/exchange/queue.ts'
import { queueLength } from '../../kernel/memory/messages.ts'
import type { ProcessHandle } from '../../kernel/process/processHandle.ts'
import type { Wait, WaitReason } from '../../kernel/sync/waiter.ts'
import { raisedBy } from '../multiprocessing/jobs.ts'
import { isInstance } from '../runtime/builtins.ts'
import { ExitRequest, type ProcessContext } from '../runtime/current.ts'
import { inspect } from '../runtime/inspect.ts'
import { tracebackOf } from '../runtime/problems.ts'
import type { Crew } from './crew.ts'
import { FutureState } from './futureState.ts'
import { type Answer, AnswerStatus } from './messages.ts'

interface Watcher {
  readonly until: () => boolean
  settle(failure?: { readonly error: unknown }): void
}

interface StartedWorker {
  readonly crew: Crew
  readonly number: number
  readonly handle: ProcessHandle
}

/** What a wait is for, and how long. */
export interface Patience {
  readonly reason: WaitReason
  /** On the kernel's clock. */
  readonly deadline: number
  /** Something else that may end it: the wait is looked at again then. */
  readonly also?: Wait
}

/**
 * All that comes back to one lane from the workers of all executors: answers, and notices of workers that have ended. There
 * is no thread that takes them in: whoever waits for one future takes in what comes for all.
 */
export class Answers {
  readonly queue: KernelQueue
  /** Executors that this lane made. */
  readonly crews = new Set<Crew>()
  readonly #context: ProcessContext
  readonly #futures = new Map<number, FutureState>()
  readonly #workers = new Map<number, StartedWorker>()
  readonly #watchers = new Set<Watcher>()
  #nextFuture = 1
  #order = 0
  #withCallbacks = 0
  #receiving = false
  #pumping = false

  constructor(context: ProcessContext) {
    this.#context = context
    this.queue = KernelQueue.create(context.kernel, 0)
  }

  /** A future that nobody has promised an answer yet. */
  open(): FutureState {
    return new FutureState(this.#nextFuture++)
  }

  /** From now on an answer may come for it. */
  expect(state: FutureState): void {
    this.#futures.set(state.number, state)
  }

  forget(state: FutureState): void {
    this.#futures.delete(state.number)
  }

  started(worker: StartedWorker): void {
    this.#workers.set(worker.handle.lane, worker)
  }

  /** Handles of the workers of an executor that this lane has started, and that may still live. */
  workersOf(crew: Crew): StartedWorker[] {
    return [...this.#workers.values()].filter(worker => worker.crew === crew)
  }

  /** Takes in what has come. */
  poll(): void {
    for (let answer = this.#receive(); answer !== EMPTY; answer = this.#receive()) this.#handOut(answer)
  }

  /** Callbacks run whose futures were answered. */
  chore(): void {
    if (this.#withCallbacks === 0 || this.#receiving) return
    if (queueLength(this.#context.kernel.memory.words, this.queue.id) === 0) return
    this.poll()
  }

  /** Blocks until the condition holds: true; false when it did not in time. */
  wait(until: () => boolean, { reason, deadline, also }: Patience): boolean {
    const { kernel } = this.#context
    for (;;) {
      this.poll()
      if (until()) return true
      if (kernel.now() >= deadline) return false
      const arrival = this.queue.readable()
      kernel.waiter.waitAny(also === undefined ? [arrival] : [arrival, also], deadline, reason)
    }
  }

  waitAsync(until: () => boolean, { reason, deadline }: Patience): Promise<boolean> {
    this.poll()
    if (until()) return Promise.resolve(true)
    const { kernel, lifetime } = this.#context
    const ms = deadline - kernel.now()
    if (ms <= 0) return Promise.resolve(false)
    const { timers } = lifetime
    return new Promise((resolve, reject) => {
      const watcher: Watcher = {
        until,
        settle: failure => {
          this.#watchers.delete(watcher)
          timers.clear(timer)
          if (failure) reject(failure.error)
          else resolve(until())
        },
      }
      const timer =
        ms === Number.POSITIVE_INFINITY ? undefined : timers.setTimeout(() => watcher.settle(), ms)
      this.#watchers.add(watcher)
      this.#pump(reason)
    })
  }

  addCallback(state: FutureState, callback: (typeof state.callbacks)[number]): void {
    if (state.callbacks.length === 0) this.#withCallbacks++
    state.callbacks.push(callback)
  }

  /** The future has its result, error or cancellation: whoever waits for it hears of it. */
  settled(state: FutureState): void {
    state.order = ++this.#order
    this.#futures.delete(state.number)
    const { callbacks } = state
    if (callbacks.length > 0) {
      this.#withCallbacks--
      state.callbacks = []
      for (const callback of callbacks) this.call(state, callback)
    }
    for (const watcher of [...this.#watchers]) if (watcher.until()) watcher.settle()
  }

  /** Calls back; what the callback throws is only told, as in Python. */
  call(state: FutureState, callback: (typeof state.callbacks)[number]): void {
    const { future } = state
    if (future === null) return
    const { kernel, stacks, runtime } = this.#context
    const { site } = runtime
    try {
      callback(future)
    } catch (error) {
      if (isInstance(error, ExitRequest)) throw error
      const text = inspect(future, { error: one => stacks.text(one) })
      kernel.trace.output(
        2,
        `exception calling callback for ${text}\n${tracebackOf(error, stacks)}`,
        kernel.site(),
      )
    } finally {
      runtime.site = site
    }
  }

  #receive(): unknown {
    this.#receiving = true
    try {
      return this.queue.get(0)
    } finally {
      this.#receiving = false
    }
  }

  /** One async taker for all async waits: two would take each other's answers. */
  async #pump(reason: WaitReason): Promise<void> {
    if (this.#pumping) return
    this.#pumping = true
    try {
      while (this.#watchers.size > 0) {
        await this.#context.kernel.waiter.waitAnyAsync(
          [this.queue.readable()],
          Number.POSITIVE_INFINITY,
          reason,
        )
        this.poll()
      }
    } catch (error) {
      for (const watcher of [...this.#watchers]) watcher.settle({ error })
    } finally {
      this.#pumping = false
    }
  }

  #handOut(answer: unknown): void {
    if (typeof answer === 'number') {
      const worker = this.#workers.get(answer)
      this.#workers.delete(answer)
      worker?.crew.workerEnded(worker.number)
      for (const watcher of [...this.#watchers]) if (watcher.until()) watcher.settle()
      return
    }
    const [number, status, content] = answer as Answer
    const state = this.#futures.get(number)
    if (state === undefined || state.work === null) return
    switch (status) {
      case AnswerStatus.Done:
        state.values = content
        state.phase = 'finished'
        break
      case AnswerStatus.Raised:
        state.failure = { error: raisedBy(content) }
        state.phase = 'finished'
        break
      case AnswerStatus.Cancelled:
        state.phase = 'cancelled'
        state.notified = true
        break
      case AnswerStatus.Broken:
        state.failure = { error: state.work.crew.broken('result') }
        state.phase = 'finished'
        break
    }
    this.settled(state)
  }
}

const known = new WeakMap<ProcessContext, Answers>()

/** What comes back to this lane. */
export function answersOf(context: ProcessContext): Answers {
  let answers = known.get(context)
  if (answers === undefined) {
    answers = new Answers(context)
    known.set(context, answers)
    context.chores.add(answers)
  }
  return answers
}

/** The same, if this lane ever asked anything of an executor. */
export function knownAnswers(context: ProcessContext): Answers | null {
  return known.get(context) ?? null
}
