import { Signal } from '../kernel/process/processHandle.ts'
import { ProcessBody } from '../kernel/process/processObject.ts'
import type { StartMethod, WorkerKind } from '../program/plan.ts'
import {
  ProcessPoolExecutor,
  type ProcessPoolOptions,
  ThreadPoolExecutor,
  type ThreadPoolOptions,
} from './futures/executors.ts'
import { getContext } from './multiprocessing/context.ts'
import { childIdentity } from './multiprocessing/parenthood.ts'
import { Pool, ThreadPool } from './multiprocessing/pool.ts'
import { activeChildren, currentProcess, Process, type ProcessOptions } from './multiprocessing/process.ts'
import { Sentinel } from './multiprocessing/sentinel.ts'
import { current } from './runtime/current.ts'
import {
  currentThread,
  enumerate,
  handleOfThread,
  mainThread,
  Thread,
  type ThreadOptions,
} from './threading/thread.ts'
import { WAITABLE } from './waitable.ts'
import type { Target } from './work.ts'

type Module = Readonly<Record<string, unknown>>

let kind: WorkerKind = 'asWritten'

/** What a run's plan makes of the program's workers. Known before the program's files are evaluated. */
export function setWorkers(workers: WorkerKind): void {
  kind = workers
}

/** A module as the program imports it: with threads in place of processes, or the other way round, if the plan says so. */
export function withWorkers(specifier: string, module: Module): Module {
  const others = REPLACED[kind][specifier]
  return others === undefined ? module : { ...module, ...others }
}

/** `Process`, run as a thread of this process. Objects of it hold nothing of their own: a thread is made anew from its fields. */
class ThreadedProcess extends Thread {
  constructor(
    target?: Target | ProcessOptions | null,
    args?: Iterable<unknown>,
    others: ProcessOptions = {},
  ) {
    const options =
      typeof target === 'function' ? { ...others, target, args: args ?? others.args ?? [] } : (target ?? {})
    const context = current()
    super({
      ...options,
      name: options.name ?? `Process-${childIdentity(context, context.kernel.count(ProcessBody.Children))}`,
    })
  }

  /** Of the process that it is a thread of. */
  get pid(): number | null {
    return handleOfThread(this) === null ? null : current().kernel.pid
  }

  get exitCode(): number | null {
    return handleOfThread(this)?.exitCode() ?? null
  }

  get exitcode(): number | null {
    return this.exitCode
  }

  get sentinel(): Sentinel | null {
    const handle = handleOfThread(this)
    return handle === null ? null : new Sentinel(handle)
  }

  [WAITABLE]() {
    return this.sentinel?.[WAITABLE]()
  }

  terminate(): void {
    current()
    handleOfThread(this)?.terminate(Signal.Term)
  }

  kill(): void {
    current()
    handleOfThread(this)?.terminate(Signal.Kill)
  }

  close(): void {
    current()
  }
}

/** `Thread`, run as a process: what threads share, it has copies of. */
class ForkedThread extends Process {
  constructor(target?: Target | ThreadOptions | null, args?: Iterable<unknown>, others: ThreadOptions = {}) {
    const options =
      typeof target === 'function' ? { ...others, target, args: args ?? others.args ?? [] } : (target ?? {})
    const context = current()
    const work = options.target?.name ?? ''
    const { daemon, ...rest } = options
    const name =
      options.name ?? `Thread-${context.kernel.count(ProcessBody.Threads)}${work === '' ? '' : ` (${work})`}`
    super({ ...rest, name, ...(typeof daemon === 'boolean' ? { daemon } : {}) })
  }

  get nativeId(): number | null {
    return this.ident
  }
}

/** `ProcessPoolExecutor`, with threads for processes. */
class ThreadedExecutor extends ThreadPoolExecutor {
  constructor(maxWorkers?: number | null | ProcessPoolOptions, options: ProcessPoolOptions = {}) {
    const given =
      typeof maxWorkers === 'object' && maxWorkers !== null ? maxWorkers : { ...options, maxWorkers }
    const { initializer = null, initargs = [] } = given
    super({ maxWorkers: given.maxWorkers ?? current().kernel.settings.cpuCount, initializer, initargs })
  }

  /** Threads cannot be ended from outside: what they work on is finished. */
  terminateWorkers(): void {
    this.shutdown({ wait: false, cancelFutures: true })
  }

  killWorkers(): void {
    this.terminateWorkers()
  }
}

/** `ThreadPoolExecutor`, with processes for threads. */
class ForkedExecutor extends ProcessPoolExecutor {
  constructor(maxWorkers?: number | null | ThreadPoolOptions, options: ThreadPoolOptions = {}) {
    const given =
      typeof maxWorkers === 'object' && maxWorkers !== null ? maxWorkers : { ...options, maxWorkers }
    const { initializer = null, initargs = [] } = given
    super({
      maxWorkers: given.maxWorkers ?? Math.min(32, current().kernel.settings.cpuCount + 4),
      initializer,
      initargs,
    })
  }
}

/** Classes that cross with what is an instance of them, whatever the plan. */
export const workerClasses = { ThreadedProcess, ForkedThread, ThreadedExecutor, ForkedExecutor }

for (const [made, name] of [
  [ThreadedProcess, 'Process'],
  [ForkedThread, 'Thread'],
  [ThreadedExecutor, 'ProcessPoolExecutor'],
  [ForkedExecutor, 'ThreadPoolExecutor'],
] as const) {
  Object.defineProperty(made, 'name', { value: name })
}

const THREADED: Module = {
  Process: ThreadedProcess,
  Pool: ThreadPool,
  currentProcess() {
    const thread = currentThread()
    return thread instanceof ThreadedProcess ? thread : currentProcess()
  },
  activeChildren: () => [
    ...activeChildren(),
    ...enumerate().filter(thread => thread instanceof ThreadedProcess && thread !== currentThread()),
  ],
  getContext: (method?: StartMethod | null) =>
    Object.assign(Object.create(getContext(method)) as object, {
      Process: ThreadedProcess,
      Pool: ThreadPool,
    }),
}

const FORKED: Module = {
  Thread: ForkedThread,
  currentThread() {
    const process = currentProcess()
    return process instanceof ForkedThread ? process : currentThread()
  },
  enumerate: () => [mainThread(), ...activeChildren().filter(child => child instanceof ForkedThread)],
  activeCount: () => 1 + activeChildren().filter(child => child instanceof ForkedThread).length,
}

/** What takes the place of what, by kind of workers and module. */
const REPLACED: Readonly<Record<WorkerKind, Readonly<Record<string, Module>>>> = {
  asWritten: {},
  threads: {
    multiprocessing: THREADED,
    'multiprocessing.pool': { Pool: ThreadPool },
    'concurrent.futures': { ProcessPoolExecutor: ThreadedExecutor },
  },
  processes: {
    threading: FORKED,
    'multiprocessing.pool': { ThreadPool: Pool },
    'concurrent.futures': { ThreadPoolExecutor: ForkedExecutor },
  },
}
