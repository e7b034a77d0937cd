import { Operation } from '../../trace/events.ts'
import { requireIterable, timeoutOf, typeName } from '../arguments.ts'
import { awaitable } from '../awaitable.ts'
import { ArgumentError, TimeoutError, ValueError } from '../errors.ts'
import { current } from '../runtime/current.ts'
import { type Answers, answersOf } from './answers.ts'
import { type Future, patienceFor, stateOf } from './future.ts'
import type { FutureState } from './futureState.ts'

export const FIRST_COMPLETED = 'FIRST_COMPLETED'
export const FIRST_EXCEPTION = 'FIRST_EXCEPTION'
export const ALL_COMPLETED = 'ALL_COMPLETED'

export interface WaitOptions {
  readonly timeout?: number | null
  readonly returnWhen?: string
}

/** What `wait` returns: by name, or as a pair. */
interface DoneAndNotDone extends Iterable<Set<Future>> {
  readonly done: Set<Future>
  readonly notDone: Set<Future>
}

/** `concurrent.futures.wait`. */
export function wait(fs: Iterable<Future>, options: WaitOptions = {}): DoneAndNotDone {
  const { answers, states, until, patience } = preparations(fs, options)
  answers.wait(until, patience)
  return sorted(states)
}

awaitable(wait, async (fs: Iterable<Future>, options: WaitOptions = {}) => {
  const { answers, states, until, patience } = preparations(fs, options)
  await answers.waitAsync(until, patience)
  return sorted(states)
})

function preparations(fs: Iterable<Future>, { timeout, returnWhen = ALL_COMPLETED }: WaitOptions) {
  const context = current()
  const states = statesOf(fs, 'wait')
  const until = conditionOf(states, returnWhen)
  const deadline = context.kernel.deadline(timeoutOf(timeout))
  const patience = patienceFor(executorOf(states), Operation.FuturesWait, deadline)
  return { answers: answersOf(context), states, until, patience }
}

function conditionOf(states: readonly FutureState[], returnWhen: string): () => boolean {
  const allDone = () => states.every(state => state.done)
  switch (returnWhen) {
    case ALL_COMPLETED:
      return allDone
    case FIRST_COMPLETED:
      return () => states.length === 0 || states.some(state => state.done)
    case FIRST_EXCEPTION:
      return () => states.some(state => state.raised) || allDone()
    default:
      throw new ValueError(
        'futures.returnWhen',
        { value: String(returnWhen) },
        `wait(): returnWhen is FIRST_COMPLETED, FIRST_EXCEPTION or ALL_COMPLETED, not ${String(returnWhen)}.`,
      )
  }
}

function sorted(states: readonly FutureState[]): DoneAndNotDone {
  const done = new Set<Future>()
  const notDone = new Set<Future>()
  for (const state of states) if (state.future !== null) (state.done ? done : notDone).add(state.future)
  return {
    done,
    notDone,
    *[Symbol.iterator]() {
      yield done
      yield notDone
    },
  }
}

/** `concurrent.futures.as_completed`. */
export function asCompleted(
  fs: Iterable<Future>,
  options: { readonly timeout?: number | null } = {},
): Completed {
  const context = current()
  const timeout = timeoutOf(options.timeout)
  return new Completed(
    answersOf(context),
    statesOf(fs, 'asCompleted'),
    timeout,
    context.kernel.deadline(timeout),
  )
}

/** Futures as they are done, those first that are done already. */
class Completed implements IterableIterator<Future>, AsyncIterable<Future> {
  readonly #answers: Answers
  readonly #left: Set<FutureState>
  readonly #count: number
  readonly #timeout: number | null
  readonly #deadline: number

  constructor(answers: Answers, states: readonly FutureState[], timeout: number | null, deadline: number) {
    this.#answers = answers
    this.#left = new Set(states)
    this.#count = states.length
    this.#timeout = timeout
    this.#deadline = deadline
  }

  next(): IteratorResult<Future, undefined> {
    current()
    if (this.#left.size === 0) return { done: true, value: undefined }
    return this.#take(this.#answers.wait(() => this.#next() !== null, this.#patience()))
  }

  /** Ends it early; the futures go on. */
  return(): IteratorResult<Future, undefined> {
    this.#left.clear()
    return { done: true, value: undefined }
  }

  [Symbol.iterator](): this {
    return this
  }

  [Symbol.asyncIterator](): AsyncIterableIterator<Future> {
    const iterator: AsyncIterableIterator<Future> = {
      next: () => this.#nextAsync(),
      return: async () => this.return(),
      [Symbol.asyncIterator]: () => iterator,
    }
    return iterator
  }

  static {
    awaitable(Completed.prototype.next, function (this: Completed) {
      return this.#nextAsync()
    })
  }

  async #nextAsync(): Promise<IteratorResult<Future, undefined>> {
    current()
    if (this.#left.size === 0) return { done: true, value: undefined }
    return this.#take(await this.#answers.waitAsync(() => this.#next() !== null, this.#patience()))
  }

  #patience() {
    return patienceFor(executorOf([...this.#left]), Operation.FuturesWait, this.#deadline)
  }

  /** Of those that are done, the one that was so first. */
  #next(): FutureState | null {
    let first: FutureState | null = null
    for (const state of this.#left) {
      if (state.done && (first === null || state.order < first.order)) first = state
    }
    return first
  }

  #take(inTime: boolean): IteratorResult<Future, undefined> {
    const next = this.#next()
    if (!inTime || next === null) {
      const left = this.#left.size
      throw new TimeoutError(
        'futures.unfinished',
        { left, count: this.#count, seconds: (this.#timeout ?? 0) / 1000 },
        `${left} of ${this.#count} futures were not done within ${(this.#timeout ?? 0) / 1000} s.`,
      )
    }
    this.#left.delete(next)
    return { done: false, value: next.future as Future }
  }
}

function statesOf(fs: unknown, where: string): FutureState[] {
  requireIterable(fs, where)
  const states = new Set<FutureState>()
  for (const one of fs) {
    const state = typeof one === 'object' && one !== null ? stateOf(one) : null
    if (state === null) {
      throw new ArgumentError(
        'futures.notFuture',
        { where, type: typeName(one) },
        `${where}() needs futures, not ${typeName(one)}. Pass what submit() returned.`,
      )
    }
    states.add(state)
  }
  return [...states]
}

/** For the wait-for graph: whose result is waited for first. */
function executorOf(states: readonly FutureState[]): FutureState | undefined {
  return states.find(state => !state.done)
}
