import { Pool } from 'multiprocessing'
import { identity } from './tasks.ts'

const start = performance.now()
using pool = new Pool(4)
pool.apply(identity, [1])
console.log(JSON.stringify({ first: [performance.now() - start] }))
