/** Processes that run in parallel, each with a memory of its own, and what they exchange data and wait for each other with. */
declare module 'multiprocessing' {
  /** How a child process comes into being. */
  export type StartMethod = 'fork' | 'spawn' | 'forkserver'

  /** What to wait for, and how long. */
  export interface Blocking {
    /** Whether to wait at all. Default: true. */
    block?: boolean
    /** Seconds to wait at most. Default: for ever. */
    timeout?: number | null
  }

  export interface ProcessOptions {
    /** The function that the process runs. It may be async. */
    target?: ((...args: never[]) => unknown) | null
    /** Its arguments. They are copied to the child. */
    args?: Iterable<unknown>
    /** Passed as one object after `args`. */
    kwargs?: Record<string, unknown>
    /** Default: `Process-1`, `Process-2`, … after the name of the class; children of children: `Process-1:1`. */
    name?: string
    /** A daemonic process is ended when its parent ends. Default: as its parent. */
    daemon?: boolean
  }

  /** Becomes ready when a process has ended: something to wait for together with other things. */
  export interface Sentinel {
    readonly __sentinel: never
  }

  /**
   * A process: a worker with a memory of its own that runs a function at the same time as this one.
   * @example
   * const p = new Process({ target: work, args: [1, 2] })
   * p.start()
   * p.join()
   */
  export class Process {
    /** A process of its own that runs a function at the same time as this one. Nothing runs before `start()`. */
    constructor(options?: ProcessOptions)
    /** A process of its own that runs a function at the same time as this one. Nothing runs before `start()`. */
    constructor(target: (...args: never[]) => unknown, args?: Iterable<unknown>, options?: ProcessOptions)
    /**
     * What the process does: calls the target. A subclass may override it; fields that its constructor sets are copied to
     * the child, fields whose names begin with # are not.
     */
    run(): unknown
    /**
     * Starts the process; once only. Under `fork` it gets a copy of the program's top-level variables as they are now, under
     * `spawn` and `forkserver` the program's files are evaluated once more, as `__mp_main__`.
     */
    start(): void
    /** Waits until the process has ended, or for `timeout` seconds. `await` it to wait without blocking. */
    join(timeout?: number | null | { timeout?: number | null }): void
    /** Ends the process at once, wherever it is (SIGTERM): exit code −15. No `finally` runs, and a lock that it holds stays locked. */
    terminate(): void
    /** As `terminate`, by SIGKILL: exit code −9. */
    kill(): void
    /** Lets go of a process that has ended. Whatever is asked of the object afterwards throws ValueError. */
    close(): void
    /** Whether it has been started and has not ended. */
    isAlive(): boolean
    /** A name for people; it has no effect. */
    name: string
    /** Whether it is ended when its parent ends. Can be set before `start`. */
    daemon: boolean
    /** The process id; null before `start`. */
    readonly pid: number | null
    /** The same as `pid`. */
    readonly ident: number | null
    /**
     * Null while it runs; 0 when all went well, 1 after an uncaught error, the number given to `sys.exit`, −15 after
     * `terminate`, −9 after `kill`.
     */
    readonly exitCode: number | null
    /** The same as `exitCode`: the name that Python writes as one word. */
    readonly exitcode: number | null
    /** Becomes ready when the process has ended: something to wait for together with other things. */
    readonly sentinel: Sentinel
  }

  /** How many logical processors the machine has, whatever number of cores the run uses. */
  export function cpuCount(): number
  /** The object of the process that asks. */
  export function currentProcess(): Process
  /** The process that started this one; null in the main process. It can be joined and asked whether it lives. */
  export function parentProcess(): Process | null
  /** The children of this process that live. Takes notice of those that have ended. */
  export function activeChildren(): Process[]
  /**
   * How children are started: `fork` copies this process's variables into a worker that stands ready; `spawn` boots a new
   * worker, which evaluates the program again; `forkserver` evaluates it again in a worker that stands ready. Asking settles
   * the method, unless `allowNone` is set: then null says that it is not settled yet.
   */
  export function getStartMethod<N extends boolean = false>(options?: {
    allowNone?: N
  }): N extends false ? StartMethod : StartMethod | null
  /** Chooses how children are started. Once for a program, before the first use, unless `force` is set. */
  export function setStartMethod(method: StartMethod, options?: { force?: boolean }): void
  /** All start methods, the default first. */
  export function getAllStartMethods(): StartMethod[]
  /** Every name of this module, bound to one start method. */
  export type Context = Omit<typeof import('multiprocessing'), 'getStartMethod' | 'getContext'> & {
    getStartMethod(): StartMethod
    getContext(method?: StartMethod | null): Context
  }
  /**
   * An object with every name of this module, bound to one start method, so that one program can use several.
   * @example
   * const ctx = getContext('spawn')
   * const p = new ctx.Process({ target: work })
   */
  export function getContext(method?: StartMethod | null): Context
  /** Does nothing here: for Python programs that are frozen into an executable. */
  export function freezeSupport(): void

  /** The base of the module's errors. */
  export class ProcessError extends Error {
    /** What happened, as a short name. */
    readonly code: string
  }
  /** A result or a lock was not there in time. Not the class of that name in `builtins` and `concurrent.futures`. */
  export class TimeoutError extends ProcessError {}
}
