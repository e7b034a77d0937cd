/**
 * What the Python layer (`lib/*.py`) calls of the kernel: the attributes of the Python module `_weft`. Everything here is about
 * the calling thread, which is a lane, and its process. Times are seconds, as in Python; a timeout of −1 is none, 0 does
 * not wait. Handles are numbers of objects in the arena; a process holds each until it lets it go or ends, and a forked child holds
 * all that its parent holds.
 *
 * A call that may wait returns its result at once when it can: because nothing has to be waited for, or because no other thread
 * of the process is alive, so that the worker itself may block. Else it returns a promise of the result, and Python parks
 * the thread with `run_sync`. A signal that arrives ends a wait early with `Waited.Interrupted`: Python then runs the handlers
 * (`next_signal`) and waits again for what is left of its time.
 */
export type May<T> = T | Promise<T>

/** How a wait ended. */
export const enum Waited {
  Late = 0,
  Done = 1,
  Interrupted = 2,
  /** Nobody holds the other end of a pipe; a child that is waited for is no child. */
  Broken = 3,
}

export interface Bridge
  extends ThreadBridge,
    SyncBridge,
    PipeBridge,
    ProcessBridge,
    MemoryBridge,
    WorldBridge {}

export interface ThreadBridge {
  /** Number of the calling thread's lane, + 1: never used twice in a run, never 0. */
  thread_ident(): number
  /** A new lane that runs `run()` once it gets the GIL. `daemon`, `library` (not of the program's making): 1 or 0. Its ident. Throws RuntimeError when there are too many. */
  thread_start(run: () => void, name: string, daemon: number, site?: number, library?: number): number
  /** Gives way if it is time to: another thread waits for the GIL, or another process for the core. */
  thread_switch(): May<void>
  /** As `thread_switch`, whether it is time or not. */
  thread_yield(): May<void>
  /**
   * Waits until `thread_wake(ident)` is called for this thread; one that came before counts, once. `object`: what it waits at (0:
   * nothing with a name). Python builds the locks of `_thread` on this.
   */
  thread_park(object: number, timeout: number, operation: number, site: number): May<Waited>
  thread_wake(ident: number): void
  /** The object of a thread of this process, for who waits for its end; 0 when it has ended. */
  thread_object(ident: number): number
  /** How many threads of this process are alive, the calling one included. */
  thread_count(): number
  /** The calling thread, a worker of a pool, runs a task: its number among those of the pool, -1: unknown, and the call as text. */
  task_begin(task: number, call: string): void
  /** It has. `status`: 0 done, 1 raised. */
  task_end(task: number, status: number): void
  /** Ends as `Waited.Late`, or by a signal. 0 seconds: as `thread_yield`. */
  sleep(seconds: number, site: number): May<Waited>
  /** Switch interval in seconds. */
  switch_interval(): number
  set_switch_interval(seconds: number): void
}

export interface SyncBridge {
  /** An object with a name and no state for the trace: a lock of `threading`, a queue of `queue`. `type`: an `ObjectType`. */
  object_new(type: number): number
  /** Who holds such an object, for the deadlock report: ident, or 0 for nobody. */
  object_holder(handle: number, ident: number): void
  /** For the trace: an `Operation` at an object that did not wait, where the settings say that these are wanted. */
  operation(operation: number, object: number, site: number): void
  /**
   * A semaphore between processes. `type`: the `ObjectType` a reader knows it by (Lock, RLock, Semaphore, BoundedSemaphore).
   * For a Lock and an RLock the kernel remembers which lane took it last, for the deadlock report.
   */
  sem_new(type: number, value: number, maximum: number): number
  /** Takes it if that is possible at once. */
  sem_try(handle: number): boolean
  sem_acquire(handle: number, timeout: number, operation: number, site: number): May<Waited>
  /** False when that would exceed its maximum. */
  sem_release(handle: number): boolean
  sem_value(handle: number): number
  /** This process names the handle once more (an unpickled copy), or once less. At none it is let go. */
  hold(handle: number): void
  let_go(handle: number): void
}

export interface PipeBridge {
  /** A one-way pipe for messages of any size: `[reader, writer]`. `type`: what a reader of the trace knows it by (Connection, Queue …). */
  pipe_new(type: number): [reader: number, writer: number]
  /** Sends one message; waits until the pipe has room. `data`: a Python buffer. */
  pipe_send(writer: number, data: PythonBuffer, operation: number, site: number): May<Waited>
  /** As `pipe_send`, of a message in one piece and only if there is room for it; null: it would have to wait. `data` is good during the call. */
  pipe_put(writer: number, data: Uint8Array, site: number): Waited | null
  /**
   * The next message if there is one: its bytes; null at the end (nobody can write any more); undefined when it would have to
   * wait.
   */
  pipe_take(reader: number, site?: number): Uint8Array | null | undefined
  /**
   * Waits until `pipe_take` has something to do. Of a message of more than 64 KiB, which goes in pieces, it may still return
   * undefined then, as a system's pipe may have the beginning of a message: wait again.
   */
  pipe_poll(reader: number, timeout: number, operation: number, site: number): May<Waited>
  /** As `pipe_poll`, by blocking the worker; null: that has other threads to run meanwhile. */
  pipe_wait(reader: number, timeout: number, operation: number, site: number): Waited | null
  /**
   * An end is open while a process holds it or a message on its way does. `end_dup`: one more, for the message in which a copy
   * is sent. `end_adopt`: whoever has received that message takes this one over; its process holds the end (once more).
   * `end_close`: this process holds it once less. To hold one once more without a message: `hold`.
   */
  end_dup(end: number): void
  end_adopt(end: number): void
  end_close(end: number): void
}

export interface ProcessBridge {
  pid(): number
  parent_pid(): number
  /**
   * Starts a process by `spawn` or `forkserver`: `payload` (bytes) is what `spawn_main` of `weft_process.py` is given there.
   * `handles`: what the child holds from its start, each as often as it is named here: what is unpickled there takes that over,
   * without `hold` or `end_adopt`. Its pid; 0: a signal came first, whose handlers are to run before this is called again. Throws
   * OSError when there are too many.
   */
  process_spawn(
    name: string,
    method: string,
    daemon: number,
    payload: PythonBuffer,
    handles: number[],
    site?: number,
  ): May<number>
  /**
   * Copies this process's memory: in the child `fork_main` of `weft_process.py` is called, in the parent this returns its pid, or 0
   * as `process_spawn` does. Always a promise.
   */
  process_fork(name: string, daemon: number, site?: number): Promise<number>
  /** Waits for the end of a child. `Waited.Broken`: there is no such child. */
  process_wait(pid: number, timeout: number, operation: number, site: number): May<Waited>
  /** Ends this process at once, whatever its threads do, as `os._exit`. Never returns. */
  process_exit(code: number): void
  /** Null while it lives; negative: the signal that ended it. */
  process_exit_code(pid: number): number | null
  /** Sends a signal; false when there is no such process. Without a handler there (`set_handled`) most signals end it. */
  process_signal(pid: number, signal: number): boolean
  /** Waits until one is ready: a reader with something to take, the end of a child. `kinds`: 0 reader, 1 pid. Which ones, by index: none when it is too late or a signal came. */
  wait_any(kinds: number[], handles: number[], timeout: number, site: number): May<number[]>
  /** The next signal that came for this process and has a handler; 0: none. */
  next_signal(): number
  /** Whether this process handles a signal itself. */
  set_handled(signal: number, handled: boolean): void
}

/**
 * Memory between processes. Python's own memory is private to its worker, so a process works on a copy (at `address` in its heap),
 * and every operation of the kernel carries over what has changed: before whatever may tell others (release, send, exit) its
 * own changes go out, after whatever may have been told (acquire, receive, join) those of others come in, as with the
 * release consistency of distributed shared memory. The tick does both, so that loops without any operation see changes as well.
 */
export interface MemoryBridge {
  /** Shared memory of so many bytes, all 0; with a name, unless that is taken (0 is returned). '': nobody can open it. */
  memory_new(name: string, size: number): number
  /** Finds it by name: 0 when there is none. */
  memory_open(name: string): number
  memory_unlink(name: string): boolean
  memory_size(handle: number): number
  memory_name(handle: number): string
  /** This process has a copy of it at `address` of its heap from now on. */
  memory_map(handle: number, address: number): void
  memory_unmap(handle: number, address: number): void
}

export interface WorldBridge {
  /** Text for the console, as it is; `stream`: 1 stdout, 2 stderr. */
  write(stream: number, text: string, site: number): void
  /** A line that the person typed, with its newline; '' at the end of input; null when a signal came first. */
  read_line(site: number): May<string | null>
  /** What the plan and the program say, as JSON: `Settings` of `bridge/settings.ts`. */
  settings(): string
  /** Number of a place in the program for `site` parameters: file and line of it; 0: unknown. */
  site_of(file: string, line: number): number
  /**
   * An error that nobody caught ends the main process: for the page. `line` 0: unknown. `lack`: of an error that came of what a
   * browser has not, what `weft_lacks.py` says of it, as JSON; else ''.
   */
  report(type: string, message: string, file: string, line: number, lack?: string): void
}

/** A buffer that Python passed (a PyProxy): `getBuffer('u8')` gives its bytes. */
export interface PythonBuffer {
  getBuffer(type: 'u8'): { readonly data: Uint8Array; release(): void }
}
