import { AutoProxy } from './autoProxy.ts'
import { ArrayProxy, DictProxy, ListProxy, NamespaceProxy, ValueProxy } from './containers.ts'
import type { ProxyKind, Token } from './messages.ts'
import { type BaseProxy, makeProxy } from './proxy.ts'
import {
  AcquirerProxy,
  BarrierProxy,
  ConditionProxy,
  EventProxy,
  JoinableQueueProxy,
  QueueProxy,
} from './syncProxies.ts'

const CLASSES: Readonly<Record<ProxyKind, new () => BaseProxy>> = {
  auto: AutoProxy,
  list: ListProxy,
  dict: DictProxy,
  namespace: NamespaceProxy,
  value: ValueProxy,
  array: ArrayProxy,
  acquirer: AcquirerProxy,
  condition: ConditionProxy,
  event: EventProxy,
  barrier: BarrierProxy,
  queue: QueueProxy,
  joinableQueue: JoinableQueueProxy,
}

/** The proxy that a token describes. */
export function proxyFor(token: Token): BaseProxy {
  return makeProxy(CLASSES[token.kind], token)
}

/** A proxy of another process, here. */
export function restoreProxy(token: unknown): BaseProxy {
  return proxyFor(token as Token)
}
