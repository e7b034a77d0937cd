import { KernelQueue } from '../../kernel/exchange/queue.ts'
import { TRANSFER } from '../../kernel/memory/values/index.ts'
import type { ProcessHandle } from '../../kernel/process/processHandle.ts'
import type { StartMethod } from '../../program/plan.ts'
import { LaneFlag, ObjectType, Operation } from '../../trace/events.ts'
import { requireCount, requireFunction, requireIterable } from '../arguments.ts'
import { awaitable } from '../awaitable.ts'
import { ValueError } from '../errors.ts'
import { current, type ProcessContext } from '../runtime/current.ts'
import { INSPECT } from '../runtime/inspect.ts'
import { encodeOrder, type Order } from '../runtime/order.ts'
import { AsyncResult } from './asyncResult.ts'
import { ImapIterator } from './imapIterator.ts'
import { type Callback, ResultJob, StreamJob } from './jobs.ts'
import { childIdentity, heritageOf, requireParenthood, settledMethod } from './parenthood.ts'
import { asCallerNames, taskNames } from './pathNames.ts'
import { CallStyle, type WorkerDeath } from './poolMessages.ts'
import { PoolResults } from './poolResults.ts'
import { refuseTransfer } from './transfer.ts'

type Fn = (...args: never[]) => unknown

export interface PoolOptions {
  readonly initializer?: Fn
  readonly initargs?: Iterable<unknown>
}

interface ChunkOptions {
  readonly chunksize?: number
}

interface CallbackOptions {
  readonly callback?: Callback
  readonly errorCallback?: Callback
}

/** Chunks that each worker should get of a map: enough to share the work well, few enough to send. As in Python. */
const CHUNKS_PER_WORKER = 4
/** Chunks of an imap on their way for each worker: one it works on and one that lies ready. */
const AHEAD = 2

/** `multiprocessing.Pool`. */
export class Pool {
  readonly #context: ProcessContext
  readonly #startMethod: StartMethod
  readonly #id: number
  readonly #tasks: KernelQueue
  readonly #queue: KernelQueue
  readonly #results: PoolResults
  readonly #workers: ProcessHandle[] = []
  readonly #size: number
  readonly #initializer: Fn | null
  readonly #initargs: readonly unknown[]
  #state: 'open' | 'closed' | 'terminated' = 'open'
  #nextTask = 0

  constructor(
    processes?: number | null | (PoolOptions & { readonly processes?: number }),
    options: PoolOptions = {},
  ) {
    const context = current()
    const { kernel } = context
    const given = typeof processes === 'object' && processes !== null ? processes : { ...options, processes }
    const size = given.processes ?? kernel.settings.cpuCount
    requireCount(size, 1, 'The number of processes of a Pool')
    if (given.initializer !== undefined) requireFunction(given.initializer, 'Pool: initializer')
    if (given.initargs !== undefined) requireIterable(given.initargs, 'Pool: initargs')
    requireParenthood(context)
    this.#context = context
    this.#startMethod = context.making ?? settledMethod(context)
    this.#size = size
    this.#initializer = given.initializer ?? null
    this.#initargs = [...(given.initargs ?? [])]
    this.#id = kernel.createObjectId(ObjectType.Pool)
    this.#tasks = KernelQueue.create(kernel, 0)
    this.#queue = KernelQueue.create(kernel, 0)
    this.#results = new PoolResults(this.#queue, death => this.#replace(death))
    for (let i = 0; i < size; i++) this.#startWorker()
  }

  map(fn: Fn, items: Iterable<unknown>, options?: ChunkOptions): unknown {
    return this.#await(this.#submit(fn, items, CallStyle.Item, options, 'Pool.map'), Operation.PoolMap)
  }

  starmap(fn: Fn, items: Iterable<Iterable<unknown>>, options?: ChunkOptions): unknown {
    return this.#await(this.#submit(fn, items, CallStyle.Spread, options, 'Pool.starmap'), Operation.PoolMap)
  }

  apply(fn: Fn, args: Iterable<unknown> = [], kwargs?: object): unknown {
    return this.#await(this.#submitOne(fn, args, kwargs, {}, 'Pool.apply'), Operation.PoolApply)
  }

  mapAsync(fn: Fn, items: Iterable<unknown>, options: ChunkOptions & CallbackOptions = {}): AsyncResult {
    return new AsyncResult(this.#submit(fn, items, CallStyle.Item, options, 'Pool.mapAsync'), this.#results)
  }

  starmapAsync(
    fn: Fn,
    items: Iterable<Iterable<unknown>>,
    options: ChunkOptions & CallbackOptions = {},
  ): AsyncResult {
    return new AsyncResult(
      this.#submit(fn, items, CallStyle.Spread, options, 'Pool.starmapAsync'),
      this.#results,
    )
  }

  applyAsync(
    fn: Fn,
    args: Iterable<unknown> = [],
    options: CallbackOptions & { kwargs?: object } = {},
  ): AsyncResult {
    return new AsyncResult(
      this.#submitOne(fn, args, options.kwargs, options, 'Pool.applyAsync'),
      this.#results,
    )
  }

  imap(fn: Fn, items: Iterable<unknown>, options?: ChunkOptions): ImapIterator {
    return this.#stream(fn, items, true, options, 'Pool.imap')
  }

  imapUnordered(fn: Fn, items: Iterable<unknown>, options?: ChunkOptions): ImapIterator {
    return this.#stream(fn, items, false, options, 'Pool.imapUnordered')
  }

  /** No more work: workers end when they have done what was given. */
  close(): void {
    current()
    if (this.#state !== 'open') return
    this.#state = 'closed'
    for (let i = 0; i < this.#size; i++) this.#tasks.put(null, null)
  }

  /** Ends the workers at once, whatever they do. */
  terminate(): void {
    current()
    if (this.#state === 'terminated') return
    this.#state = 'terminated'
    for (const worker of this.#workers) worker.terminate()
    this.#results.abandon(
      new ValueError('pool.terminated', {}, 'The pool was terminated before this task was done.'),
    )
  }

  join(): void {
    current()
    this.#mayJoin()
    for (const worker of this.#workers) worker.join(null, Operation.PoolJoin)
    if (this.#state === 'closed') this.#results.poll()
  }

  [Symbol.dispose](): void {
    this.terminate()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.terminate()
  }

  [TRANSFER](): never {
    return refuseTransfer('Pool', 'Only the process that made it can give it work.')
  }

  [INSPECT](): string {
    return `<Pool state=${this.#state} size=${this.#size}>`
  }

  static {
    awaitable(Pool.prototype.map, function (this: Pool, fn, items, options) {
      return this.#awaitAsync(
        () => this.#submit(fn, items, CallStyle.Item, options, 'Pool.map'),
        Operation.PoolMap,
      )
    })
    awaitable(Pool.prototype.starmap, function (this: Pool, fn, items, options) {
      return this.#awaitAsync(
        () => this.#submit(fn, items, CallStyle.Spread, options, 'Pool.starmap'),
        Operation.PoolMap,
      )
    })
    awaitable(Pool.prototype.apply, function (this: Pool, fn, args = [], kwargs) {
      return this.#awaitAsync(() => this.#submitOne(fn, args, kwargs, {}, 'Pool.apply'), Operation.PoolApply)
    })
    awaitable(Pool.prototype.join, async function (this: Pool) {
      current()
      this.#mayJoin()
      for (const worker of this.#workers) await worker.joinAsync(null)
      if (this.#state === 'closed') this.#results.poll()
    })
  }

  #await(job: ResultJob, operation: Operation): unknown {
    this.#results.wait(job, null, operation)
    return job.result()
  }

  async #awaitAsync(submit: () => ResultJob, operation: Operation): Promise<unknown> {
    const job = submit()
    await this.#results.waitAsync(job, null, operation)
    return job.result()
  }

  #submit(
    fn: Fn,
    items: Iterable<unknown>,
    style: CallStyle,
    options: (ChunkOptions & CallbackOptions) | undefined,
    where: string,
  ): ResultJob {
    this.#accept(fn, items, where)
    const all = style === CallStyle.Item ? [...items] : Array.from(items, item => spreadable(item, where))
    const { length } = all
    const size =
      chunkSize(options, where) ?? Math.max(1, Math.ceil(length / (CHUNKS_PER_WORKER * this.#size)))
    const job = new ResultJob(length, size, false, options?.callback, options?.errorCallback)
    if (length === 0) return job
    const number = this.#results.add(job)
    const first = this.#announce(length)
    for (let at = 0, chunk = 0; at < length; at += size, chunk++) {
      const part = size >= length ? all : all.slice(at, at + size)
      this.#put([number, chunk, style, first + at, fn, part], style, at)
    }
    return job
  }

  #submitOne(
    fn: Fn,
    args: Iterable<unknown>,
    kwargs: object | undefined,
    options: CallbackOptions,
    where: string,
  ): ResultJob {
    this.#accept(fn, args, where)
    const list = [...args]
    if (kwargs !== undefined) list.push(kwargs)
    const job = new ResultJob(1, 1, true, options.callback, options.errorCallback)
    const number = this.#results.add(job)
    const first = this.#announce(1)
    this.#put([number, 0, CallStyle.Spread, first, fn, [list]], 'apply', 0)
    return job
  }

  #put(message: readonly unknown[], style: CallStyle | 'apply', start: number): void {
    try {
      this.#tasks.put(message, null)
    } catch (error) {
      throw asCallerNames(error, taskNames(style, start))
    }
  }

  #stream(
    fn: Fn,
    items: Iterable<unknown>,
    ordered: boolean,
    options: ChunkOptions | undefined,
    where: string,
  ): ImapIterator {
    this.#accept(fn, items, where)
    const size = chunkSize(options, where) ?? 1
    const input = items[Symbol.iterator]()
    const job = new StreamJob(ordered)
    const number = this.#results.add(job)
    let chunk = 0
    let read = 0
    let ended = false
    const fill = (): void => {
      while (!ended && this.#state === 'open' && job.inFlight < AHEAD * this.#size) {
        const part: unknown[] = []
        while (part.length < size && !ended) {
          const step = input.next()
          if (step.done) ended = true
          else part.push(step.value)
        }
        if (part.length === 0) return
        const first = this.#announce(part.length)
        this.#put([number, chunk++, CallStyle.Item, first, fn, part], CallStyle.Item, read)
        read += part.length
        job.inFlight++
      }
    }
    return new ImapIterator({ job, results: this.#results, fill, close: () => this.#results.remove(number) })
  }

  #accept(fn: unknown, items: unknown, where: string): void {
    const { exiting } = this.#context
    if (exiting !== null) throw exiting
    requireFunction(fn, where)
    requireIterable(items, where)
    if (this.#state === 'open') return
    throw new ValueError(
      'pool.notRunning',
      { where, state: this.#state },
      `${where} was called, but the pool is ${this.#state}. Make a new Pool.`,
    )
  }

  /** Numbers and traces tasks that are about to be given to the workers. */
  #announce(count: number): number {
    const first = this.#nextTask
    this.#nextTask += count
    const { kernel } = this.#context
    kernel.trace.submit(first, count, this.#id, kernel.site())
    return first
  }

  #mayJoin(): void {
    if (this.#state !== 'open') return
    throw new ValueError(
      'pool.joinOpen',
      {},
      'The pool is still open: call close() or terminate() before join().',
    )
  }

  #startWorker(): void {
    const context = this.#context
    const ordinal = ++context.poolWorkers
    const order: Order = {
      kind: 'pool',
      heritage: heritageOf(context),
      identity: childIdentity(context, ordinal),
      tasks: this.#tasks.id,
      results: this.#queue.id,
      pool: this.#id,
      submitter: context.kernel.lane,
      initializer: this.#initializer as ((...args: unknown[]) => unknown) | null,
      initargs: this.#initargs,
    }
    const handle = context.kernel.startProcess({
      name: `PoolWorker-${order.identity}`,
      flags: LaneFlag.Daemon | LaneFlag.PoolWorker,
      startMethod: this.#startMethod,
      payload: encodeOrder(context, this.#startMethod, order, [this.#tasks.id, this.#queue.id, this.#id]),
    })
    this.#workers.push(handle)
  }

  /** A worker that told of its end gets a successor, unless that would fail the same way. */
  #replace({ lane, initializer }: WorkerDeath): void {
    if (this.#state === 'terminated') return
    const at = this.#workers.findIndex(worker => worker.lane === lane)
    if (at >= 0) this.#workers.splice(at, 1)
    if (initializer === null) this.#startWorker()
    else this.terminate()
  }
}

function chunkSize(options: ChunkOptions | undefined, where: string): number | undefined {
  const size = options?.chunksize
  if (size !== undefined) requireCount(size, 1, `${where}: chunksize`)
  return size
}

function spreadable(item: unknown, where: string): unknown[] {
  requireIterable(item, `${where}: each item`)
  return [...item]
}
