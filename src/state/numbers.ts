import type { RunResult } from './runs.ts'

/** Names of the numbers, as the page's `data-metric` has them. */
export type MetricName =
  | 'wall'
  | 'busy'
  | 'waiting'
  | 'use-of-cores'
  | 'speedup'
  | 'honest-speedup'
  | 'efficiency'
  | 'dispatch-overhead'

/** What is absent can't be told of these runs. */
export type Numbers = Readonly<Partial<Record<MetricName, number>>>

/** One core's time by all cores' time; null until both are known. */
export function speedupOf(single: RunResult | null, parallel: RunResult | null): number | null {
  if (single === null || parallel === null) return null
  const ratio = single.model.duration / parallel.model.duration
  return Number.isFinite(ratio) ? ratio : null
}

export function numbersOf(single: RunResult | null, parallel: RunResult | null): Numbers {
  const speedup = speedupOf(single, parallel)
  return speedup === null || parallel === null ? {} : { speedup, efficiency: speedup / parallel.cores }
}
