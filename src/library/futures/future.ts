import { TRANSFER } from '../../kernel/memory/values/index.ts'
import { Operation } from '../../trace/events.ts'
import { requireFunction, timeoutOf } from '../arguments.ts'
import { awaitable } from '../awaitable.ts'
import { TimeoutError } from '../errors.ts'
import { rethrown } from '../multiprocessing/jobs.ts'
import { refuseTransfer } from '../multiprocessing/transfer.ts'
import { isInstance } from '../runtime/builtins.ts'
import { current } from '../runtime/current.ts'
import { INSPECT } from '../runtime/inspect.ts'
import { wordsOf } from '../runtime/traceback.ts'
import { type Answers, answersOf, type Patience } from './answers.ts'
import { CancelledError, InvalidStateError } from './errors.ts'
import type { DoneCallback, FutureState } from './futureState.ts'

type Timeout = number | null | { readonly timeout?: number | null }

let stateBehind: (future: object) => FutureState | null

/** `concurrent.futures.Future`. */
export class Future {
  readonly #state: FutureState
  readonly #answers: Answers

  constructor() {
    this.#answers = answersOf(current())
    this.#state = wrapping ?? this.#answers.open()
    wrapping = null
    this.#state.future = this
  }

  result(timeout?: Timeout): unknown {
    current()
    const ms = secondsOf(timeout)
    if (!this.#answers.wait(() => this.#state.done, this.#patience(ms))) throw tooLate(ms)
    return resultOf(this.#state)
  }

  exception(timeout?: Timeout): unknown {
    current()
    const ms = secondsOf(timeout)
    if (!this.#answers.wait(() => this.#state.done, this.#patience(ms))) throw tooLate(ms)
    return this.#error()
  }

  done(): boolean {
    return this.#now().done
  }

  running(): boolean {
    const { phase, work } = this.#now()
    if (phase !== 'pending' || work === null) return phase === 'running'
    return !work.crew.board.isPending(work.task)
  }

  cancelled(): boolean {
    return this.#now().phase === 'cancelled'
  }

  cancel(): boolean {
    const state = this.#now()
    if (state.phase === 'cancelled') return true
    if (state.phase !== 'pending') return false
    if (state.work !== null && !state.work.crew.withdraw(state.work.task)) return false
    state.phase = 'cancelled'
    this.#answers.settled(state)
    return true
  }

  addDoneCallback(callback: DoneCallback): void {
    requireFunction(callback, 'Future.addDoneCallback')
    const state = this.#now()
    if (state.done) this.#answers.call(state, callback as DoneCallback)
    else this.#answers.addCallback(state, callback as DoneCallback)
  }

  setRunningOrNotifyCancel(): boolean {
    const state = this.#own('setRunningOrNotifyCancel')
    if (state.phase === 'cancelled' && !state.notified) {
      state.notified = true
      return false
    }
    if (state.phase !== 'pending') throw this.#invalid('setRunningOrNotifyCancel')
    state.phase = 'running'
    return true
  }

  setResult(value: unknown): void {
    const state = this.#own('setResult')
    if (state.done) throw this.#invalid('setResult')
    state.values = [value]
    state.phase = 'finished'
    this.#answers.settled(state)
  }

  setException(error: unknown): void {
    const state = this.#own('setException')
    if (state.done) throw this.#invalid('setException')
    state.failure = { error }
    state.phase = 'finished'
    this.#answers.settled(state)
  }

  [TRANSFER](): never {
    return refuseTransfer('Future', 'Send what its result() returns, or wait for it where it was submitted.')
  }

  [INSPECT](): string {
    const { number, phase, failure, values, work } = this.#state
    let text = `state=${phase}`
    if (phase === 'pending' && work !== null && !work.crew.board.isPending(work.task)) text = 'state=running'
    if (phase === 'finished') {
      text += failure === null ? ` returned ${kindOf(values[0])}` : ` raised ${kindOf(failure.error)}`
    }
    return `<Future at ${number} ${text}>`
  }

  static {
    awaitable(Future.prototype.result, async function (this: Future, timeout) {
      current()
      const ms = secondsOf(timeout)
      if (!(await this.#answers.waitAsync(() => this.#state.done, this.#patience(ms)))) throw tooLate(ms)
      return resultOf(this.#state)
    })
    awaitable(Future.prototype.exception, async function (this: Future, timeout) {
      current()
      const ms = secondsOf(timeout)
      if (!(await this.#answers.waitAsync(() => this.#state.done, this.#patience(ms)))) throw tooLate(ms)
      return this.#error()
    })
    stateBehind = future => (#state in future ? future.#state : null)
  }

  #error(): unknown {
    if (this.#state.phase === 'cancelled') throw cancelled()
    const { failure } = this.#state
    return failure === null ? null : failure.error
  }

  #patience(ms: number | null): Patience {
    return patienceFor(this.#state, Operation.FutureResult, current().kernel.deadline(ms))
  }

  /** The state, with all that has come by now. */
  #now(): FutureState {
    current()
    if (!this.#state.done) this.#answers.poll()
    return this.#state
  }

  /** The state of a future that no executor made. */
  #own(what: string): FutureState {
    const state = this.#now()
    if (state.work === null) return state
    throw new InvalidStateError(
      'futures.executorOwned',
      { what },
      `${what}() is for futures made by new Future(): the result of this one is set by its executor.`,
    )
  }

  #invalid(what: string): InvalidStateError {
    const { phase } = this.#state
    return new InvalidStateError(
      'futures.state',
      { what, state: phase },
      `${what}() was called on a future that is ${phase}: that can be done once, before it is done.`,
    )
  }
}

let wrapping: FutureState | null = null

/** The state behind a future; null for anything else. */
export const stateOf = (value: object): FutureState | null => stateBehind(value)

/** The future of a state, for a program to hold. */
export function futureOf(state: FutureState): Future {
  wrapping = state
  return new Future()
}

/** Throws what the task raised, or that it was cancelled. */
function resultOf(state: FutureState): unknown {
  throwFailure(state)
  return state.values[0]
}

export function throwFailure(state: FutureState): void {
  if (state.phase === 'cancelled') throw cancelled()
  if (state.failure !== null) throw rethrown(state.failure.error)
}

/** What a wait for a future is called. */
export function patienceFor(
  state: FutureState | undefined,
  operation: Operation,
  deadline: number,
): Patience {
  const { kernel } = current()
  return {
    reason: { operation, object: state?.work?.crew.id ?? 0, site: kernel.site() },
    deadline,
  }
}

/** A timeout in seconds, alone or in options, in ms. */
function secondsOf(timeout: Timeout | undefined): number | null {
  return timeoutOf(typeof timeout === 'object' && timeout !== null ? timeout.timeout : timeout)
}

function tooLate(ms: number | null): TimeoutError {
  const seconds = (ms ?? 0) / 1000
  return new TimeoutError('futures.timeout', { seconds }, `The future was not done within ${seconds} s.`)
}

function cancelled(): CancelledError {
  return new CancelledError(
    'futures.cancelled',
    {},
    'The future was cancelled, so it has no result. Ask cancelled() before result().',
  )
}

/** A type as JavaScript names it: `number`, `Array`, the class of an error. */
function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value)
  if (isInstance(value, Error)) return wordsOf(value).name
  if (typeof value !== 'object') return typeof value
  const maker: unknown = value.constructor
  return typeof maker === 'function' ? maker.name : 'Object'
}
