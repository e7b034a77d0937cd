import { queue } from '../rows/exchange.ts'
import { forked } from '../rows/forked.ts'
import { newPool } from '../rows/newPool.ts'
import { primes } from '../rows/primes.ts'
import { counter, lock, pingPong } from '../rows/primitives.ts'
import { recording } from '../rows/recording.ts'
import type { Contender, Row, Sizes } from '../rows/row.ts'
import { sharedMap } from '../rows/sharedMap.ts'
import { ticks } from '../rows/ticks.ts'
import { latency, throughput } from '../rows/warmPool.ts'
import { type Result, resultsOf } from './report.ts'
import { type Samples, warmUp } from './weft.ts'

const ROWS: Readonly<Record<string, (sizes: Sizes) => Row>> = {
  latency,
  throughput,
  primes,
  newPool,
  recording,
  lock,
  counter,
  queue,
  pingPong,
  sharedMap,
  ticks,
  forked,
}

/** ms between two contenders. */
const PAUSE = 200
/** ms for one contender's turn. */
const PATIENCE = 120_000

/** Measures the rows named, or all. Contenders take turns in each round, so that whatever drifts hits all alike. */
async function bench(names: readonly string[], sizes: Sizes): Promise<Result[]> {
  await warmUp()
  const results: Result[] = []
  for (const [name, create] of Object.entries(ROWS)) {
    if (names.length > 0 && !names.includes(name)) continue
    console.log(name)
    results.push(...(await measureRow(create(sizes))))
  }
  return results
}

async function measureRow(row: Row): Promise<Result[]> {
  const samples = new Map<string, Samples>()
  const failures = new Map<string, string>()
  const attempt = async (contender: Contender, step: () => unknown): Promise<void> => {
    try {
      await inTime(step())
    } catch (error) {
      failures.set(contender.name, error instanceof Error ? error.message : String(error))
    }
  }
  for (const contender of row.contenders) await attempt(contender, () => contender.open?.())
  for (let round = 0; round < row.rounds; round++) {
    const first = round % row.contenders.length
    for (const contender of [...row.contenders.slice(first), ...row.contenders.slice(0, first)]) {
      if (failures.has(contender.name)) continue
      await pause(PAUSE)
      await attempt(contender, async () => {
        samples.set(contender.name, joined(samples.get(contender.name) ?? {}, await contender.round()))
      })
    }
  }
  for (const contender of row.contenders) await attempt(contender, () => contender.close?.())
  return resultsOf(row, row.derive?.(samples) ?? samples, failures)
}

function joined(before: Samples, more: Samples): Samples {
  const names = new Set([...Object.keys(before), ...Object.keys(more)])
  return Object.fromEntries([...names].map(name => [name, [...(before[name] ?? []), ...(more[name] ?? [])]]))
}

const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

function inTime(step: unknown): Promise<unknown> {
  const late = pause(PATIENCE).then(() => {
    throw new Error(`no answer within ${PATIENCE / 1000} s`)
  })
  return Promise.race([step, late])
}

Object.assign(window, { bench })
