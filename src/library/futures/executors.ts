import { type Destination, TRANSFER, type Transfer } from '../../kernel/memory/values/index.ts'
import { Signal } from '../../kernel/process/processHandle.ts'
import type { StartMethod } from '../../program/plan.ts'
import { requireCount, requireFunction, requireIterable, timeoutOf, typeName } from '../arguments.ts'
import { awaitable } from '../awaitable.ts'
import { ArgumentError, ValueError } from '../errors.ts'
import { requireParenthood, settledMethod } from '../multiprocessing/parenthood.ts'
import { refuseTransfer, transferOf } from '../multiprocessing/transfer.ts'
import { current, type ProcessContext } from '../runtime/current.ts'
import { INSPECT } from '../runtime/inspect.ts'
import { Crew, type CrewPlan } from './crew.ts'
import { type Future, futureOf } from './future.ts'
import { MapIterator } from './mapIterator.ts'

type Fn = (...args: never[]) => unknown

export interface ExecutorOptions {
  readonly maxWorkers?: number | null
  readonly initializer?: Fn | null
  readonly initargs?: Iterable<unknown>
}

export interface ProcessPoolOptions extends ExecutorOptions {
  /** What `getContext` of multiprocessing returns. */
  readonly mpContext?: { getStartMethod(): StartMethod } | null
  readonly maxTasksPerChild?: number | null
}

export interface ThreadPoolOptions extends ExecutorOptions {
  readonly threadNamePrefix?: string
}

export interface MapOptions {
  readonly timeout?: number | null
  readonly chunksize?: number
  readonly buffersize?: number | null
}

export interface ShutdownOptions {
  readonly wait?: boolean
  readonly cancelFutures?: boolean
}

let crewOf: (executor: Executor) => Crew

/** `concurrent.futures.Executor`: what both kinds have in common. */
export class Executor {
  readonly #crew: Crew

  constructor() {
    const crew = making
    making = null
    if (crew === null) {
      throw new ArgumentError(
        'futures.abstract',
        {},
        'Executor only says what executors have in common: make a ProcessPoolExecutor or a ThreadPoolExecutor.',
      )
    }
    this.#crew = crew
  }

  submit(fn: Fn, ...args: unknown[]): Future {
    current()
    const where = `${kindOf(this.#crew)}.submit`
    requireFunction(fn, where)
    return futureOf(this.#crew.submit(fn, [args], where))
  }

  map(fn: Fn, ...iterables: unknown[]): MapIterator {
    const { kernel } = current()
    const crew = this.#crew
    const where = `${kindOf(crew)}.map`
    requireFunction(fn, where)
    const last = iterables.at(-1)
    const options = isOptions(last) ? (iterables.pop() as MapOptions) : {}
    for (const items of iterables) requireIterable(items, where)
    const { chunksize = 1, buffersize = null } = options
    requireCount(chunksize, 1, `${where}: chunksize`)
    if (buffersize !== null) requireCount(buffersize, 1, `${where}: buffersize`)
    const size = crew.plan.kind === 'threads' ? 1 : chunksize
    const calls = zip(iterables as Iterable<unknown>[])
    const timeout = timeoutOf(options.timeout)
    return new MapIterator({
      ahead: buffersize === null ? Number.POSITIVE_INFINITY : Math.ceil(buffersize / size),
      deadline: kernel.deadline(timeout),
      timeout,
      submit: () => {
        const chunk: unknown[][] = []
        while (chunk.length < size) {
          const step = calls.next()
          if (step.done) break
          chunk.push(step.value)
        }
        return chunk.length === 0 ? null : crew.submit(fn, chunk, where)
      },
    })
  }

  shutdown({ wait = true, cancelFutures = false }: ShutdownOptions = {}): void {
    current()
    this.#crew.close(cancelFutures)
    if (wait) this.#crew.join()
  }

  [Symbol.dispose](): void {
    this.shutdown()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    current()
    this.#crew.close(false)
    await this.#crew.joinAsync()
  }

  [TRANSFER](to: Destination): Transfer {
    const crew = this.#crew
    const kind = kindOf(crew)
    if (to !== 'thread') {
      return refuseTransfer(
        kind,
        'Only the process that made it can give it work: let the task return what is next.',
      )
    }
    return transferOf('concurrent.futures.Executor', { plan: crew.plan, board: crew.id }, [crew.id])
  }

  [INSPECT](): string {
    return `<${kindOf(this.#crew)}>`
  }

  static {
    awaitable(Executor.prototype.shutdown, async function (this: Executor, options = {}) {
      const { wait = true, cancelFutures = false } = options
      current()
      this.#crew.close(cancelFutures)
      if (wait) await this.#crew.joinAsync()
    })
    crewOf = executor => executor.#crew
  }
}

/** `concurrent.futures.ProcessPoolExecutor`. */
export class ProcessPoolExecutor extends Executor {
  constructor(maxWorkers?: number | null | ProcessPoolOptions, options: ProcessPoolOptions = {}) {
    if (making === null) {
      const context = current()
      requireParenthood(context)
      const given = optionsOf(maxWorkers, options)
      const { maxTasksPerChild = null, mpContext = null } = given
      if (maxTasksPerChild !== null)
        requireCount(maxTasksPerChild, 1, 'ProcessPoolExecutor: maxTasksPerChild')
      const startMethod = methodOf(context, mpContext, maxTasksPerChild)
      const size = given.maxWorkers ?? context.kernel.settings.cpuCount
      makeCrew(context, size, given, {
        kind: 'processes',
        maxTasks: maxTasksPerChild,
        startMethod,
        prefix: '',
      })
    }
    super()
  }

  /** Ends the workers at once, as `Process.terminate` does: what they work on is lost. */
  terminateWorkers(): void {
    this.#end(Signal.Term)
  }

  /** As `terminateWorkers`, by `Process.kill`. */
  killWorkers(): void {
    this.#end(Signal.Kill)
  }

  #end(signal: Signal): void {
    this.shutdown({ wait: false, cancelFutures: true })
    crewOf(this).endWorkers(signal)
  }
}

/** `concurrent.futures.ThreadPoolExecutor`. */
export class ThreadPoolExecutor extends Executor {
  constructor(maxWorkers?: number | null | ThreadPoolOptions, options: ThreadPoolOptions = {}) {
    if (making === null) {
      const context = current()
      const given = optionsOf(maxWorkers, options)
      const { threadNamePrefix } = given
      if (threadNamePrefix !== undefined && typeof threadNamePrefix !== 'string') {
        throw new ArgumentError(
          'futures.prefix',
          { type: typeName(threadNamePrefix) },
          `ThreadPoolExecutor: threadNamePrefix is a string, not ${typeName(threadNamePrefix)}.`,
        )
      }
      const size =
        given.maxWorkers ?? Math.min(MOST_THREADS, context.kernel.settings.cpuCount + EXTRA_THREADS)
      const prefix = threadNamePrefix || `ThreadPoolExecutor-${context.threadPools++}`
      makeCrew(context, size, given, { kind: 'threads', maxTasks: null, startMethod: 'fork', prefix })
    }
    super()
  }
}

/** Python's default: a few more threads than processors, for work that waits, yet not too many. */
const MOST_THREADS = 32
const EXTRA_THREADS = 4

// A constructor of a program's class takes no crew; this is how one gets in all the same.
let making: Crew | null = null

/** An executor of another thread of this process, here. */
export function restoreExecutor(data: unknown): Executor {
  const { plan, board } = data as { readonly plan: CrewPlan; readonly board: number }
  making = Crew.attach(current(), plan, board)
  return plan.kind === 'threads' ? new ThreadPoolExecutor() : new ProcessPoolExecutor()
}

function makeCrew(
  context: ProcessContext,
  maxWorkers: number,
  options: ExecutorOptions,
  plan: Omit<CrewPlan, 'initializer' | 'initargs'>,
): void {
  const where = plan.kind === 'threads' ? 'ThreadPoolExecutor' : 'ProcessPoolExecutor'
  requireCount(maxWorkers, 1, `${where}: maxWorkers`)
  const { initializer = null, initargs = [] } = options
  if (initializer !== null) requireFunction(initializer, `${where}: initializer`)
  requireIterable(initargs, `${where}: initargs`)
  making = Crew.create(context, { ...plan, initializer, initargs: [...initargs] }, maxWorkers)
}

/** How workers come into being. As in Python, those that are replaced are never forked. */
function methodOf(
  context: ProcessContext,
  mpContext: ProcessPoolOptions['mpContext'] | null,
  maxTasks: number | null,
): StartMethod {
  if (mpContext === null || mpContext === undefined)
    return maxTasks === null ? settledMethod(context) : 'spawn'
  const method = mpContext.getStartMethod()
  if (maxTasks !== null && method === 'fork') {
    throw new ValueError(
      'futures.maxTasksFork',
      {},
      'maxTasksPerChild cannot be used with the start method "fork": pass another mpContext, ' +
        "such as getContext('spawn').",
    )
  }
  return method
}

function optionsOf<T extends ExecutorOptions>(maxWorkers: number | null | undefined | T, options: T): T {
  return typeof maxWorkers === 'object' && maxWorkers !== null ? maxWorkers : { ...options, maxWorkers }
}

const kindOf = ({ plan }: Crew): string =>
  plan.kind === 'threads' ? 'ThreadPoolExecutor' : 'ProcessPoolExecutor'

function isOptions(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !(Symbol.iterator in value)
}

/** The first items of all, then the second ones, until one is at its end. */
function* zip(iterables: readonly Iterable<unknown>[]): Generator<unknown[], void> {
  if (iterables.length === 0) return
  const iterators = iterables.map(items => items[Symbol.iterator]())
  for (;;) {
    const row: unknown[] = []
    for (const iterator of iterators) {
      const step = iterator.next()
      if (step.done) return
      row.push(step.value)
    }
    yield row
  }
}
