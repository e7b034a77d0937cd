import { TRANSFER } from '../../kernel/memory/values/index.ts'
import { Operation } from '../../trace/events.ts'
import { timeoutOf } from '../arguments.ts'
import { awaitable } from '../awaitable.ts'
import { ProcessTimeoutError, ValueError } from '../errors.ts'
import { current } from '../runtime/current.ts'
import type { ResultJob } from './jobs.ts'
import type { PoolResults } from './poolResults.ts'
import { refuseTransfer } from './transfer.ts'

export type Timeout = number | null | { readonly timeout?: number | null }

/** `multiprocessing.pool.AsyncResult`. */
export class AsyncResult {
  readonly #job: ResultJob
  readonly #results: PoolResults

  constructor(job: ResultJob, results: PoolResults) {
    this.#job = job
    this.#results = results
  }

  get(timeout?: Timeout): unknown {
    current()
    const ms = timeoutMs(timeout)
    if (!this.#results.wait(() => this.#job.done, ms, Operation.ResultGet)) throw tooLate(ms)
    return this.#job.result()
  }

  wait(timeout?: Timeout): void {
    current()
    this.#results.wait(() => this.#job.done, timeoutMs(timeout), Operation.ResultGet)
  }

  ready(): boolean {
    current()
    if (!this.#job.done) this.#results.poll()
    return this.#job.done
  }

  successful(): boolean {
    if (!this.ready()) {
      throw new ValueError('pool.notReady', {}, 'The result is not ready: call wait() before successful().')
    }
    return !this.#job.failed
  }

  [TRANSFER](): never {
    return refuseTransfer('AsyncResult', 'Send what its get() returns.')
  }

  static {
    awaitable(AsyncResult.prototype.get, async function (this: AsyncResult, timeout) {
      current()
      const ms = timeoutMs(timeout)
      if (!(await this.#results.waitAsync(() => this.#job.done, ms, Operation.ResultGet))) throw tooLate(ms)
      return this.#job.result()
    })
    awaitable(AsyncResult.prototype.wait, async function (this: AsyncResult, timeout) {
      current()
      await this.#results.waitAsync(() => this.#job.done, timeoutMs(timeout), Operation.ResultGet)
    })
  }
}

export function timeoutMs(timeout: Timeout | undefined): number | null {
  return timeoutOf(typeof timeout === 'object' && timeout !== null ? timeout.timeout : timeout)
}

export function tooLate(ms: number | null): ProcessTimeoutError {
  const seconds = (ms ?? 0) / 1000
  return new ProcessTimeoutError('pool.timeout', { seconds }, `The result was not ready within ${seconds} s.`)
}
