import { createNamedObject } from '../../kernel/exchange/namedObject.ts'
import { Obj } from '../../kernel/memory/layout.ts'
import { showMutexOwner } from '../../kernel/sync/mutex.ts'
import {
  createSemaphore,
  releaseSemaphore,
  semaphoreValue,
  semaphoreWait,
  trySemaphore,
} from '../../kernel/sync/sharedSemaphore.ts'
import { type SyncBridge, Waited } from '../bridge.ts'
import { type BridgeContext, timeoutOf } from './context.ts'

export function syncBridge(context: BridgeContext): SyncBridge {
  const { lanes, handles, mirrors } = context
  return {
    object_new: type => handles.made(createNamedObject(lanes.current, type)),
    object_holder(handle, ident) {
      showMutexOwner(lanes.current.memory.words, handle, ident - 1)
    },
    operation(operation, object, site) {
      const { trace, memory } = lanes.current
      trace.operation(operation, object, Atomics.add(memory.words, object + Obj.Version, 1) + 1, site)
    },
    sem_new: (type, value, maximum) => handles.made(createSemaphore(lanes.current, type, value, maximum)),
    sem_try(handle) {
      if (!trySemaphore(lanes.current, handle, 0)) return false
      if (mirrors.active) mirrors.pull()
      return true
    },
    sem_acquire(handle, timeout, operation, site) {
      const kernel = lanes.current
      if (trySemaphore(kernel, handle, site)) {
        if (mirrors.active) mirrors.pull()
        return Waited.Done
      }
      if (timeout === 0) return Waited.Late
      const deadline = kernel.deadline(timeoutOf(timeout))
      return context.wait(kernel, semaphoreWait(kernel, handle, deadline, operation, site))
    },
    sem_release(handle) {
      if (mirrors.active) mirrors.push()
      return releaseSemaphore(lanes.current, handle, 0)
    },
    sem_value: handle => semaphoreValue(lanes.current, handle),
    hold(handle) {
      handles.hold(lanes.current, handle)
    },
    let_go(handle) {
      handles.letGo(lanes.current, handle)
    },
  }
}
