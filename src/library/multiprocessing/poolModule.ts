export { AsyncResult } from './asyncResult.ts'
export { Pool, ThreadPool } from './pool.ts'
