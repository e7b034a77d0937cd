import { TRANSFER, type Transfer } from '../../kernel/memory/values/index.ts'
import { ProcessHandle, Signal } from '../../kernel/process/processHandle.ts'
import { ProcessBody } from '../../kernel/process/processObject.ts'
import type { StartMethod } from '../../program/plan.ts'
import { LaneFlag } from '../../trace/events.ts'
import { awaitable } from '../awaitable.ts'
import { ArgumentError, AssertionError, ValueError } from '../errors.ts'
import { current, type ProcessContext } from '../runtime/current.ts'
import { INSPECT } from '../runtime/inspect.ts'
import { encodeOrder, type Order, reconstruct } from '../runtime/order.ts'
import { WAITABLE } from '../waitable.ts'
import { joinTimeout, type Target, Work, type WorkOptions, workOptions } from '../work.ts'
import { childIdentity, heritageOf, requireParenthood, settledMethod } from './parenthood.ts'
import { Sentinel } from './sentinel.ts'
import { refuseTransfer, transferOf } from './transfer.ts'

export interface ProcessOptions extends WorkOptions {
  readonly name?: string
  readonly daemon?: boolean
}

/**
 * Where a Process object stands: a child made here, this very process, the one that started it, or one that another process
 * knows and this one can only look at.
 */
type Role = 'child' | 'self' | 'parent' | 'copy'

/** The start method that a class of processes is bound to; null: the program's. */
const START_METHOD: unique symbol = Symbol('weft.startMethod')

/** What a Process object stands for. */
let handleOf: (process: Process) => ProcessHandle | null

/** `multiprocessing.Process`. */
export class Process {
  static readonly [START_METHOD]: StartMethod | null = null
  readonly #work: Work
  readonly #identity: string
  #name: string
  #daemon: boolean
  #role: Role = 'child'
  #handle: ProcessHandle | null = null
  #pid: number | null = null
  #closed = false

  constructor(
    target?: Target | ProcessOptions | null,
    args?: Iterable<unknown>,
    others: ProcessOptions = {},
  ) {
    // First of all: what else is asked of the library may make others.
    const made = restoring
    restoring = null
    const options = workOptions('Process', target, args, others)
    this.#work = new Work(options)
    const context = current()
    this.#identity = made?.identity ?? childIdentity(context, context.kernel.count(ProcessBody.Children))
    this.#name = made?.name ?? options.name ?? `${new.target.name || 'Process'}-${this.#identity}`
    this.#daemon = made?.daemon ?? options.daemon ?? context.daemon
    if (made) {
      this.#role = made.role
      this.#pid = made.pid
      this.#handle = made.handle
    }
  }

  /** What the process does. Subclasses may override it. */
  run(): unknown {
    return this.#work.run()
  }

  start(): void {
    const context = this.#open()
    if (this.#role !== 'child') throw notChild('start')
    if (this.#handle !== null) {
      throw new AssertionError(
        'process.startedTwice',
        { name: this.#name },
        `${this.#name} was started before. A Process can be started once: make a new one.`,
      )
    }
    requireParenthood(context)
    forgetEnded(context)
    const type = this.constructor as typeof Process
    const startMethod = type[START_METHOD] ?? settledMethod(context)
    const { target, args, kwargs } = this.#work
    const order: Order = {
      kind: 'call',
      heritage: heritageOf(context),
      identity: this.#identity,
      target,
      args,
      kwargs,
      subclass: OWN.has(type) ? null : { type, fields: { ...this } },
    }
    this.#handle = context.kernel.startProcess({
      name: this.#name,
      flags: this.#daemon ? LaneFlag.Daemon : 0,
      startMethod,
      payload: encodeOrder(context, startMethod, order, []),
    })
    this.#pid = this.#handle.pid
    childrenOf(context).add(this)
  }

  join(timeout?: number | null | { readonly timeout?: number | null }): void {
    this.#joinable('join').join(joinTimeout(timeout))
  }

  /** Ends the process at once, wherever it is. */
  terminate(): void {
    this.#started('terminate').terminate(Signal.Term)
  }

  /** As `terminate`, by the signal that a process cannot catch. */
  kill(): void {
    this.#started('kill').terminate(Signal.Kill)
  }

  /** Lets go of the process, which must have ended. Nothing can be asked of the object afterwards. */
  close(): void {
    current()
    if (this.#closed) return
    if (this.#handle !== null && this.#handle.exitCode() === null) {
      throw new ValueError(
        'process.running',
        { name: this.#name },
        `${this.#name} is still running: join() or terminate() it before close().`,
      )
    }
    this.#closed = true
    this.#handle = null
    childrenOf(current()).delete(this)
  }

  isAlive(): boolean {
    this.#open()
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
    this.#open()
    return this.#pid
  }

  get ident(): number | null {
    return this.pid
  }

  get exitCode(): number | null {
    this.#open()
    if (this.#role === 'copy') throw notChild('exitCode')
    return this.#role === 'child' ? (this.#handle?.exitCode() ?? null) : null
  }

  /** Python's name, which is one word. */
  get exitcode(): number | null {
    return this.exitCode
  }

  /** What `connection.wait` waits for until this process has ended. */
  get sentinel(): Sentinel {
    return new Sentinel(this.#joinable('sentinel'))
  }

  [WAITABLE]() {
    return this.sentinel[WAITABLE]()
  }

  [TRANSFER](to: string): Transfer {
    if (this.#closed) return refuseTransfer('closed Process', 'Send it before close(), or send its name.')
    const handle = this.#role === 'self' ? null : this.#handle
    const data = {
      // The threads of a process have its children in common.
      role: to === 'thread' ? this.#role : 'copy',
      name: this.#name,
      daemon: this.#daemon,
      identity: this.#identity,
      pid: this.#pid,
      handle: handle?.id ?? 0,
    }
    return transferOf('multiprocessing.Process', data, handle === null ? [] : [handle.id])
  }

  [INSPECT](): string {
    const type = this.constructor.name || 'Process'
    if (this.#closed) return `<${type} name='${this.#name}' closed>`
    const state =
      this.#role === 'self' ? 'started' : this.#handle === null ? 'initial' : stateText(this.#handle)
    return `<${type} name='${this.#name}' ${state}${this.#daemon ? ' daemon' : ''}>`
  }

  static {
    Object.defineProperty(Process, 'name', { value: 'Process' })
    handleOf = process => process.#handle
    awaitable(Process.prototype.join, async function (this: Process, timeout) {
      await this.#joinable('join').joinAsync(joinTimeout(timeout))
    })
  }

  #open(): ProcessContext {
    const context = current()
    if (!this.#closed) return context
    throw new ValueError(
      'process.closed',
      { name: this.#name },
      `${this.#name} was closed: nothing can be asked of it after close().`,
    )
  }

  #joinable(what: string): ProcessHandle {
    if (this.#role === 'parent' && this.#handle !== null) {
      current()
      return this.#handle
    }
    return this.#started(what)
  }

  #started(what: string): ProcessHandle {
    this.#open()
    if (this.#role !== 'child') throw notChild(what)
    if (this.#handle !== null) return this.#handle
    throw new AssertionError(
      'process.notStarted',
      { name: this.#name, what },
      `${this.#name} has not been started: call start() before ${what}().`,
    )
  }
}

/** `Process` of the context of `fork`. */
export class ForkProcess extends Process {
  static override readonly [START_METHOD] = 'fork'
  static {
    Object.defineProperty(ForkProcess, 'name', { value: 'ForkProcess' })
  }
}

/** `Process` of the context of `spawn`. */
export class SpawnProcess extends Process {
  static override readonly [START_METHOD] = 'spawn'
  static {
    Object.defineProperty(SpawnProcess, 'name', { value: 'SpawnProcess' })
  }
}

/** `Process` of the context of `forkserver`. */
export class ForkServerProcess extends Process {
  static override readonly [START_METHOD] = 'forkserver'
  static {
    Object.defineProperty(ForkServerProcess, 'name', { value: 'ForkServerProcess' })
  }
}

/** Classes of the library's own: a child needs not be told of them. */
const OWN: ReadonlySet<Function> = new Set([Process, ForkProcess, SpawnProcess, ForkServerProcess])

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
const parents = new WeakMap<ProcessContext, Process>()
const children = new WeakMap<ProcessContext, Set<Process>>()

/** `multiprocessing.current_process`: the Process object that this process is. */
export function currentProcess(): Process {
  const context = current()
  const known = selves.get(context)
  if (known) return known
  return becomeProcess(context, [], null)
}

/** `multiprocessing.parent_process`: the process that started this one; null in the main process. */
export function parentProcess(): Process | null {
  const context = current()
  const { kernel, heritage } = context
  if (heritage === null) return null
  const known = parents.get(context)
  if (known) return known
  const { name, pid, process } = heritage
  const handle = ProcessHandle.attach(kernel, process)
  restoring = { role: 'parent', name, identity: '', daemon: false, pid, handle }
  const made = new Process()
  parents.set(context, made)
  return made
}

/**
 * `multiprocessing.active_children`: the children of this process that live, whichever of its threads and whatever of the
 * library has started them.
 */
export function activeChildren(): Process[] {
  const context = current()
  forgetEnded(context)
  const known = new Map([...childrenOf(context)].map(child => [handleOf(child)?.id, child]))
  return context.kernel.children().map(handle => known.get(handle.id) ?? adopted(context, handle))
}

function adopted(context: ProcessContext, handle: ProcessHandle): Process {
  const { name, daemon } = handle
  return adoptChild(context, { name, identity: '', daemon, handle })
}

/** In a child: makes the object that its parent started. */
export function becomeProcess(context: ProcessContext, args: unknown[], order: Order | null): Process {
  const { name, identity, daemon, kernel } = context
  restoring = { role: 'self', name, identity, daemon, pid: kernel.pid, handle: null }
  const process = reconstruct(Process, args, order)
  selves.set(context, process)
  return process
}

/** Makes the Process object of a child that was not started through one: a worker of an executor, or of a pool. */
function adoptChild(
  context: ProcessContext,
  child: {
    readonly name: string
    readonly identity: string
    readonly daemon: boolean
    readonly handle: ProcessHandle
  },
): Process {
  forgetEnded(context)
  restoring = { ...child, role: 'child', pid: child.handle.pid }
  const process = new Process()
  childrenOf(context).add(process)
  return process
}

/** A Process object of another process, here: it can be looked at, not joined. */
export function restoreProcess(data: unknown): Process {
  const { handle, ...rest } = data as Omit<Restoring, 'handle'> & { handle: number }
  const { kernel } = current()
  restoring = { ...rest, handle: handle === 0 ? null : ProcessHandle.attach(kernel, handle) }
  return new Process()
}

function childrenOf(context: ProcessContext): Set<Process> {
  const known = children.get(context)
  if (known) return known
  const made = new Set<Process>()
  children.set(context, made)
  return made
}

/** As in Python, whoever starts or looks at children takes notice of those that have ended. */
function forgetEnded(context: ProcessContext): void {
  const set = childrenOf(context)
  for (const child of set) if (handleOf(child)?.ended !== false) set.delete(child)
}

function stateText(handle: ProcessHandle): string {
  const code = handle.exitCode()
  if (code === null) return `pid=${handle.pid} started`
  return `pid=${handle.pid} stopped exitcode=${SIGNALS[-code] ?? code}`
}

const SIGNALS: Readonly<Record<number, string>> = { 9: '-SIGKILL', 15: '-SIGTERM' }

function notChild(what: string): AssertionError {
  return new AssertionError(
    'process.notChild',
    { what },
    `${what} can only be used on a child of this process, by the process that started it.`,
  )
}
