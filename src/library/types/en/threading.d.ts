/**
 * Threads: they run at the same time within one process. In Python, and here while the GIL is on, only one thread of a
 * process runs at a time: threads then help a program that waits (for files, networks, sleep), not one that computes.
 */
declare module 'threading' {
  export interface ThreadOptions {
    /** The function that the thread runs. It may be async. */
    target?: ((...args: never[]) => unknown) | null
    /** Its arguments. Values are copied; locks, queues, events and `shared` state arrive as the same ones. */
    args?: Iterable<unknown>
    /** Passed as one object after `args`. */
    kwargs?: Record<string, unknown>
    /** Default: `Thread-1 (work)`, `Thread-2 (work)`, … after the target. */
    name?: string
    /** A daemon thread is ended when its process ends. Default: as the thread that makes it. */
    daemon?: boolean | null
  }

  /**
   * A thread of this process. JavaScript's threads share no variables: a thread begins with a copy of the program's top-level
   * variables, and what it assigns to them no other thread sees. What threads share goes through `shared({ … })`, queues and
   * locks.
   * @example
   * const t = new Thread({ target: work, args: [1, 2] })
   * t.start()
   * t.join()
   */
  export class Thread {
    /** A thread of this process that runs a function. Nothing runs before `start()`. */
    constructor(options?: ThreadOptions)
    /** A thread of this process that runs a function. Nothing runs before `start()`. */
    constructor(target: (...args: never[]) => unknown, args?: Iterable<unknown>, options?: ThreadOptions)
    /**
     * What the thread does: calls the target. A subclass may override it; fields that its constructor sets are copied to the
     * thread, fields whose names begin with # are not.
     */
    run(): unknown
    /** Starts the thread; once only, or it throws RuntimeError. */
    start(): void
    /**
     * Waits until the thread has ended, or for `timeout` seconds; ask `isAlive()` which it was. Throws RuntimeError before
     * `start()` and for the thread itself. `await` it to wait without blocking.
     */
    join(timeout?: number | null | { timeout?: number | null }): void
    /** Whether it has been started and has not ended. */
    isAlive(): boolean
    /** A name for people; it has no effect. */
    name: string
    /** Whether it is ended when its process ends. Can be set before `start`. */
    daemon: boolean
    /** A number that identifies the thread; null before `start`. */
    readonly ident: number | null
    /** What the system calls the thread: of the main thread, the process id. Null before `start`. */
    readonly nativeId: number | null
  }

  /**
   * A thread that waits `interval` seconds and then calls a function, unless `cancel()` came before.
   * @example
   * const t = new Timer(30, ring, ['tea'])
   * t.start()
   */
  export class Timer extends Thread {
    /** A thread that calls `fn` with `args` after `interval` seconds. The time begins with `start()`. */
    constructor(
      interval: number,
      fn: (...args: never[]) => unknown,
      args?: Iterable<unknown> | null,
      kwargs?: Record<string, unknown> | null,
    )
    /** A thread that calls `fn` with `args` after `interval` seconds. The time begins with `start()`. */
    constructor(
      interval: number,
      fn: (...args: never[]) => unknown,
      options: { args?: Iterable<unknown> | null; kwargs?: Record<string, unknown> | null },
    )
    /** Seconds from `start()` to the call. */
    interval: number
    /** What is called, and with what. */
    function: (...args: unknown[]) => unknown
    args: readonly unknown[]
    kwargs: Readonly<Record<string, unknown>>
    /** Set once it has called or was cancelled. */
    finished: Event
    run(): unknown
    /** Keeps it from calling, if it still waits. */
    cancel(): void
  }

  /**
   * An object whose attributes are each thread's own: what one thread sets, no other sees. In a new thread it is empty. The
   * constructor of a subclass runs in each thread, with the arguments given to `super(…)`; its fields may have types.
   * @example
   * const mine = new local()
   * mine.count = 1 // of this thread
   */
  export class local {
    /** An object whose attributes are each thread's own. */
    constructor(...args: unknown[])
    [name: string]: unknown
  }

  /** What is told about the error that ended a thread. */
  export interface ExceptHookArgs {
    /** Class of the error; null when what was thrown is no Error. */
    readonly excType: unknown
    readonly excValue: unknown
    /** The error and its calls, as text. */
    readonly excTraceback: string
    readonly thread: Thread | null
  }

  /** Prints the error that ended a thread on standard error: what happens when no other hook is set. */
  export function excepthook(args: ExceptHookArgs): void
  /**
   * Sets what is called when an error ends a thread, for threads of this process that start from now on; null: `excepthook`
   * again. In Python one assigns to `threading.excepthook`, but in JavaScript an import cannot be assigned to.
   */
  export function setExcepthook(hook: ((args: ExceptHookArgs) => unknown) | null): void
  /** What is called when an error ends a thread. */
  export function getExcepthook(): (args: ExceptHookArgs) => unknown

  /** The thread that asks. */
  export function currentThread(): Thread
  /** The thread in which this process began: `MainThread`. */
  export function mainThread(): Thread
  /** The threads of this process that live, the main thread included. */
  export function enumerate(): Thread[]
  /** How many threads of this process live. */
  export function activeCount(): number
  /** A number that identifies the thread that asks. */
  export function getIdent(): number
  /** What the system calls the thread that asks: of the main thread, the process id. */
  export function getNativeId(): number
}
