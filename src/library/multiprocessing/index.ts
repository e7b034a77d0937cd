export { ProcessError, TimeoutError } from '../errors.ts'
export { AsyncResult } from './asyncResult.ts'
export {
  cpuCount,
  freezeSupport,
  getAllStartMethods,
  getContext,
  getStartMethod,
  setStartMethod,
} from './context.ts'
export { Lock } from './lock.ts'
export { Pool } from './pool.ts'
export { activeChildren, currentProcess, Process, parentProcess } from './process.ts'
export { Queue } from './queue.ts'
export { Array, Value } from './sharedctypes.ts'
