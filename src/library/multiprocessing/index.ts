export { ProcessError, ProcessTimeoutError as TimeoutError } from '../errors.ts'
export { Manager } from '../managers/syncManager.ts'
export { AsyncResult } from './asyncResult.ts'
export { Barrier } from './barrier.ts'
export { Condition } from './condition.ts'
export { Pipe } from './connection.ts'
export {
  cpuCount,
  freezeSupport,
  getAllStartMethods,
  getContext,
  getStartMethod,
  setStartMethod,
} from './context.ts'
export { Event } from './event.ts'
export { JoinableQueue } from './joinableQueue.ts'
export { Lock } from './lock.ts'
export { Pool } from './pool.ts'
export { activeChildren, currentProcess, Process, parentProcess } from './process.ts'
export { Queue } from './queue.ts'
export { RLock } from './rlock.ts'
export { BoundedSemaphore, Semaphore } from './semaphore.ts'
export { Array, RawArray, RawValue, Value } from './sharedctypes.ts'
export * as sharedMemory from './sharedMemoryModule.ts'
export { SimpleQueue } from './simpleQueue.ts'
