import { TRANSFER } from '../../kernel/memory/values/index.ts'
import { Operation } from '../../trace/events.ts'
import { awaitable } from '../awaitable.ts'
import { TimeoutError } from '../errors.ts'
import { refuseTransfer } from '../multiprocessing/transfer.ts'
import { current } from '../runtime/current.ts'
import { type Answers, answersOf } from './answers.ts'
import { patienceFor, throwFailure } from './future.ts'
import type { FutureState } from './futureState.ts'

/** What the iterator of an executor's `map` reads from. */
export interface MapSource {
  /** Gives the executor the next chunk; null when there is none. */
  submit(): FutureState | null
  /** Chunks that may be on their way; Infinity: all. */
  readonly ahead: number
  /** On the kernel's clock. */
  readonly deadline: number
  /** ms, for the error's words. */
  readonly timeout: number | null
}

/** What `Executor.map` returns: results in order. The first error ends it, and takes back what nobody has begun. */
export class MapIterator implements IterableIterator<unknown>, AsyncIterable<unknown> {
  readonly #source: MapSource
  readonly #answers: Answers
  readonly #chunks: FutureState[] = []
  #values: readonly unknown[] = []
  #at = 0
  #over = false

  constructor(source: MapSource) {
    this.#answers = answersOf(current())
    this.#source = source
    this.#fill()
  }

  next(): IteratorResult<unknown, undefined> {
    current()
    while (this.#at >= this.#values.length) {
      const chunk = this.#chunks[0]
      if (this.#over || chunk === undefined) return this.return()
      const { deadline } = this.#source
      const done = this.#answers.wait(() => chunk.done, patienceFor(chunk, Operation.FutureResult, deadline))
      this.#take(chunk, done)
    }
    return { done: false, value: this.#values[this.#at++] }
  }

  /** Ends it early: what nobody has begun is taken back. */
  return(): IteratorResult<unknown, undefined> {
    this.#over = true
    this.#values = []
    for (const { done, work } of this.#chunks.splice(0)) if (!done) work?.crew.withdraw(work.task)
    return { done: true, value: undefined }
  }

  [Symbol.iterator](): this {
    return this
  }

  [Symbol.asyncIterator](): AsyncIterableIterator<unknown> {
    const iterator: AsyncIterableIterator<unknown> = {
      next: () => this.#nextAsync(),
      return: async () => this.return(),
      [Symbol.asyncIterator]: () => iterator,
    }
    return iterator
  }

  [TRANSFER](): never {
    return refuseTransfer('iterator of map()', 'Send an array of its results.')
  }

  static {
    awaitable(MapIterator.prototype.next, function (this: MapIterator) {
      return this.#nextAsync()
    })
  }

  async #nextAsync(): Promise<IteratorResult<unknown, undefined>> {
    current()
    while (this.#at >= this.#values.length) {
      const chunk = this.#chunks[0]
      if (this.#over || chunk === undefined) return this.return()
      const { deadline } = this.#source
      const done = await this.#answers.waitAsync(
        () => chunk.done,
        patienceFor(chunk, Operation.FutureResult, deadline),
      )
      this.#take(chunk, done)
    }
    return { done: false, value: this.#values[this.#at++] }
  }

  #fill(): void {
    while (this.#chunks.length < this.#source.ahead) {
      const chunk = this.#source.submit()
      if (chunk === null) return
      this.#chunks.push(chunk)
    }
  }

  #take(chunk: FutureState, done: boolean): void {
    try {
      if (!done) {
        const seconds = (this.#source.timeout ?? 0) / 1000
        throw new TimeoutError(
          'futures.mapTimeout',
          { seconds },
          `Not all results of map() were there within ${seconds} s of the call.`,
        )
      }
      throwFailure(chunk)
    } catch (error) {
      this.return()
      throw error
    }
    this.#chunks.shift()
    this.#values = chunk.values
    this.#at = 0
    this.#fill()
  }
}
