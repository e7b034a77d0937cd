import { Pool } from 'multiprocessing'
import { settings } from './settings.ts'
import { identity } from './tasks.ts'

using pool = new Pool(2)

function callMany(calls: number): number {
  const start = performance.now()
  for (let i = 0; i < calls; i++) pool.apply(identity, [i])
  return ((performance.now() - start) * 1000) / calls
}

callMany(settings.warmUp)
const latency = Array.from({ length: settings.repeats }, () => callMany(settings.calls))
console.log(JSON.stringify({ latency }))
