import { PoolObject, PoolState } from '../../kernel/exchange/poolObject.ts'
import { KernelQueue } from '../../kernel/exchange/queue.ts'
import { type Destination, TRANSFER, type Transfer } from '../../kernel/memory/values/index.ts'
import { Operation } from '../../trace/events.ts'
import { requireCount, requireFunction, requireIterable } from '../arguments.ts'
import { awaitable } from '../awaitable.ts'
import { RuntimeError, ValueError } from '../errors.ts'
import { current, type ProcessContext } from '../runtime/current.ts'
import { INSPECT } from '../runtime/inspect.ts'
import { AsyncResult } from './asyncResult.ts'
import type { Context } from './context.ts'
import { ImapIterator } from './imapIterator.ts'
import { type Callback, type Job, ResultJob, StreamJob } from './jobs.ts'
import { requireParenthood, settledMethod } from './parenthood.ts'
import { asCallerNames, taskNames } from './pathNames.ts'
import { PoolCrew } from './poolCrew.ts'
import { Asker, CallStyle, type TaskMessage } from './poolMessages.ts'
import { answersQueue, PoolResults } from './poolResults.ts'
import { refuseTransfer, transferOf } from './transfer.ts'

type Fn = (...args: never[]) => unknown

export interface PoolOptions {
  readonly initializer?: Fn | null
  readonly initargs?: Iterable<unknown>
  /** Chunks of tasks that a worker takes before another worker takes its place. */
  readonly maxtasksperchild?: number | null
  readonly context?: Context | null
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

const STATES = {
  [PoolState.Open]: 'open',
  [PoolState.Closed]: 'closed',
  [PoolState.Terminated]: 'terminated',
}

/** Whether a class of pools has threads for workers. */
const THREADS: unique symbol = Symbol('weft.threads')

/** What a thread gets that is sent a pool of its process. */
interface PoolReference {
  readonly object: number
  readonly tasks: number
  readonly threads: boolean
}

/** `multiprocessing.Pool`. */
export class Pool {
  static readonly [THREADS]: boolean = false
  readonly #context: ProcessContext
  readonly #object: PoolObject
  readonly #tasks: KernelQueue
  readonly #results: PoolResults
  readonly #size: number
  readonly #threads: boolean
  /** Null in a thread that was sent the pool. */
  readonly #crew: PoolCrew | null
  /** Where this thread's answers go, if not to the pool's own queue. */
  readonly #asker: Asker | null

  constructor(
    processes?: number | null | (PoolOptions & { readonly processes?: number | null }),
    options: PoolOptions = {},
  ) {
    const context = current()
    const { kernel } = context
    this.#context = context
    this.#threads = new.target[THREADS]
    const sent = restoring
    restoring = null
    if (sent !== null) {
      this.#object = PoolObject.attach(kernel, sent.object)
      this.#tasks = KernelQueue.attach(kernel, sent.tasks, this.#threads ? 'thread' : 'message')
      const answers = answersQueue(this.#threads)
      this.#asker = new Asker(answers)
      this.#results = new PoolResults(context, answers, sent.object, null)
      this.#size = this.#object.size
      this.#crew = null
      return
    }
    const given = typeof processes === 'object' && processes !== null ? processes : { ...options, processes }
    const size = given.processes ?? kernel.settings.cpuCount
    const { initializer = null, maxtasksperchild = null, context: other = null } = given
    requireCount(size, 1, 'The number of processes of a Pool')
    if (initializer !== null) requireFunction(initializer, 'Pool: initializer')
    if (given.initargs !== undefined) requireIterable(given.initargs, 'Pool: initargs')
    if (maxtasksperchild !== null) requireCount(maxtasksperchild, 1, 'Pool: maxtasksperchild')
    if (!this.#threads) requireParenthood(context)
    const method = other?.getStartMethod() ?? context.making ?? settledMethod(context)
    this.#size = size
    this.#asker = null
    this.#object = PoolObject.create(kernel, size)
    this.#tasks = KernelQueue.create(kernel, 0, { to: this.#threads ? 'thread' : 'message' })
    const answers = answersQueue(this.#threads)
    this.#results = new PoolResults(context, answers, this.#object.id, {
      workerEnded: lane => this.#crew?.ended(lane, (number, death) => this.#results.lost(number, death)),
      broken: () => this.#end(),
    })
    this.#crew = new PoolCrew(context, {
      object: this.#object,
      tasks: this.#tasks,
      answers,
      startMethod: this.#threads ? null : method,
      initializer,
      initargs: [...(given.initargs ?? [])],
      messagesEach: maxtasksperchild,
    })
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
    if (this.#object.advance(PoolState.Closed)) this.#tasks.shutdown(false)
  }

  /** Ends the workers at once, whatever they do; threads when they have done what they are at. */
  terminate(): void {
    current()
    if (this.#object.state === PoolState.Terminated) return
    this.#requireOwner('terminate')
    this.#end()
    this.#results.abandon(
      new ValueError('pool.terminated', {}, 'The pool was terminated before this task was done.'),
    )
  }

  join(): void {
    current()
    const crew = this.#mayJoin()
    this.#results.wait(() => crew.size === 0, null, Operation.PoolJoin)
    this.#results.poll()
  }

  [Symbol.dispose](): void {
    this.terminate()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.terminate()
  }

  [TRANSFER](to: Destination): Transfer {
    if (to !== 'thread') return refuseTransfer('Pool', 'Only the process that made it can give it work.')
    const reference: PoolReference = {
      object: this.#object.id,
      tasks: this.#tasks.id,
      threads: this.#threads,
    }
    return transferOf('multiprocessing.pool.Pool', reference, [this.#object.id, this.#tasks.id])
  }

  [INSPECT](): string {
    const type = this.#threads ? 'ThreadPool' : 'Pool'
    return `<${type} state=${STATES[this.#object.state]} size=${this.#size}>`
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
      const crew = this.#mayJoin()
      await this.#results.waitAsync(() => crew.size === 0, null, Operation.PoolJoin)
      this.#results.poll()
    })
    Object.defineProperty(Pool, 'name', { value: 'Pool' })
  }

  #await(job: ResultJob, operation: Operation): unknown {
    this.#results.wait(() => job.done, null, operation)
    return job.result()
  }

  async #awaitAsync(submit: () => ResultJob, operation: Operation): Promise<unknown> {
    const job = submit()
    await this.#results.waitAsync(() => job.done, null, operation)
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
    const first = this.#announce(length)
    for (let at = 0, chunk = 0; at < length; at += size, chunk++) {
      const part = size >= length ? all : all.slice(at, at + size)
      this.#put(job, chunk, style, first + at, fn, part, at)
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
    this.#put(job, 0, 'apply', this.#announce(1), fn, [list], 0)
    return job
  }

  #put(
    job: Job,
    chunk: number,
    style: CallStyle | 'apply',
    first: number,
    fn: Fn,
    items: readonly unknown[],
    start: number,
  ): void {
    const call = style === 'apply' ? CallStyle.Spread : style
    const message: TaskMessage = [this.#asker, call, first, fn as TaskMessage[3], items]
    let put: boolean
    try {
      put = this.#tasks.put(message, null)
    } catch (error) {
      throw asCallerNames(error, taskNames(style, start))
    }
    // Another thread may have closed it a moment ago.
    if (!put) throw this.#notRunning('Pool')
    this.#results.sent(this.#tasks.lastPut, job, chunk)
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
    let chunk = 0
    let read = 0
    let ended = false
    const fill = (): void => {
      while (!ended && this.#object.state === PoolState.Open && job.inFlight < AHEAD * this.#size) {
        const part: unknown[] = []
        while (part.length < size && !ended) {
          const step = input.next()
          if (step.done) ended = true
          else part.push(step.value)
        }
        if (part.length === 0) return
        const first = this.#announce(part.length)
        this.#put(job, chunk++, CallStyle.Item, first, fn, part, read)
        read += part.length
        job.inFlight++
      }
    }
    return new ImapIterator({ job, results: this.#results, fill })
  }

  #accept(fn: unknown, items: unknown, where: string): void {
    const { exiting } = this.#context
    if (exiting !== null) throw exiting
    requireFunction(fn, where)
    requireIterable(items, where)
    if (this.#object.state !== PoolState.Open) throw this.#notRunning(where)
  }

  #notRunning(where: string): ValueError {
    const state = STATES[this.#object.state]
    return new ValueError(
      'pool.notRunning',
      { where, state },
      `${where} was called, but the pool is ${state}. Make a new Pool.`,
    )
  }

  /** Numbers and traces tasks that are about to be given to the workers. */
  #announce(count: number): number {
    const first = this.#object.number(count)
    const { kernel } = this.#context
    kernel.trace.submit(first, count, this.#object.id, kernel.site())
    return first
  }

  #mayJoin(): PoolCrew {
    if (this.#object.state !== PoolState.Open) return this.#requireOwner('join')
    throw new ValueError(
      'pool.joinOpen',
      {},
      'The pool is still open: call close() or terminate() before join().',
    )
  }

  #requireOwner(what: string): PoolCrew {
    if (this.#crew !== null) return this.#crew
    throw new RuntimeError(
      'pool.notOwner',
      { what },
      `Only the thread that made a Pool can ${what}() it. Other threads can give it tasks and close() it.`,
    )
  }

  #end(): void {
    if (!this.#object.advance(PoolState.Terminated)) return
    this.#tasks.shutdown(true)
    this.#crew?.terminate()
  }
}

/** `multiprocessing.pool.ThreadPool`. */
export class ThreadPool extends Pool {
  static override readonly [THREADS] = true
  static {
    Object.defineProperty(ThreadPool, 'name', { value: 'ThreadPool' })
  }
}

let restoring: PoolReference | null = null
const restored = new WeakMap<ProcessContext, Map<number, Pool>>()

/** A pool of this process that another of its threads has made. One object for each: it has a queue for answers. */
export function restorePool(data: unknown): Pool {
  const reference = data as PoolReference
  const context = current()
  let own = restored.get(context)
  if (own === undefined) {
    own = new Map()
    restored.set(context, own)
  }
  const known = own.get(reference.object)
  if (known) return known
  restoring = reference
  const made = reference.threads ? new ThreadPool() : new Pool()
  own.set(reference.object, made)
  return made
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
