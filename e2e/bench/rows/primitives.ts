import { measure, type Samples } from '../page/weft.ts'
import { countWithMutex, lockMutex } from '../peers/mutex.ts'
import counterProgram from '../programs/counter.ts?raw'
import lockProgram from '../programs/lock.ts?raw'
import pingPongProgram from '../programs/pingPong.ts?raw'
import { Duo } from './duo.ts'
import { type Contender, type Row, type Sizes, WEFT } from './row.ts'

const SWAPS = 'compare-and-swap pair'
const FUTEX = 'futex mutex'
const BARE = 'bare futex round trip'
const MUTEX = 'multithreading'

const REPEATS = 5
const PAIRS = 200_000
const ROUNDS = 100_000
const TRIPS = 20_000

/** Bare workers as a contender. */
export function bare(name: string, round: (duo: Duo) => Promise<Samples>): Contender {
  let duo: Duo | null = null
  return {
    name,
    open() {
      duo = new Duo()
    },
    round: () => (duo === null ? Promise.reject(new Error(`${name} has not been opened`)) : round(duo)),
    close: () => duo?.close(),
  }
}

export function lock({ rounds }: Sizes): Row {
  const common = { unit: 'ns', better: 'less' } as const
  const title = 'uncontended lock and release, tracing'
  const settings = { warmUp: PAIRS, pairs: PAIRS, repeats: REPEATS }
  return {
    id: 'lock',
    rounds,
    measures: [
      { id: 'off', title: `${title} off`, ...common, against: SWAPS, target: 1.3 },
      { id: 'on', title: `${title} on`, ...common, against: SWAPS, target: 2.5 },
      { id: 'off', title: `${title} off, against a library`, ...common, against: MUTEX, target: 0.05 },
      { id: 'on', title: `${title} on, against a library`, ...common, against: MUTEX, target: 0.1 },
    ],
    contenders: [
      {
        name: WEFT,
        round: async () => ({
          ...(await measure(lockProgram, { ...settings, traced: 1 })),
          ...(await measure(lockProgram, { ...settings, traced: 0 }, { plan: { operations: false } })),
        }),
      },
      bare(SWAPS, async duo => {
        const values = await duo.one({ role: 'swaps', count: PAIRS, repeats: REPEATS })
        return { off: values, on: values }
      }),
      {
        name: MUTEX,
        round: async () => {
          const values = await lockMutex(REPEATS)
          return { off: values, on: values }
        },
      },
    ],
  }
}

export function counter({ rounds }: Sizes): Row {
  const common = { unit: '/s', better: 'more' } as const
  const title = 'counter under a lock, 2 workers, increments a second'
  return {
    id: 'counter',
    rounds,
    measures: [
      { id: 'rate', title, ...common, against: FUTEX, target: 0.8 },
      { id: 'rate', title: `${title}, against a library`, ...common, against: MUTEX, target: 20 },
    ],
    contenders: [
      {
        name: WEFT,
        round: () => measure(counterProgram, { warmUp: ROUNDS / 4, rounds: ROUNDS, repeats: REPEATS }),
      },
      bare(FUTEX, async duo => ({
        rate: await duo.both({ role: 'increments', count: ROUNDS, repeats: REPEATS }),
      })),
      { name: MUTEX, round: async () => ({ rate: await countWithMutex(REPEATS) }) },
    ],
  }
}

export function pingPong({ rounds }: Sizes): Row {
  return {
    id: 'pingPong',
    rounds,
    measures: [
      {
        id: 'trip',
        title: 'blocking ping-pong between two processes, a round trip',
        unit: 'µs',
        better: 'less',
        target: 1.3,
      },
    ],
    contenders: [
      {
        name: WEFT,
        round: () => measure(pingPongProgram, { warmUp: TRIPS / 4, rounds: TRIPS, repeats: REPEATS }),
      },
      bare(BARE, async duo => ({ trip: await duo.both({ role: 'trips', count: TRIPS, repeats: REPEATS }) })),
    ],
  }
}
