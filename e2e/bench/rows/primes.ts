import { measure, type Samples } from '../page/weft.ts'
import { PEERS } from '../peers/index.ts'
import { openSequential, raw } from '../peers/raw.ts'
import program from '../programs/primes.ts?raw'
import { type Contender, median, type Row, type Sizes, WEFT } from './row.ts'
import { onPool } from './warmPool.ts'

const TASKS = 64
const VALUES = Array.from({ length: TASKS }, (_, task) => task)
/** Below 9,600,000, the end of the last task's range. */
const PRIMES = 639_851
const SEQUENTIAL = 'plain loop in one worker'

export function primes({ rounds }: Sizes): Row {
  return {
    id: 'primes',
    rounds,
    measures: [
      {
        id: 'speedUp',
        title: 'primes in 64 tasks on 2 workers, speed-up against a plain loop in one worker',
        unit: '×',
        better: 'more',
        against: raw.name,
        target: 0.97,
      },
    ],
    contenders: [
      {
        name: WEFT,
        async round() {
          const samples = await measure(program, { tasks: TASKS })
          requirePrimes(samples.primes?.[0])
          return samples
        },
      },
      sequential(),
      ...PEERS.map(peer =>
        onPool(peer, async pool => {
          await pool.map('countPrimes', [0, 1, 2, 3])
          const start = performance.now()
          const counts = await pool.map('countPrimes', VALUES)
          const time = performance.now() - start
          requirePrimes(counts.reduce((sum, count) => sum + count, 0))
          return { time: [time] }
        }),
      ),
    ],
    derive(samples) {
      const loop = median(samples.get(SEQUENTIAL)?.time ?? [])
      return new Map(
        [...samples].map(([name, { time = [] }]): [string, Samples] => [
          name,
          { time, speedUp: time.map(value => loop / value) },
        ]),
      )
    },
  }
}

function sequential(): Contender {
  let worker: ReturnType<typeof openSequential> | null = null
  return {
    name: SEQUENTIAL,
    open() {
      worker = openSequential()
    },
    async round() {
      await worker?.run(4)
      const start = performance.now()
      const count = await worker?.run(TASKS)
      const time = performance.now() - start
      requirePrimes(count)
      return { time: [time] }
    },
    close: () => worker?.close(),
  }
}

function requirePrimes(found: number | undefined): void {
  if (found !== PRIMES) throw new Error(`${found} primes were counted, there are ${PRIMES}`)
}
