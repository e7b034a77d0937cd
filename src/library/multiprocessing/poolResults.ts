import { EMPTY, type KernelQueue } from '../../kernel/exchange/queue.ts'
import type { Operation } from '../../trace/events.ts'
import { current } from '../runtime/current.ts'
import { type Job, lostWith, ResultJob, raisedBy } from './jobs.ts'
import { ChunkStatus, NO_JOB, type ResultMessage, type WorkerDeath } from './poolMessages.ts'

interface Waiter {
  readonly job: Job
  settle(error?: { readonly error: unknown }): void
}

/**
 * Takes results from the pool's queue and hands each to its job. There is no thread for that: whoever waits for one job
 * takes in the results of all.
 */
export class PoolResults {
  readonly #queue: KernelQueue
  readonly #jobs = new Map<number, Job>()
  readonly #waiters = new Set<Waiter>()
  readonly #replace: (death: WorkerDeath) => void
  #nextJob = 0
  #pumping = false

  constructor(queue: KernelQueue, replace: (death: WorkerDeath) => void) {
    this.#queue = queue
    this.#replace = replace
  }

  add(job: Job): number {
    const number = this.#nextJob++
    this.#jobs.set(number, job)
    return number
  }

  remove(number: number): void {
    this.#jobs.delete(number)
  }

  /** True when the job is done; false when it was not in time (ms, null: no limit). */
  wait(job: Job, timeout: number | null, operation: Operation): boolean {
    if (job.done) return true
    const { kernel } = current()
    const deadline = timeout === null ? null : kernel.now() + timeout
    for (;;) {
      const left = deadline === null ? null : Math.max(0, deadline - kernel.now())
      const message = this.#queue.get(left, operation)
      if (message !== EMPTY) this.#handOut(message as ResultMessage)
      if (job.done) return true
      if (message === EMPTY) return false
    }
  }

  waitAsync(job: Job, timeout: number | null, operation: Operation): Promise<boolean> {
    if (job.done) return Promise.resolve(true)
    const { timers } = current().lifetime
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        job,
        settle: failure => {
          this.#waiters.delete(waiter)
          timers.clear(timer)
          if (failure) reject(failure.error)
          else resolve(job.done)
        },
      }
      const timer = timeout === null ? undefined : timers.setTimeout(() => waiter.settle(), timeout)
      this.#waiters.add(waiter)
      this.#pump(operation)
    })
  }

  /** Takes in what has come, without waiting. */
  poll(): void {
    for (let message = this.#queue.get(0); message !== EMPTY; message = this.#queue.get(0)) {
      this.#handOut(message as ResultMessage)
    }
  }

  /** No result will come any more. */
  abandon(error: unknown): void {
    for (const [number, job] of this.#jobs) {
      this.#jobs.delete(number)
      job.abandon(error)
    }
    this.#settleWaiters()
  }

  /** One async taker for all async waiters: two would take each other's results. */
  async #pump(operation: Operation): Promise<void> {
    if (this.#pumping) return
    this.#pumping = true
    try {
      while (this.#waiters.size > 0)
        this.#handOut((await this.#queue.getAsync(null, operation)) as ResultMessage)
    } catch (error) {
      for (const waiter of [...this.#waiters]) waiter.settle({ error })
    } finally {
      this.#pumping = false
    }
  }

  #handOut(message: ResultMessage): void {
    const [number, chunk, status, content] = message
    const job = this.#jobs.get(number)
    switch (status) {
      case ChunkStatus.Done:
        job?.chunkDone(chunk, content)
        break
      case ChunkStatus.Raised:
        job?.chunkFailed(chunk, raisedBy(content))
        break
      case ChunkStatus.Died:
        this.#died(job, number, chunk, content)
        break
    }
    // Kept no longer: the end of the pool must not reach what is done, nor hold its results.
    if (job instanceof ResultJob && job.done) this.#jobs.delete(number)
    this.#settleWaiters()
  }

  #died(job: Job | undefined, number: number, chunk: number, death: WorkerDeath): void {
    if (death.initializer !== null) this.abandon(raisedBy(death.initializer))
    else if (number === NO_JOB) this.abandon(lostWith(death))
    else job?.chunkFailed(chunk, lostWith(death))
    this.#replace(death)
  }

  #settleWaiters(): void {
    if (this.#waiters.size === 0) return
    for (const waiter of [...this.#waiters]) if (waiter.job.done) waiter.settle()
  }
}
