import { TRANSFER } from '../../kernel/memory/values/index.ts'
import { Operation } from '../../trace/events.ts'
import { awaitable } from '../awaitable.ts'
import { current } from '../runtime/current.ts'
import { type Timeout, timeoutMs, tooLate } from './asyncResult.ts'
import { rethrown, type StreamJob } from './jobs.ts'
import type { PoolResults } from './poolResults.ts'
import { refuseTransfer } from './transfer.ts'

/** What an iterator needs of its pool. */
export interface StreamSource {
  readonly job: StreamJob
  readonly results: PoolResults
  /** Gives the pool chunks until enough are on their way or the input is at its end. */
  fill(): void
}

/** What `imap` and `imapUnordered` return: reads its input as far ahead as keeps the workers busy, no further. */
export class ImapIterator implements IterableIterator<unknown>, AsyncIterable<unknown> {
  readonly #source: StreamSource
  #values: readonly unknown[] = []
  #at = 0

  constructor(source: StreamSource) {
    this.#source = source
    source.fill()
  }

  next(timeout?: Timeout): IteratorResult<unknown, undefined> {
    const { kernel } = current()
    const ms = timeoutMs(timeout)
    const deadline = kernel.deadline(ms)
    while (this.#at >= this.#values.length) {
      const { job, results } = this.#source
      if (this.#over()) return { done: true, value: undefined }
      if (!results.wait(() => job.done, left(ms, deadline, kernel.now()), Operation.PoolImap))
        throw tooLate(ms)
      this.#takeChunk()
    }
    return { done: false, value: this.#values[this.#at++] }
  }

  [Symbol.iterator](): this {
    return this
  }

  [Symbol.asyncIterator](): AsyncIterableIterator<unknown> {
    const iterator: AsyncIterableIterator<unknown> = {
      next: () => this.#nextAsync(),
      [Symbol.asyncIterator]: () => iterator,
    }
    return iterator
  }

  [TRANSFER](): never {
    return refuseTransfer('iterator of imap()', 'Send an array of its results.')
  }

  static {
    awaitable(ImapIterator.prototype.next, function (this: ImapIterator, timeout) {
      return this.#nextAsync(timeout)
    })
  }

  async #nextAsync(timeout?: Timeout): Promise<IteratorResult<unknown, undefined>> {
    const { kernel } = current()
    const ms = timeoutMs(timeout)
    const deadline = kernel.deadline(ms)
    while (this.#at >= this.#values.length) {
      const { job, results } = this.#source
      if (this.#over()) return { done: true, value: undefined }
      const patience = left(ms, deadline, kernel.now())
      if (!(await results.waitAsync(() => job.done, patience, Operation.PoolImap))) throw tooLate(ms)
      this.#takeChunk()
    }
    return { done: false, value: this.#values[this.#at++] }
  }

  #over(): boolean {
    this.#source.fill()
    return this.#source.job.inFlight === 0
  }

  #takeChunk(): void {
    const outcome = this.#source.job.take()
    this.#source.fill()
    this.#at = 0
    this.#values = []
    if (outcome === undefined) return
    if ('error' in outcome) throw rethrown(outcome.error)
    this.#values = outcome.values
  }
}

/** What is left of a timeout, in ms; null: no limit. */
function left(timeout: number | null, deadline: number, now: number): number | null {
  return timeout === null ? null : Math.max(0, deadline - now)
}
