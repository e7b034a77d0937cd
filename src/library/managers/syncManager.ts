import { BaseManager, create } from './manager.ts'
import type { BaseProxy } from './proxy.ts'
import { OWN_TYPES } from './types.ts'

/** `multiprocessing.managers.SyncManager`: has a method for each of the manager's own types. */
export class SyncManager extends BaseManager {}

for (const typeid of Object.keys(OWN_TYPES)) {
  Object.defineProperty(SyncManager.prototype, typeid, {
    value(this: SyncManager, ...args: unknown[]): BaseProxy {
      return create(this, typeid, args)
    },
    writable: true,
    configurable: true,
  })
}

/** `multiprocessing.Manager`: a started SyncManager. With or without `new`. */
export function Manager(): SyncManager {
  return new SyncManager().start()
}
