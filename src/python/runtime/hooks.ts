import type { Problem } from '../../program/outcome.ts'
import type { Bridge } from '../bridge.ts'
import type { FirstDifference } from './firstDifference.ts'

/** A Python callable as JavaScript sees it (a PyProxy). Good during the call that it was passed to, unless it is kept. */
export interface PythonCallable {
  (): unknown
  readonly type: string
}

/** What the bridge is given by the worker that it serves. */
export interface WorkerHooks {
  /** What `Bridge.settings` is made from: `Settings` of `bridge/settings.ts` as JSON. */
  readonly settings: string
  /**
   * Keeps a Python callable that is to run as a thread. What it returns starts that thread, once, on a stack of its own: it runs until
   * the thread is suspended first. That must be done while no other thread of the worker runs: from a microtask, with none of
   * Python's frames below. The promise settles when the thread has ended; it is rejected when its callable raised.
   */
  greenThread(run: PythonCallable): () => Promise<void>
  /**
   * Copies this process's memory for a child. To be called while every thread is suspended, as `greenThread`'s result. What comes
   * back is for the payload of the child's start order, beside what the bridge wants to tell its twin there (`BridgePart.inherit`).
   * `copied` is called at the moment of which the copy is: Python itself runs before and after that, and may change things.
   */
  copyMemory(copied: () => void): Uint8Array
  /** Lets go of what `copyMemory` returned: the child could not be started. */
  discardMemory(memory: Uint8Array): void
  /** The child is gone. It has taken over what `copyMemory` returned, unless it was killed before: then nobody else ever will. */
  forgetMemory(memory: Uint8Array): void
  /** The bytes of Python's own memory. Not to be kept: they move when that grows. */
  heap(): Uint8Array
  /** Room in Python's own memory, as of C's `malloc`, and back. Throws RangeError when there is none. */
  allocate(bytes: number): number
  free(address: number): void
  /** Looks into Python's own memory. */
  readonly firstDifference: FirstDifference
  /** What `Bridge.site_of` answers: see `PythonSites`. */
  siteOf(file: string, line: number): number
  /** Ends the process at once, whatever its threads do, as `os._exit`. */
  exit(exitCode: number): never
  /** Tells the page of the error that ended the main process. */
  report(problem: Problem): void
}

/** What the worker needs of the bridge: what `createBridge(lanes, hooks)` makes, once, when the worker has become a process. */
export interface BridgePart {
  /** What module `_weft` has. Functions, that need no `this`. */
  readonly bridge: Bridge
  /**
   * In every process but the main one, before any of its Python runs: takes what the parent's bridge wrote into `StartPayload.body`
   * (what the child holds from its start, copies of shared memory that it has in its heap), and returns the rest: the bytes for
   * Python's `spawn_main`, none in a forked child.
   */
  inherit(body: Uint8Array): Uint8Array
  /**
   * Every few hundred bytecodes: stops for good when killed, gives the core away when it is time to and no other thread lives
   * here, brings shared memory up to date. Whether Python is to be told: it calls `thread_switch` then, and `next_signal`.
   */
  tick(): boolean
  /** Whether signals wait for `next_signal`. */
  signalled(): boolean
  /** Before the process ends: what it has changed in shared memory goes out. */
  end(): void
}

/** The payload of a process's start order. */
export interface StartPayload {
  /** What `copyMemory` gave; empty unless forked. */
  readonly memory: Uint8Array
  /** What the parent's bridge says to its child's, and after that what Python said. */
  readonly body: Uint8Array
}

/** As `readPayload` takes it apart. */
export function writePayload({ memory, body }: StartPayload): Uint8Array {
  const bytes = new Uint8Array(4 + memory.length + body.length)
  new DataView(bytes.buffer).setUint32(0, memory.length, true)
  bytes.set(memory, 4)
  bytes.set(body, 4 + memory.length)
  return bytes
}

export function readPayload(bytes: Uint8Array): StartPayload {
  const length = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true)
  return { memory: bytes.slice(4, 4 + length), body: bytes.slice(4 + length) }
}
