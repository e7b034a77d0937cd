import { below, xorshift32 } from '../../base/prng.ts'
import type { KernelLock } from '../sync/lock.ts'
import type { Scenario } from './scenarios.testing.ts'

interface Counter {
  n: number
}
interface Churned {
  list: number[]
  tree: { left: object | null; text: string }
  [key: string]: unknown
}

/** Programs that test state that threads share. */
export const sharedScenarios: Record<string, Scenario> = {
  addToState(process, threads: number, rounds: number, locked: boolean) {
    const state = process.shared({ n: 0 }) as Counter
    const lock = locked ? process.lock() : null
    const adders = Array.from({ length: threads }, () =>
      process.startThread('stateAdder', state, rounds, lock),
    )
    for (const adder of adders) adder.join(null)
    process.result(state.n)
  },
  stateAdder(_process, state: Counter, rounds: number, lock: KernelLock | null) {
    for (let i = 0; i < rounds; i++) {
      lock?.acquire(null)
      state.n = state.n + 1
      lock?.release()
    }
  },

  // Adding to a list is one step: nothing is lost, and what each thread adds stays in its order.
  pushToState(process, threads: number, rounds: number) {
    const state = process.shared({ list: [] }) as { list: number[] }
    const pushers = Array.from({ length: threads }, (_, i) =>
      process.startThread('statePusher', state, i, rounds),
    )
    for (const pusher of pushers) pusher.join(null)
    process.result([...state.list])
  },
  statePusher(_process, state: { list: number[] }, index: number, rounds: number) {
    for (let i = 0; i < rounds; i++) state.list.push(index * 1000 + i)
  },

  // Threads replace nested state and are killed at any moment; what is left must be sound, and be freed.
  churnState(process, rounds: number, seed: number) {
    const { kernel } = process
    let random = seed
    const state = process.shared({ list: [], tree: { left: null, text: '' } }) as Churned
    for (let i = 0; i < rounds; i++) {
      const threads = [0, 1, 2].map(n => process.startThread('stateChurner', state, seed + i * 3 + n))
      random = xorshift32(random)
      kernel.sleep(below(random, 12))
      for (const thread of threads) thread.terminate()
      for (const thread of threads) thread.join(null)
      JSON.stringify(state)
      state.list.push(i)
      if (state.list.at(-1) !== i) throw new Error('a push was lost')
    }
    const keys = Object.keys(state)
    for (const key of keys) delete state[key]
    process.result(Object.keys(state))
  },
  stateChurner(process, state: Churned, seed: number) {
    let random = seed
    const next = (n: number): number => {
      random = xorshift32(random)
      return below(random, n)
    }
    for (;;) {
      process.kernel.tick()
      const key = `key${next(5)}`
      switch (next(6)) {
        case 0:
          state.tree = { left: { list: [next(9), 'text'] }, text: 'x'.repeat(next(60)) }
          break
        case 1:
          state[key] = `text ${next(1000)}`
          break
        case 2:
          delete state[key]
          break
        case 3:
          state.list.push(next(100))
          break
        case 4:
          if (state.list.length > 50) state.list.length = 10
          else state.list.shift()
          break
        default:
          state[key] = state.tree
      }
    }
  },
}
