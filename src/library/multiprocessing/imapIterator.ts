import { TRANSFER } from '../../kernel/memory/values/index.ts'
import { Operation } from '../../trace/events.ts'
import { awaitable } from '../awaitable.ts'
import { current } from '../runtime/current.ts'
import { rethrown, type StreamJob } from './jobs.ts'
import type { PoolResults } from './poolResults.ts'
import { refuseTransfer } from './transfer.ts'

/** What an iterator needs of its pool. */
export interface StreamSource {
  readonly job: StreamJob
  readonly results: PoolResults
  /** Gives the pool chunks until enough are on their way or the input is at its end. */
  fill(): void
  /** The job is over. */
  close(): void
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

  next(): IteratorResult<unknown, undefined> {
    current()
    while (this.#at >= this.#values.length) {
      const { job, results } = this.#source
      if (this.#over()) return { done: true, value: undefined }
      results.wait(job, null, Operation.PoolImap)
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
    awaitable(ImapIterator.prototype.next, function (this: ImapIterator) {
      return this.#nextAsync()
    })
  }

  async #nextAsync(): Promise<IteratorResult<unknown, undefined>> {
    current()
    while (this.#at >= this.#values.length) {
      const { job, results } = this.#source
      if (this.#over()) return { done: true, value: undefined }
      await results.waitAsync(job, null, Operation.PoolImap)
      this.#takeChunk()
    }
    return { done: false, value: this.#values[this.#at++] }
  }

  #over(): boolean {
    this.#source.fill()
    if (this.#source.job.inFlight > 0) return false
    this.#source.close()
    return true
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
