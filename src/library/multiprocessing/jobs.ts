import { ProcessError, RemoteTraceback } from '../errors.ts'
import { isInstance } from '../runtime/builtins.ts'
import { current, ExitRequest } from '../runtime/current.ts'
import { rememberPlace, tracebackOf } from '../runtime/problems.ts'
import type { TaskFailure, WorkerDeath } from './poolMessages.ts'

export type Callback = (value: unknown) => void

/** Work given to a pool, seen from the side that waits for it. */
export abstract class Job {
  abstract get done(): boolean
  abstract chunkDone(chunk: number, values: readonly unknown[]): void
  abstract chunkFailed(chunk: number, error: unknown): void
  /** Nothing more will come: the pool was terminated, or its workers cannot start. */
  abstract abandon(error: unknown): void
}

/** A job of known size, whose results are wanted all at once: map, apply. */
export class ResultJob extends Job {
  readonly values: unknown[]
  error: unknown
  failed = false
  #missing: number
  readonly #chunkSize: number
  readonly #callback: Callback | undefined
  readonly #errorCallback: Callback | undefined

  constructor(
    count: number,
    chunkSize: number,
    single: boolean,
    callback?: Callback,
    errorCallback?: Callback,
  ) {
    super()
    this.values = new Array(count)
    this.single = single
    this.#chunkSize = chunkSize
    this.#missing = Math.ceil(count / chunkSize)
    this.#callback = callback
    this.#errorCallback = errorCallback
  }

  /** True for apply: the value itself is the result, not a list of one. */
  readonly single: boolean

  get done(): boolean {
    return this.#missing === 0
  }

  /** The result. Throws what the task raised. */
  result(): unknown {
    if (this.failed) throw rethrown(this.error)
    return this.single ? this.values[0] : this.values
  }

  chunkDone(chunk: number, values: readonly unknown[]): void {
    const start = chunk * this.#chunkSize
    for (let i = 0; i < values.length; i++) this.values[start + i] = values[i]
    this.#settleChunk()
  }

  chunkFailed(_chunk: number, error: unknown): void {
    // As in Python, the first error is the one that is raised.
    if (!this.failed) this.error = error
    this.failed = true
    this.#settleChunk()
  }

  abandon(error: unknown): void {
    if (this.done) return
    if (!this.failed) this.error = error
    this.failed = true
    this.#missing = 0
    call(this.#errorCallback, this.error)
  }

  #settleChunk(): void {
    if (--this.#missing > 0) return
    if (this.failed) call(this.#errorCallback, this.error)
    else call(this.#callback, this.single ? this.values[0] : this.values)
  }
}

/** An error of a callback is nobody's: it is told, and the pool goes on. */
function call(callback: Callback | undefined, value: unknown): void {
  if (callback === undefined) return
  try {
    callback(value)
  } catch (error) {
    if (isInstance(error, ExitRequest)) throw error
    const { kernel, stacks } = current()
    kernel.trace.output(2, `Exception in a callback of a pool:\n${tracebackOf(error, stacks)}`, kernel.site())
  }
}

export type ChunkOutcome = { readonly values: readonly unknown[] } | { readonly error: unknown }

/** A job of unknown size, whose results are wanted as they come: imap, in order or not. */
export class StreamJob extends Job {
  readonly #ordered: boolean
  readonly #arrived = new Map<number, ChunkOutcome>()
  #next = 0
  /** Chunks given to the pool that have not been taken out again. */
  inFlight = 0

  constructor(ordered: boolean) {
    super()
    this.#ordered = ordered
  }

  get done(): boolean {
    return this.#ordered ? this.#arrived.has(this.#next) : this.#arrived.size > 0
  }

  /** The next chunk, once `done` is true. */
  take(): ChunkOutcome | undefined {
    const chunk = this.#ordered ? this.#next : this.#arrived.keys().next().value
    if (chunk === undefined) return undefined
    const outcome = this.#arrived.get(chunk)
    if (outcome === undefined) return undefined
    this.#arrived.delete(chunk)
    this.#next++
    this.inFlight--
    return outcome
  }

  chunkDone(chunk: number, values: readonly unknown[]): void {
    this.#arrived.set(chunk, { values })
  }

  chunkFailed(chunk: number, error: unknown): void {
    this.#arrived.set(chunk, { error })
  }

  abandon(error: unknown): void {
    for (let chunk = this.#next, left = this.inFlight; left > 0; chunk++) {
      if (!this.#arrived.has(chunk)) this.#arrived.set(chunk, { error })
      left--
    }
  }
}

const remote = new WeakSet<object>()

/** An error of a task, with the stack of whoever asks for the result: the worker's own stack is in its cause. */
export function rethrown(error: unknown): unknown {
  if (!isInstance(error, Error) || !remote.has(error)) return error
  const calls = (new Error().stack ?? '').replace(/^Error\n/, '')
  Object.defineProperty(error, 'stack', {
    value: `${error.name}: ${error.message}\n${calls}`,
    writable: true,
    configurable: true,
  })
  return error
}

/** The error of a task as its caller gets it: with the worker's stack as its cause. */
export function raisedBy({ error, process, traceback, place }: TaskFailure): unknown {
  if (!isInstance(error, Error)) {
    if (place !== null) current().stacks.notePlace(error, place)
    return error
  }
  if (error.cause === undefined) {
    Object.defineProperty(error, 'cause', {
      value: new RemoteTraceback(process, traceback),
      writable: true,
      configurable: true,
    })
  }
  if (place !== null) rememberPlace(error, place)
  remote.add(error)
  return error
}

/** What the caller gets whose chunk was lost with its worker. */
export function lostWith({ process, exitCode }: WorkerDeath): ProcessError {
  return new ProcessError(
    'pool.workerDied',
    { process, exitCode },
    `${process} ended with exit code ${exitCode} while it worked on a task, so the task has no result. ` +
      'A task should return or throw, not call exit(), and nobody should end the worker meanwhile.',
  )
}
