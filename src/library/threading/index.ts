export { excepthook, getExcepthook, setExcepthook } from './excepthook.ts'
export { local } from './local.ts'
export { shared } from './shared.ts'
export {
  Barrier,
  BoundedSemaphore,
  BrokenBarrierError,
  Condition,
  Event,
  Lock,
  RLock,
  Semaphore,
} from './synchronize.ts'
export {
  activeCount,
  currentThread,
  enumerate,
  getIdent,
  getNativeId,
  mainThread,
  Thread,
} from './thread.ts'
export { Timer } from './timer.ts'
