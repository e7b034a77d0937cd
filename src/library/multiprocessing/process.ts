import { TRANSFER, type Transfer } from '../../kernel/memory/values/index.ts'
import { ProcessHandle } from '../../kernel/process/processHandle.ts'
import { LaneFlag } from '../../trace/events.ts'
import { requireFunction, requireIterable, timeoutOf } from '../arguments.ts'
import { awaitable } from '../awaitable.ts'
import { ArgumentError, AssertionError, RuntimeError } from '../errors.ts'
import { current, type ProcessContext } from '../runtime/current.ts'
import { INSPECT } from '../runtime/inspect.ts'
import { encodeOrder, type Order, reconstruct } from '../runtime/order.ts'
import { transferOf } from './transfer.ts'

type Target = (...args: never[]) => unknown
type AnyTarget = (...args: unknown[]) => unknown

export interface ProcessOptions {
  readonly target?: Target
  readonly args?: Iterable<unknown>
  /** Passed to the target as one object, after `args`. */
  readonly kwargs?: Readonly<Record<string, unknown>>
  readonly name?: string
  readonly daemon?: boolean
}

/** Where a Process object stands: made here, running as this very process, or copied from another process. */
type Role = 'child' | 'self' | 'copy'

/** `multiprocessing.Process`. */
export class Process {
  readonly #target: AnyTarget | null
  readonly #args: readonly unknown[]
  readonly #kwargs: Readonly<Record<string, unknown>> | null
  #identity: string
  #name: string
  #daemon: boolean
  #role: Role = 'child'
  #handle: ProcessHandle | null = null
  #pid: number | null = null

  constructor(target?: Target | ProcessOptions, args?: Iterable<unknown>, others: ProcessOptions = {}) {
    const options =
      typeof target === 'function' ? { ...others, target, args: args ?? others.args ?? [] } : (target ?? {})
    if (typeof options !== 'object') requireFunction(options, 'Process')
    if (options.target !== undefined && options.target !== null)
      requireFunction(options.target, 'Process: target')
    if (options.args !== undefined) requireIterable(options.args, 'Process: args')
    this.#target = (options.target as AnyTarget | undefined) ?? null
    this.#args = [...(options.args ?? [])]
    this.#kwargs = options.kwargs ?? null
    const context = current()
    const made = restoring
    restoring = null
    this.#identity = made?.identity ?? childIdentity(context, ++context.processes)
    this.#name = made?.name ?? options.name ?? `Process-${this.#identity}`
    this.#daemon = made?.daemon ?? options.daemon ?? context.daemon
    if (made) {
      this.#role = made.role
      this.#pid = made.pid
      this.#handle = made.handle
    }
  }

  /** What the process does. Subclasses may override it. */
  run(): unknown {
    // Called bare: it must not see this object as its `this`.
    const target = this.#target
    if (target === null) return undefined
    const { length } = Object.keys(this.#kwargs ?? {})
    return target(...this.#args, ...(length > 0 ? [this.#kwargs] : []))
  }

  start(): void {
    const context = current()
    if (this.#role !== 'child') throw notChild('start')
    if (this.#handle !== null) {
      throw new AssertionError(
        'process.startedTwice',
        { name: this.#name },
        `${this.#name} was started before. A Process can be started once: make a new one.`,
      )
    }
    requireParenthood(context)
    const own = Object.getPrototypeOf(this) === Process.prototype
    const order: Order = {
      kind: 'call',
      identity: this.#identity,
      target: this.#target,
      args: this.#args,
      kwargs: this.#kwargs,
      subclass: own ? null : { type: this.constructor, fields: { ...this } },
    }
    this.#handle = context.kernel.startProcess({
      name: this.#name,
      flags: this.#daemon ? LaneFlag.Daemon : 0,
      startMethod: context.startMethod,
      payload: encodeOrder(context, order, []),
    })
    this.#pid = this.#handle.pid
  }

  join(timeout?: number | null | { readonly timeout?: number | null }): void {
    current()
    this.#started('join').join(joinTimeout(timeout))
  }

  /** Ends the process at once, wherever it is. */
  terminate(): void {
    current()
    this.#started('terminate').terminate()
  }

  kill(): void {
    this.terminate()
  }

  isAlive(): boolean {
    current()
    if (this.#role === 'self') return true
    if (this.#role === 'copy') throw notChild('isAlive')
    return this.#handle !== null && this.#handle.exitCode() === null
  }

  get name(): string {
    return this.#name
  }

  set name(name: string) {
    if (typeof name !== 'string') {
      throw new ArgumentError('process.name', {}, 'The name of a Process is a string.')
    }
    this.#name = name
  }

  get daemon(): boolean {
    return this.#daemon
  }

  set daemon(daemon: boolean) {
    if (this.#handle !== null || this.#role !== 'child') {
      throw new AssertionError(
        'process.alreadyStarted',
        { name: this.#name },
        `${this.#name} has started: daemon can only be set before start().`,
      )
    }
    this.#daemon = daemon
  }

  get pid(): number | null {
    return this.#pid
  }

  get exitCode(): number | null {
    current()
    if (this.#role === 'copy') throw notChild('exitCode')
    return this.#handle?.exitCode() ?? null
  }

  [TRANSFER](): Transfer {
    const handle = this.#role === 'self' ? null : this.#handle
    const data = {
      name: this.#name,
      daemon: this.#daemon,
      identity: this.#identity,
      pid: this.#pid,
      handle: handle?.id ?? 0,
    }
    return transferOf('multiprocessing.Process', data, handle === null ? [] : [handle.id])
  }

  [INSPECT](): string {
    const state =
      this.#role === 'self' ? 'started' : this.#handle === null ? 'initial' : this.#stateText(this.#handle)
    return `<Process name='${this.#name}' ${state}${this.#daemon ? ' daemon' : ''}>`
  }

  static {
    awaitable(Process.prototype.join, async function (this: Process, timeout) {
      current()
      await this.#started('join').joinAsync(joinTimeout(timeout))
    })
  }

  #stateText(handle: ProcessHandle): string {
    const code = handle.exitCode()
    return code === null ? `pid=${handle.pid} started` : `pid=${handle.pid} stopped exitcode=${code}`
  }

  #started(what: string): ProcessHandle {
    if (this.#role !== 'child') throw notChild(what)
    if (this.#handle !== null) return this.#handle
    throw new AssertionError(
      'process.notStarted',
      { name: this.#name, what },
      `${this.#name} has not been started: call start() before ${what}().`,
    )
  }
}

interface Restoring {
  readonly role: Role
  readonly name: string
  readonly identity: string
  readonly daemon: boolean
  readonly pid: number | null
  readonly handle: ProcessHandle | null
}

let restoring: Restoring | null = null
const selves = new WeakMap<ProcessContext, Process>()

/** The Process object that this process is. */
export function currentProcess(): Process {
  const context = current()
  const known = selves.get(context)
  if (known) return known
  return becomeProcess(context, [], {
    kind: 'call',
    identity: context.identity,
    target: null,
    args: [],
    kwargs: null,
    subclass: null,
  })
}

/** In a child: makes the object that its parent started. */
export function becomeProcess(context: ProcessContext, args: unknown[], order: Order): Process {
  const { name, identity, daemon, kernel } = context
  restoring = { role: 'self', name, identity, daemon, pid: kernel.pid, handle: null }
  const process = reconstruct(Process, args, order)
  selves.set(context, process)
  return process
}

/** A Process object of another process, here: it can be looked at, not joined. */
export function restoreProcess(data: unknown): Process {
  const { handle, ...rest } = data as Omit<Restoring, 'handle' | 'role'> & { handle: number }
  const { kernel } = current()
  restoring = { ...rest, role: 'copy', handle: handle === 0 ? null : ProcessHandle.attach(kernel, handle) }
  return new Process()
}

export function childIdentity(context: ProcessContext, ordinal: number): string {
  return context.identity === '' ? String(ordinal) : `${context.identity}:${ordinal}`
}

/** Throws if this process may not start children. */
export function requireParenthood(context: ProcessContext): void {
  if (context.bootstrapping) {
    throw new RuntimeError(
      'process.bootstrapping',
      {},
      'A process was started while a spawned child evaluates the program again: it would start children without end. ' +
        "Put what only the main process does inside if (__name__ === '__main__') { … }.",
    )
  }
  if (!context.daemon) return
  throw new AssertionError(
    'process.daemonicChildren',
    {},
    'A daemonic process (such as a worker of a Pool) cannot have children of its own.',
  )
}

function joinTimeout(
  timeout: number | null | undefined | { readonly timeout?: number | null },
): number | null {
  return timeoutOf(typeof timeout === 'object' && timeout !== null ? timeout.timeout : timeout)
}

function notChild(what: string): AssertionError {
  return new AssertionError(
    'process.notChild',
    { what },
    `${what} can only be used on a child of this process, by the process that started it.`,
  )
}
