import { TRANSFER, type Transfer } from '../../kernel/memory/values/index.ts'
import { ProcessHandle } from '../../kernel/process/processHandle.ts'
import { ProcessBody } from '../../kernel/process/processObject.ts'
import { LaneFlag, Operation } from '../../trace/events.ts'
import { awaitable } from '../awaitable.ts'
import { ArgumentError, RuntimeError } from '../errors.ts'
import { heritageOf } from '../multiprocessing/parenthood.ts'
import { refuseTransfer, transferOf } from '../multiprocessing/transfer.ts'
import { isThenable } from '../runtime/builtins.ts'
import { current, type ProcessContext } from '../runtime/current.ts'
import { INSPECT } from '../runtime/inspect.ts'
import { encodeOrder, type Order, reconstruct } from '../runtime/order.ts'
import { joinTimeout, type Target, Work, type WorkOptions, workOptions } from '../work.ts'

export interface ThreadOptions extends WorkOptions {
  readonly name?: string
  readonly daemon?: boolean | null
}

/** Where a Thread object stands: made here, this very thread, or known from another thread. */
type Role = 'made' | 'self' | 'copy'

/** What a Thread object is made from that stands for a thread which runs already. */
interface Restoring {
  readonly role: Role
  readonly name: string
  readonly daemon: boolean
  readonly handle: ProcessHandle | null
}

let restoring: Restoring | null = null

/** Thread objects of this worker, by the object of the thread in the arena. */
const known = new WeakMap<ProcessContext, Map<number, Thread>>()

let handleOf: (thread: Thread) => ProcessHandle | null

/** `threading.Thread`. */
export class Thread {
  readonly #work: Work
  readonly #role: Role
  #name: string
  #daemon: boolean
  #handle: ProcessHandle | null

  constructor(target?: Target | ThreadOptions | null, args?: Iterable<unknown>, others: ThreadOptions = {}) {
    const options = workOptions('Thread', target, args, others)
    this.#work = new Work(options)
    const context = current()
    const made = restoring
    restoring = null
    this.#role = made?.role ?? 'made'
    this.#name = made?.name ?? nameOf(options.name) ?? defaultName(context, this.#work.target)
    this.#daemon = made?.daemon ?? options.daemon ?? context.thread?.daemon ?? false
    this.#handle = made?.handle ?? null
  }

  /** What the thread does. Subclasses may override it. */
  run(): unknown {
    return this.#work.run()
  }

  start(): void {
    const context = current()
    if (this.#handle !== null) {
      throw new RuntimeError(
        'thread.startedTwice',
        { name: this.#name },
        `${this.#name} was started before. Threads can only be started once: make a new one.`,
      )
    }
    if (this.#role !== 'made') {
      throw new RuntimeError(
        'thread.foreignStart',
        { name: this.#name },
        `${this.#name} was made by another thread, and this is a copy of it: start it where it was made.`,
      )
    }
    const type = this.constructor as typeof Thread
    const { target, args, kwargs } = this.#work
    const order: Order = {
      kind: 'thread',
      heritage: heritageOf(context),
      identity: context.identity,
      target,
      args,
      kwargs,
      subclass: type === Thread ? null : { type, fields: { ...this } },
      exceptHook: context.exceptHook,
    }
    this.#handle = context.kernel.startThread({
      name: this.#name,
      flags: this.#daemon ? LaneFlag.Daemon : 0,
      payload: encodeOrder(context, 'thread', order, []),
    })
    threadsOf(context).set(this.#handle.id, this)
  }

  join(timeout?: number | null | { readonly timeout?: number | null }): void {
    this.#joinable().join(joinTimeout(timeout), Operation.ThreadJoin)
  }

  isAlive(): boolean {
    current()
    return this.#handle !== null && this.#handle.exitCode() === null
  }

  get name(): string {
    return this.#name
  }

  set name(name: string) {
    this.#name = nameOf(name) ?? this.#name
  }

  get daemon(): boolean {
    return this.#daemon
  }

  set daemon(daemon: boolean) {
    if (this.#handle !== null) {
      throw new RuntimeError(
        'thread.daemonSet',
        { name: this.#name },
        `${this.#name} has started: daemon can only be set before start().`,
      )
    }
    this.#daemon = Boolean(daemon)
  }

  /** What identifies the thread; null before it was started. */
  get ident(): number | null {
    return this.#handle?.nativeId ?? null
  }

  get nativeId(): number | null {
    return this.ident
  }

  [TRANSFER](to: string): Transfer {
    if (to !== 'thread') {
      refuseTransfer('Thread', 'It stays with its process: send what it is to work on instead.')
    }
    const handle = this.#handle
    const data = { name: this.#name, daemon: this.#daemon, handle: handle?.id ?? 0 }
    return transferOf('threading.Thread', data, handle === null ? [] : [handle.id])
  }

  [INSPECT](): string {
    const handle = this.#handle
    const state =
      handle === null ? 'initial' : handle.ended ? `stopped ${handle.nativeId}` : `started ${handle.nativeId}`
    return `<${this.constructor.name || 'Thread'}(${this.#name}, ${state}${this.#daemon ? ', daemon' : ''})>`
  }

  static {
    handleOf = thread => thread.#handle
    awaitable(Thread.prototype.join, async function (this: Thread, timeout) {
      await this.#joinable().joinAsync(joinTimeout(timeout), Operation.ThreadJoin)
    })
  }

  #joinable(): ProcessHandle {
    const { kernel } = current()
    if (this.#handle === null) {
      throw new RuntimeError(
        'thread.notStarted',
        { name: this.#name },
        `${this.#name} has not been started: call start() before join().`,
      )
    }
    if (this.#handle.lane === kernel.lane) {
      throw new RuntimeError(
        'thread.joinSelf',
        { name: this.#name },
        `${this.#name} cannot join itself: it would wait for its own end for ever.`,
      )
    }
    return this.#handle
  }
}

/** What runs a thread; null before it is started. */
export const handleOfThread = (thread: Thread): ProcessHandle | null => handleOf(thread)

/** In a new thread: makes the object that was started, and runs it. */
export async function runThread(
  context: ProcessContext,
  order: Extract<Order, { kind: 'thread' }>,
): Promise<void> {
  const { kernel, thread } = context
  const handle = kernel.self
  context.exceptHook = order.exceptHook
  restoring = { role: 'self', name: handle.name, daemon: thread?.daemon ?? false, handle }
  const args = [order.target ?? undefined, order.args, order.kwargs === null ? {} : { kwargs: order.kwargs }]
  const made = reconstruct(Thread, args, order)
  threadsOf(context).set(handle.id, made)
  const result = made.run()
  if (isThenable(result)) await result
}

/** `threading.current_thread`. */
export function currentThread(): Thread {
  const { kernel } = current()
  return threadOf(kernel.self)
}

/** `threading.main_thread`: the one in which the process began. */
export function mainThread(): Thread {
  const { kernel } = current()
  return threadOf(ProcessHandle.attach(kernel, kernel.process))
}

/** `threading.enumerate`: the threads of this process that live. */
export function enumerate(): Thread[] {
  return current()
    .kernel.threads()
    .map(thread => threadOf(thread))
}

/** `threading.active_count`. */
export function activeCount(): number {
  return current().kernel.threads().length
}

/** `threading.get_ident`: what identifies the thread that asks. */
export function getIdent(): number {
  return current().kernel.self.nativeId
}

/** `threading.get_native_id`. */
export function getNativeId(): number {
  return getIdent()
}

/** The object of another thread, here. */
export function restoreThread(data: unknown): Thread {
  const { handle, name, daemon } = data as { handle: number; name: string; daemon: boolean }
  if (handle !== 0) return threadOf(ProcessHandle.attach(current().kernel, handle), name)
  restoring = { role: 'copy', name, daemon, handle: null }
  return new Thread()
}

/** The object that stands for a thread here; always the same one. */
function threadOf(handle: ProcessHandle, name?: string): Thread {
  const context = current()
  const threads = threadsOf(context)
  const found = threads.get(handle.id)
  if (found !== undefined) return found
  const role = handle.lane === context.kernel.lane ? 'self' : 'copy'
  restoring = {
    role,
    name: handle.thread ? (name ?? handle.name) : MAIN_THREAD,
    daemon: handle.thread && handle.daemon,
    handle,
  }
  const made = new Thread()
  threads.set(handle.id, made)
  return made
}

function threadsOf(context: ProcessContext): Map<number, Thread> {
  const found = known.get(context)
  if (found) return found
  const made = new Map<number, Thread>()
  known.set(context, made)
  return made
}

const MAIN_THREAD = 'MainThread'

function nameOf(name: unknown): string | null {
  if (name === undefined || name === null) return null
  if (typeof name === 'string') return name
  throw new ArgumentError('thread.name', {}, 'The name of a Thread is a string.')
}

/** `Thread-1 (work)`, as Python names them. */
function defaultName(context: ProcessContext, target: Work['target']): string {
  const name = `Thread-${context.kernel.count(ProcessBody.Threads)}`
  return target === null || target.name === '' ? name : `${name} (${target.name})`
}
