export { TimeoutError } from '../errors.ts'
export {
  BrokenExecutor,
  BrokenProcessPool,
  BrokenThreadPool,
  CancelledError,
  InvalidStateError,
} from './errors.ts'
export { Executor, ProcessPoolExecutor, ThreadPoolExecutor } from './executors.ts'
export { Future } from './future.ts'
export { ALL_COMPLETED, asCompleted, FIRST_COMPLETED, FIRST_EXCEPTION, wait } from './waiting.ts'
