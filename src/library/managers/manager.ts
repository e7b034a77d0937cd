import { KernelQueue } from '../../kernel/exchange/queue.ts'
import { TRANSFER, type Transfer } from '../../kernel/memory/values/index.ts'
import { createManagerObject } from '../../kernel/process/managerObject.ts'
import type { ProcessHandle } from '../../kernel/process/processHandle.ts'
import { ProcessBody } from '../../kernel/process/processObject.ts'
import type { StartMethod } from '../../program/plan.ts'
import { LaneFlag } from '../../trace/events.ts'
import { requireFunction } from '../arguments.ts'
import { ProcessError } from '../errors.ts'
import { childIdentity, heritageOf, requireParenthood, settledMethod } from '../multiprocessing/parenthood.ts'
import { refuseTransfer } from '../multiprocessing/transfer.ts'
import { current } from '../runtime/current.ts'
import { INSPECT } from '../runtime/inspect.ts'
import { encodeOrder, type Order } from '../runtime/order.ts'
import { AutoProxy } from './autoProxy.ts'
import { NamespaceProxy } from './containers.ts'
import { linkTo } from './link.ts'
import type { Place, Registration, Token } from './messages.ts'
import { SERVER } from './messages.ts'
import type { BaseProxy } from './proxy.ts'
import { proxyFor } from './proxyKinds.ts'
import { serveManager } from './server.ts'

type Callable = (...args: never[]) => unknown

export interface RegisterOptions {
  readonly exposed?: Iterable<string>
  readonly methodToTypeid?: Readonly<Record<string, string>>
  readonly proxytype?: typeof AutoProxy | typeof NamespaceProxy
}

export interface StartOptions {
  readonly initializer?: Callable
  readonly initargs?: Iterable<unknown>
}

/** What `register` was told, class by class; a subclass has what its base has. */
const registries = new WeakMap<Function, Registration[]>()

function registrationsOf(type: Function): Registration[] {
  const own = registries.get(type) ?? []
  const base: unknown = Object.getPrototypeOf(type)
  return typeof base === 'function' ? [...registrationsOf(base), ...own] : own
}

/**
 * `BaseManager.register`: makes a class or function of the program a type of the manager class on which it is called, and gives
 * its managers a method of that name.
 */
function register(
  this: Function,
  typeid: string,
  callable: Callable | Function,
  options: RegisterOptions = {},
): void {
  requireFunction(callable, 'register')
  const { exposed, methodToTypeid = {}, proxytype = AutoProxy } = options
  const registration: Registration = {
    typeid,
    callable,
    exposed: exposed === undefined ? null : [...exposed],
    methodToTypeid,
    attributes: proxytype === NamespaceProxy,
  }
  registries.set(this, [...(registries.get(this) ?? []), registration])
  Object.defineProperty(this.prototype, typeid, {
    value(this: BaseManager, ...args: unknown[]) {
      return create(this, typeid, args)
    },
    writable: true,
    configurable: true,
  })
}

/** Where a manager's server is, which is started if need be. Throws when it was shut down. */
export let ready: (manager: BaseManager, what: string) => Place

/** Makes an object of a type in a manager's server. */
export function create(manager: BaseManager, typeid: string, args: readonly unknown[]): BaseProxy {
  const link = linkTo(ready(manager, `${typeid}()`))
  return proxyFor(link.call(SERVER, 'create', [typeid, args]) as Token)
}

/** `multiprocessing.managers.BaseManager`. */
export class BaseManager {
  #place: Place | null = null
  #server: ProcessHandle | null = null
  #state: 'initial' | 'started' | 'shutdown' = 'initial'
  readonly #startMethod: StartMethod | null

  constructor() {
    this.#startMethod = current().making
  }

  static readonly register = register

  /** Starts the server's process. Whoever makes an object before starts it as well. */
  start({ initializer, initargs = [] }: StartOptions = {}): this {
    const context = current()
    if (this.#state !== 'initial') throw notNow(this.#state, 'start()')
    requireParenthood(context)
    if (initializer !== undefined) requireFunction(initializer, 'start: initializer')
    const { kernel } = context
    const identity = childIdentity(context, context.kernel.count(ProcessBody.Children))
    const name = `${this.constructor.name || 'BaseManager'}-${identity}`
    const manager = createManagerObject(kernel)
    const requests = KernelQueue.create(kernel, 0)
    const unplaced = { manager, requests: requests.id, name }
    const order: Order = {
      kind: 'call',
      heritage: heritageOf(context),
      identity,
      target: serveManager as (...args: unknown[]) => unknown,
      args: [unplaced, registrationsOf(this.constructor), initializer ?? null, [...initargs]],
      kwargs: null,
      subclass: null,
    }
    const startMethod = this.#startMethod ?? settledMethod(context)
    this.#server = kernel.startProcess({
      name,
      flags: LaneFlag.Daemon | LaneFlag.Manager,
      startMethod,
      payload: encodeOrder(context, startMethod, order, [manager, requests.id]),
    })
    this.#place = { ...unplaced, process: this.#server.id }
    this.#state = 'started'
    return this
  }

  /** Ends the server, and all its objects with it. */
  shutdown(): void {
    current()
    if (this.#state === 'initial') this.#state = 'shutdown'
    if (this.#state === 'shutdown' || this.#place === null || this.#server === null) return
    this.#state = 'shutdown'
    if (!this.#server.ended) linkTo(this.#place).call(SERVER, 'shutdown', [])
    this.#server.join(null)
  }

  [Symbol.dispose](): void {
    this.shutdown()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.shutdown()
  }

  [TRANSFER](): Transfer {
    return refuseTransfer(
      this.constructor.name,
      'Send the proxies that it makes, which every process can use.',
    )
  }

  [INSPECT](): string {
    return `<${this.#place?.name ?? this.constructor.name} ${this.#state}>`
  }

  static {
    ready = (manager, what) => {
      current()
      if (manager.#state === 'initial') manager.start()
      if (manager.#place === null || manager.#state === 'shutdown') throw notNow(manager.#state, what)
      return manager.#place
    }
  }
}

function notNow(state: string, what: string): ProcessError {
  return new ProcessError(
    'manager.state',
    { state, what },
    `${what} cannot be called: the manager is ${state === 'started' ? 'started already' : 'shut down'}.`,
  )
}
