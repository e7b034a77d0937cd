import { EMPTY, KernelQueue } from '../../kernel/exchange/queue.ts'
import type { Operation } from '../../trace/events.ts'
import { current, type ProcessContext } from '../runtime/current.ts'
import { type Job, lostWith, raisedBy } from './jobs.ts'
import { ChunkStatus, type ResultMessage, type WorkerDeath } from './poolMessages.ts'

interface Waiter {
  readonly done: () => boolean
  settle(error?: { readonly error: unknown }): void
}

/** What a pool's owner does with what no job is told of. */
interface PoolOwner {
  /** The worker in this lane has ended. */
  workerEnded(lane: number): void
  /** A worker cannot begin, and neither could another. */
  broken(): void
}

/**
 * Takes answers from one thread's queue and hands each to its job. There is no thread for that: whoever waits for one job
 * takes in the answers of all, and so does every other operation of the process.
 */
export class PoolResults {
  readonly #context: ProcessContext
  readonly #queue: KernelQueue
  /** What waits are shown as: the pool. */
  readonly #pool: number
  readonly #owner: PoolOwner | null
  /** Messages of tasks that were sent and not answered. */
  readonly #sent = new Map<number, { readonly job: Job; readonly chunk: number }>()
  readonly #waiters = new Set<Waiter>()
  #pumping = false

  constructor(context: ProcessContext, queue: KernelQueue, pool: number, owner: PoolOwner | null) {
    this.#context = context
    this.#queue = queue
    this.#pool = pool
    this.#owner = owner
    context.chores.add(this)
  }

  /** The message with this number holds a chunk of a job. */
  sent(number: number, job: Job, chunk: number): void {
    this.#sent.set(number, { job, chunk })
  }

  /** True when it is done; false when it was not in time (ms, null: no limit). */
  wait(done: () => boolean, timeout: number | null, operation: Operation): boolean {
    if (done()) return true
    const { kernel } = this.#context
    const deadline = kernel.deadline(timeout)
    const reason = { operation, object: this.#pool, site: kernel.site() }
    for (;;) {
      const message = this.#queue.get(0)
      if (message !== EMPTY) this.#handOut(message as ResultMessage | number)
      if (done()) return true
      if (message !== EMPTY || this.#queue.watch()) continue
      if (kernel.waiter.waitAny([this.#queue.readable()], deadline, reason) < 0) return false
    }
  }

  waitAsync(done: () => boolean, timeout: number | null, operation: Operation): Promise<boolean> {
    if (done()) return Promise.resolve(true)
    const { timers } = this.#context.lifetime
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        done,
        settle: failure => {
          this.#waiters.delete(waiter)
          timers.clear(timer)
          if (failure) reject(failure.error)
          else resolve(done())
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
      this.#handOut(message as ResultMessage | number)
    }
  }

  /** A chore of the process: what came is taken in at its next operation, whatever that is. */
  chore(): void {
    if (this.#queue.pending) this.poll()
  }

  /** No result will come any more. */
  abandon(error: unknown): void {
    const jobs = new Set([...this.#sent.values()].map(({ job }) => job))
    this.#sent.clear()
    for (const job of jobs) job.abandon(error)
    this.#settleWaiters()
  }

  /** A message is lost with the worker that had it. False when it was answered, or is not one of these. */
  lost(number: number, death: WorkerDeath): boolean {
    const entry = this.#answered(number)
    entry?.job.chunkFailed(entry.chunk, lostWith(death))
    return entry !== undefined
  }

  /** One async taker for all async waiters: two would take each other's results. */
  async #pump(operation: Operation): Promise<void> {
    if (this.#pumping) return
    this.#pumping = true
    const { kernel } = this.#context
    try {
      const reason = { operation, object: this.#pool, site: kernel.site() }
      while (this.#waiters.size > 0) {
        this.poll()
        this.#settleWaiters()
        if (this.#waiters.size === 0) break
        await kernel.waiter.waitAnyAsync([this.#queue.readable()], Number.POSITIVE_INFINITY, reason)
      }
    } catch (error) {
      for (const waiter of [...this.#waiters]) waiter.settle({ error })
    } finally {
      this.#pumping = false
    }
  }

  #answered(number: number): { readonly job: Job; readonly chunk: number } | undefined {
    const entry = this.#sent.get(number)
    this.#sent.delete(number)
    return entry
  }

  #handOut(message: ResultMessage | number): void {
    if (typeof message === 'number') this.#owner?.workerEnded(message)
    else {
      const [number, status, content] = message
      switch (status) {
        case ChunkStatus.Done: {
          const entry = this.#answered(number)
          entry?.job.chunkDone(entry.chunk, content)
          break
        }
        case ChunkStatus.Raised: {
          const entry = this.#answered(number)
          entry?.job.chunkFailed(entry.chunk, raisedBy(content))
          break
        }
        case ChunkStatus.Lost:
          this.lost(number, content)
          break
        case ChunkStatus.Broken:
          this.#owner?.broken()
          this.abandon(raisedBy(content))
          break
      }
    }
    this.#settleWaiters()
  }

  #settleWaiters(): void {
    if (this.#waiters.size === 0) return
    for (const waiter of [...this.#waiters]) if (waiter.done()) waiter.settle()
  }
}

/** A queue for answers: of the pool itself, or of a thread that uses one. */
export function answersQueue(threads: boolean): KernelQueue {
  return KernelQueue.create(current().kernel, 0, { to: threads ? 'thread' : 'message' })
}
