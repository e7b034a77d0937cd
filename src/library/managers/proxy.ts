import { TRANSFER, type Transfer } from '../../kernel/memory/values/index.ts'
import { Operation } from '../../trace/events.ts'
import { awaitable } from '../awaitable.ts'
import { ArgumentError } from '../errors.ts'
import { transferOf } from '../multiprocessing/transfer.ts'
import { current } from '../runtime/current.ts'
import { INSPECT, inspect } from '../runtime/inspect.ts'
import { linkTo, type Shown } from './link.ts'
import type { Token } from './messages.ts'

const tokens = new WeakMap<object, Token>()

/** What a proxy stands for; throws for what is no proxy. */
export function tokenOf(proxy: object): Token {
  const token = tokens.get(proxy)
  if (token !== undefined) return token
  throw new ArgumentError(
    'manager.notProxy',
    {},
    'This method was called on an object that is no proxy of a manager.',
  )
}

/** The token of a value, if it is a proxy. */
export function tokenIn(value: unknown): Token | undefined {
  return typeof value === 'object' && value !== null ? tokens.get(value) : undefined
}

let making: Token | null = null

/** Makes a proxy: its class takes no argument of a program. */
export function makeProxy(type: new () => BaseProxy, token: Token): BaseProxy {
  making = token
  try {
    return new type()
  } finally {
    making = null
  }
}

/** `multiprocessing.managers.BaseProxy`: stands for an object that lives in a manager's server. */
export class BaseProxy {
  /** `handler` makes the proxy answer to names of properties as well. */
  constructor(handler?: ProxyHandler<BaseProxy>) {
    if (making === null) {
      throw new ArgumentError(
        'manager.construct',
        {},
        'A proxy is made by a manager: call its method, as in manager.list(), not the class.',
      )
    }
    tokens.set(this, making)
    if (handler === undefined) return
    const proxy = new Proxy(this as BaseProxy, handler)
    tokens.set(proxy, making)
    // biome-ignore lint/correctness/noConstructorReturn: the proxy stands for the object
    return proxy
  }

  /** Calls a method of the referent. */
  _callmethod(method: string, args: readonly unknown[] = []): unknown {
    return call(this, method, args)
  }

  /** A copy of the referent. */
  _getvalue(): unknown {
    return call(this, '#value', [])
  }

  [TRANSFER](): Transfer {
    const token = tokenOf(this)
    const { manager, requests, process } = token.place
    const objects = [manager, requests, process]
    for (const shown of [token.shown, token.lock]) if (shown !== 0) objects.push(shown)
    return transferOf('managers.Proxy', token, objects)
  }

  [INSPECT](): string {
    const { typeid, kind, place } = tokenOf(this)
    if (!SHOWN_BY_VALUE.has(kind)) return `<proxy of a ${typeid} in ${place.name}>`
    const { stacks } = current()
    return inspect(this._getvalue(), { error: error => stacks.text(error) })
  }

  static {
    awaitable(BaseProxy.prototype._callmethod, async function (this: BaseProxy, method, args = []) {
      return callAsync(this, method, args)
    })
    awaitable(BaseProxy.prototype._getvalue, async function (this: BaseProxy) {
      return callAsync(this, '#value', [])
    })
  }
}

const SHOWN_BY_VALUE: ReadonlySet<string> = new Set(['list', 'dict', 'namespace', 'value', 'array'])

export function call(
  proxy: object,
  method: string,
  args: readonly unknown[],
  operation?: Operation,
): unknown {
  const token = tokenOf(proxy)
  return linkTo(token.place).call(token.ident, method, args, shownAs(token, operation))
}

export async function callAsync(
  proxy: object,
  method: string,
  args: readonly unknown[],
  operation?: Operation,
): Promise<unknown> {
  const token = tokenOf(proxy)
  return linkTo(token.place).callAsync(token.ident, method, args, shownAs(token, operation))
}

function shownAs({ shown, lock }: Token, operation: Operation | undefined): Shown | undefined {
  if (operation === undefined) return undefined
  return { operation, object: operation === Operation.RLockAcquire && lock !== 0 ? lock : shown }
}

/** Turns what a program passes to a method into what the server gets. */
type Arguments = (...args: never[]) => readonly unknown[]

export interface RemoteMethod {
  /** Its name in the server, if it has another. */
  readonly name?: string
  readonly operation?: Operation
  readonly args?: Arguments
}

/** Gives a class of proxies a method and its awaitable twin. */
export function remoteMethod(prototype: object, name: string, options: RemoteMethod = {}): void {
  const { name: remote = name, operation, args = (...given: unknown[]) => given } = options
  const packed = args as (...given: unknown[]) => readonly unknown[]
  const method = {
    [name](this: object, ...given: unknown[]): unknown {
      return call(this, remote, packed(...given), operation)
    },
  }[name] as (...given: unknown[]) => unknown
  awaitable(method, async function (this: object, ...given: unknown[]) {
    return callAsync(this, remote, packed(...given), operation)
  })
  Object.defineProperty(prototype, name, { value: method, writable: true, configurable: true })
}

export function remoteMethods(prototype: object, ...names: readonly string[]): void {
  for (const name of names) remoteMethod(prototype, name)
}
