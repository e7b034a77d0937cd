import { Pool } from 'multiprocessing'
import { Random } from 'random'

const ROWS_PER_FILE = 6000
const CITIES = ['Kyoto', 'Lagos', 'Lima', 'Oslo', 'Quito']

/** Stands for a file: lines of city, comma, temperature. The same number always gives the same file. */
function file(number: number): string {
  const random = new Random(number)
  const line = (): string => `${random.choice(CITIES)},${random.gauss(15, 8).toFixed(1)}`
  return Array.from({ length: ROWS_PER_FILE }, line).join('\n')
}

type Sums = Record<string, { count: number; sum: number }>

/** Map: what one file says. Only the sums travel back, not the rows. */
function summarise(number: number): Sums {
  const sums: Sums = {}
  for (const line of file(number).split('\n')) {
    const [city = '', degrees = '0'] = line.split(',')
    const { count, sum } = sums[city] ?? { count: 0, sum: 0 }
    sums[city] = { count: count + 1, sum: sum + Number(degrees) }
  }
  return sums
}

if (__name__ === '__main__') {
  const files = Array.from({ length: 24 }, (_, number) => number)
  using pool = new Pool()
  const parts = pool.map(summarise, files, { chunksize: 1 })
  // Reduce: put the parts together.
  const rows = parts.flatMap(part => Object.values(part)).reduce((sum, { count }) => sum + count, 0)
  for (const city of CITIES) {
    const of = parts.map(part => part[city] ?? { count: 0, sum: 0 })
    const mean = of.reduce((sum, one) => sum + one.sum, 0) / of.reduce((sum, one) => sum + one.count, 0)
    console.log(`${city}: about ${Math.round(mean)} degrees`)
  }
  console.log(`${rows} rows of ${files.length} files`)
}
