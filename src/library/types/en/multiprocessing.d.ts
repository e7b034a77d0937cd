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
    /** Becomes ready when the process has ended: something to wait for together with other things. */
    readonly sentinel: Sentinel
  }

  /**
   * A first-in, first-out queue for any number of processes. Values are copied.
   * @example
   * const q = new Queue<number>()
   * q.put(1)
   * q.get() // 1
   */
  // biome-ignore lint/suspicious/noExplicitAny: a queue whose type is left out takes and gives anything
  export class Queue<T = any> {
    /**
     * A first-in, first-out queue for any number of processes.
     * @param maxsize how many items it may hold; 0: any number
     */
    constructor(maxsize?: number)
    /** Adds a value; waits while the queue is full. Throws `Full` (module `queue`) when no room came in time. */
    put(value: T, options?: Blocking): void
    put(value: T, block: boolean, timeout?: number | null): void
    /** Takes the oldest value; waits while the queue is empty. Throws `Empty` (module `queue`) when none came in time. */
    get(options?: Blocking): T
    get(block: boolean, timeout?: number | null): T
    /** `put` without waiting. */
    putNowait(value: T): void
    /** `get` without waiting. */
    getNowait(): T
    /** How many items are in it at this moment. Others may change that at once. */
    qsize(): number
    empty(): boolean
    full(): boolean
  }

  /**
   * The type of numbers in shared memory, as in Python's `array`: `i` and `l` whole numbers of 32 bits, `h` 16, `b` 8 bits
   * (capital letters: without a sign), `q` and `Q` big integers of 64 bits, `f` and `d` floating-point numbers of 32 and 64
   * bits. Whole numbers that are too large wrap around.
   */
  export type Typecode = 'b' | 'B' | 'h' | 'H' | 'i' | 'I' | 'l' | 'L' | 'q' | 'Q' | 'f' | 'd'
  /** What a cell of a type holds. */
  export type CellValue<C extends Typecode> = C extends 'q' | 'Q' ? bigint : number

  export interface SharedOptions {
    /** True (default): with a lock of its own. A Lock: that one. False: none. */
    lock?: boolean | Lock
  }

  /**
   * One number in shared memory. Reading and writing take no lock: `v.value += 1` is a read and then a write, and another
   * process may come between the two. Hold `v.getLock()` meanwhile.
   */
  export class Value<C extends Typecode = 'i'> {
    /** One number in memory that processes share. `v.value += 1` is a read and a write: hold a lock meanwhile. */
    constructor(typecode: C, initial?: CellValue<C>, options?: SharedOptions)
    /** The number. */
    value: CellValue<C>
    /** The lock that belongs to it. */
    getLock(): Lock
  }

  /** Numbers in shared memory. Reading and writing take no lock. */
  // biome-ignore lint/suspicious/noShadowRestrictedNames: Python's name
  export class Array<C extends Typecode = 'i'> implements Iterable<CellValue<C>> {
    /**
     * Numbers in memory that processes share.
     * @param sizeOrInitial how many numbers (all 0), or the numbers themselves
     */
    constructor(typecode: C, sizeOrInitial: number | Iterable<CellValue<C>>, options?: SharedOptions)
    [index: number]: CellValue<C>
    readonly length: number
    /** The number at an index. Faster than `array[index]`. */
    get(index: number): CellValue<C>
    /** Sets the number at an index. Faster than `array[index] = value`. */
    set(index: number, value: CellValue<C>): void
    /** The number at an index; negative ones count from the end. */
    at(index: number): CellValue<C>
    /** A copy of a part as a plain array. */
    slice(start?: number, end?: number): CellValue<C>[]
    [Symbol.iterator](): IterableIterator<CellValue<C>>
    /** The lock that belongs to it. */
    getLock(): Lock
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
  /** A result did not come in time. */
  export class TimeoutError extends ProcessError {}
}
