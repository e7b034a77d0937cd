import { Operation } from '../../trace/events.ts'
import { blockingOf, requireCount, requireFunction, timeoutOf } from '../arguments.ts'
import { awaitable } from '../awaitable.ts'
import { ProcessTimeoutError } from '../errors.ts'
import { isThenable } from '../runtime/builtins.ts'
import { current } from '../runtime/current.ts'
import type { Hold } from '../sync/acquirable.ts'
import { BaseProxy, call, callAsync, remoteMethod, remoteMethods, tokenOf } from './proxy.ts'

/** Arguments and operations of what makes its caller wait. */
const acquiring = (...given: Parameters<typeof blockingOf>): [number | null] => [blockingOf(...given)]
const waiting = (timeout?: number | null | { readonly timeout?: number | null }): [number | null] => [
  timeoutOf(typeof timeout === 'object' && timeout !== null ? timeout.timeout : timeout),
]

const ACQUIRE: Readonly<Record<string, Operation>> = {
  Lock: Operation.LockAcquire,
  RLock: Operation.RLockAcquire,
  Condition: Operation.RLockAcquire,
  Semaphore: Operation.SemaphoreAcquire,
  BoundedSemaphore: Operation.SemaphoreAcquire,
}

const acquireOperation = (proxy: object): Operation => ACQUIRE[tokenOf(proxy).typeid] ?? Operation.ManagerCall

/** `manager.Lock()`, `RLock()`, `Semaphore()`, `BoundedSemaphore()`. */
export class AcquirerProxy extends BaseProxy {
  acquire(...given: Parameters<typeof blockingOf>): boolean {
    return call(this, 'acquire', acquiring(...given), acquireOperation(this)) as boolean
  }

  /** `using _ = lock.hold()`. */
  hold(timeout?: number | null): Hold {
    if (call(this, 'acquire', [timeoutOf(timeout)], acquireOperation(this)) !== true) throw late(timeout)
    return holdOf(this)
  }

  with<T>(callback: () => T): T {
    requireFunction(callback, 'with')
    call(this, 'acquire', [null], acquireOperation(this))
    return during(this, callback)
  }

  static {
    awaitable(AcquirerProxy.prototype.acquire, async function (this: AcquirerProxy, ...given) {
      return callAsync(this, 'acquire', acquiring(...given), acquireOperation(this))
    })
    awaitable(AcquirerProxy.prototype.hold, async function (this: AcquirerProxy, timeout) {
      const held = await callAsync(this, 'acquire', [timeoutOf(timeout)], acquireOperation(this))
      if (held !== true) throw late(timeout)
      return holdOf(this)
    })
    awaitable(AcquirerProxy.prototype.with, async function (this: AcquirerProxy, callback) {
      requireFunction(callback, 'with')
      await callAsync(this, 'acquire', [null], acquireOperation(this))
      return during(this, callback)
    })
  }
}
remoteMethod(AcquirerProxy.prototype, 'release', {
  args: (count?: number) => (count === undefined ? [] : [count]),
})
remoteMethods(AcquirerProxy.prototype, 'locked')

function holdOf(proxy: object): Hold {
  let held = true
  return {
    [Symbol.dispose]: () => {
      if (held) call(proxy, 'release', [])
      held = false
    },
  }
}

function during<T>(proxy: object, callback: () => T): T {
  let later = false
  try {
    const result = callback()
    later = isThenable(result)
    if (!later) return result
    return Promise.resolve(result).finally(() => callAsync(proxy, 'release', [])) as T
  } finally {
    if (!later) call(proxy, 'release', [])
  }
}

function late(timeout: number | null | undefined): ProcessTimeoutError {
  return new ProcessTimeoutError(
    'lock.timeout',
    { seconds: timeout ?? 0 },
    `The lock was not free within ${timeout} s.`,
  )
}

/** `manager.Condition()`. */
export class ConditionProxy extends AcquirerProxy {
  /** Waits until `predicate` is true. It is called here, while the lock is held. */
  waitFor(predicate: () => unknown, timeout?: number | null): unknown {
    requireFunction(predicate, 'waitFor')
    const end = deadlineOf(timeout)
    for (let result: unknown = predicate(); ; result = predicate()) {
      const left = end === null ? null : end - current().kernel.now()
      if (result || (left !== null && left <= 0)) return result
      call(this, 'wait', [left], Operation.ConditionWait)
    }
  }

  static {
    awaitable(ConditionProxy.prototype.waitFor, async function (this: ConditionProxy, predicate, timeout) {
      requireFunction(predicate, 'waitFor')
      const end = deadlineOf(timeout)
      for (let result: unknown = predicate(); ; result = predicate()) {
        const left = end === null ? null : end - current().kernel.now()
        if (result || (left !== null && left <= 0)) return result
        await callAsync(this, 'wait', [left], Operation.ConditionWait)
      }
    })
  }
}
remoteMethod(ConditionProxy.prototype, 'wait', { operation: Operation.ConditionWait, args: waiting })
remoteMethod(ConditionProxy.prototype, 'notify', {
  args: (n = 1) => {
    requireCount(n, 0, 'notify: n')
    return [n]
  },
})
remoteMethods(ConditionProxy.prototype, 'notifyAll')

function deadlineOf(timeout: number | null | undefined): number | null {
  const ms = timeoutOf(timeout)
  return ms === null ? null : current().kernel.now() + ms
}

/** `manager.Event()`. */
export class EventProxy extends BaseProxy {}
remoteMethods(EventProxy.prototype, 'isSet', 'set', 'clear')
remoteMethod(EventProxy.prototype, 'wait', { operation: Operation.EventWait, args: waiting })

/** `manager.Barrier()`. */
export class BarrierProxy extends BaseProxy {
  get parties(): number {
    return call(this, 'parties', []) as number
  }

  get nWaiting(): number {
    return call(this, 'nWaiting', []) as number
  }

  get broken(): boolean {
    return call(this, 'broken', []) as boolean
  }
}
remoteMethod(BarrierProxy.prototype, 'wait', { operation: Operation.BarrierWait, args: waiting })
remoteMethods(BarrierProxy.prototype, 'reset', 'abort')

/** `manager.Queue()`. */
export class QueueProxy extends BaseProxy {}
remoteMethod(QueueProxy.prototype, 'put', {
  operation: Operation.QueuePut,
  args: (value: unknown, ...given: Parameters<typeof blockingOf>) => [value, blockingOf(...given)],
})
remoteMethod(QueueProxy.prototype, 'get', { operation: Operation.QueueGet, args: acquiring })
remoteMethod(QueueProxy.prototype, 'putNowait', { name: 'put', args: (value: unknown) => [value, 0] })
remoteMethod(QueueProxy.prototype, 'getNowait', { name: 'get', args: () => [0] })
remoteMethods(QueueProxy.prototype, 'qsize', 'empty', 'full')

/** `manager.JoinableQueue()`. */
export class JoinableQueueProxy extends QueueProxy {}
remoteMethods(JoinableQueueProxy.prototype, 'taskDone')
remoteMethod(JoinableQueueProxy.prototype, 'join', { operation: Operation.QueueJoin, args: () => [] })
