import { Pool } from 'multiprocessing'
import { settings } from './settings.ts'
import { identity } from './tasks.ts'

using pool = new Pool(2)
const items = Array.from({ length: settings.tasks }, (_, item) => item)

function mapAll(): number {
  const start = performance.now()
  const results = pool.map(identity, items)
  const seconds = (performance.now() - start) / 1000
  if (results.length !== items.length || results[items.length - 1] !== items.length - 1)
    throw new Error('Results are missing')
  return items.length / seconds
}

for (let i = 0; i < settings.warmUp; i++) mapAll()
const throughput = Array.from({ length: settings.repeats }, mapAll)
console.log(JSON.stringify({ throughput }))
