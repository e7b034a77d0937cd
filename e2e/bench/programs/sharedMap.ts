import { Pool } from 'multiprocessing'
import { settings } from './settings.ts'
import { wave } from './tasks.ts'

const numbers = new Float64Array(new SharedArrayBuffer(8 * settings.length))
for (let i = 0; i < numbers.length; i++) numbers[i] = i

/** Changes its part of the numbers where they lie. */
function mapPart(from: number, to: number): void {
  const values = numbers
  for (let i = from; i < to; i++) values[i] = wave(values[i] ?? 0)
}

using pool = new Pool(2)
const half = settings.length / 2

function mapAll(): number {
  const start = performance.now()
  pool.starmap(mapPart, [
    [0, half],
    [half, settings.length],
  ])
  return performance.now() - start
}

for (let i = 0; i < settings.warmUp; i++) mapAll()
const time = Array.from({ length: settings.repeats }, mapAll)
console.log(JSON.stringify({ time, last: [numbers[settings.length - 1]] }))
