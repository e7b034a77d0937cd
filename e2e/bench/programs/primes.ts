import { Pool } from 'multiprocessing'
import { settings } from './settings.ts'
import { countPrimes } from './tasks.ts'

using pool = new Pool(2)
const tasks = Array.from({ length: settings.tasks }, (_, task) => task)

// A few small ones first, so that both workers have compiled the loop.
pool.map(countPrimes, [0, 1, 2, 3], { chunksize: 1 })

const start = performance.now()
const counts = pool.map(countPrimes, tasks, { chunksize: 1 })
const time = performance.now() - start
const primes = counts.reduce((sum, count) => sum + count, 0)
console.log(JSON.stringify({ time: [time], primes: [primes] }))
