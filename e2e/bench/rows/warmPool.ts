import { measure } from '../page/weft.ts'
import { PEERS } from '../peers/index.ts'
import type { Peer, PeerPool } from '../peers/peer.ts'
import latencyProgram from '../programs/latency.ts?raw'
import throughputProgram from '../programs/throughput.ts?raw'
import { type Contender, type Row, type Sizes, WEFT } from './row.ts'

const CALLS = 1000
const REPEATS = 3
/** ms after which a slow peer's batch of calls ends. */
const PATIENCE = 300
const TASKS = 10_000

export function latency({ rounds }: Sizes): Row {
  return {
    id: 'latency',
    rounds,
    measures: [
      {
        id: 'latency',
        title: 'tiny task on a warm pool of 2, mean latency',
        unit: 'µs',
        better: 'less',
        target: 0.45,
      },
    ],
    contenders: [
      {
        name: WEFT,
        round: () => measure(latencyProgram, { warmUp: 2 * CALLS, calls: CALLS, repeats: REPEATS }),
      },
      ...PEERS.map(peer =>
        onPool(peer, async pool => {
          await callMany(pool)
          const latency: number[] = []
          for (let i = 0; i < REPEATS; i++) latency.push(await callMany(pool))
          return { latency }
        }),
      ),
    ],
  }
}

async function callMany(pool: PeerPool): Promise<number> {
  const start = performance.now()
  let calls = 0
  while (calls < CALLS && (calls % 10 !== 0 || performance.now() - start < PATIENCE))
    await pool.call('identity', calls++)
  return ((performance.now() - start) * 1000) / calls
}

export function throughput({ rounds }: Sizes): Row {
  return {
    id: 'throughput',
    rounds,
    measures: [
      {
        id: 'throughput',
        title: '10,000 tiny tasks, tasks a second',
        unit: '/s',
        better: 'more',
        target: 10,
      },
    ],
    contenders: [
      {
        name: WEFT,
        round: () => measure(throughputProgram, { warmUp: 5, tasks: TASKS, repeats: REPEATS }),
      },
      ...PEERS.map(peer => {
        let slow = false
        return onPool(peer, async pool => {
          if (slow) return {}
          const throughput: number[] = []
          const begun = performance.now()
          // A peer that takes seconds is measured once: it neither warms up nor comes again.
          for (let i = 0; i <= REPEATS && !slow; i++) {
            const tasksPerSecond = await floodOnce(pool)
            slow = performance.now() - begun > 3000
            if (i > 0 || slow) throughput.push(tasksPerSecond)
          }
          return { throughput }
        })
      }),
    ],
  }
}

const VALUES = Array.from({ length: TASKS }, (_, value) => value)

async function floodOnce(pool: PeerPool): Promise<number> {
  const start = performance.now()
  await pool.flood('identity', VALUES)
  return (TASKS * 1000) / (performance.now() - start)
}

/** A contender whose pool of 2 is kept over the rounds. */
export function onPool(peer: Peer, round: (pool: PeerPool) => ReturnType<Contender['round']>): Contender {
  let pool: PeerPool | null = null
  return {
    name: peer.name,
    async open() {
      pool = peer.open(2)
      // One call for each worker at a time: multithreading loses a task that follows a function's first one too closely.
      for (const task of ['identity', 'countPrimes'] as const)
        await Promise.all([pool.call(task, 0), pool.call(task, 1)])
    },
    round() {
      if (pool === null) throw new Error(`${peer.name} has not been opened`)
      return round(pool)
    },
    async close() {
      await pool?.close()
      pool = null
    },
  }
}
