import { compareMetrics, metricsOf, type RunMetrics } from '../trace/metrics.ts'
import type { TraceModel } from '../trace/model.ts'
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
  | 'tracing-overhead'

/** What is absent can't be told of these runs. Times in ms. */
export type Numbers = Readonly<Partial<Record<MetricName, number>>>

/** One core's time by all cores' time; null until both have finished. */
export function speedupOf(single: RunResult | null, parallel: RunResult | null): number | null {
  if (single?.outcome?.kind !== 'finished' || parallel?.outcome?.kind !== 'finished') return null
  return compareMetrics(measure(single.model), measure(parallel.model)).speedup
}

/** Below this share of a run's time, what tracing cost is not worth a word. */
const NOTICEABLE = 0.01

/** The numbers of a run or, when two were compared, of the one on several cores beside the one on one core. */
export function numbersOf(single: RunResult | null, parallel: RunResult | null): Numbers {
  const last = parallel ?? single
  if (last?.outcome?.kind !== 'finished') return {}
  const metrics = measure(last.model)
  const { wall, busy, waiting, coreUse, dispatch } = metrics
  const compared =
    single?.outcome?.kind === 'finished' && parallel !== null
      ? compareMetrics(measure(single.model), metrics)
      : null
  return {
    wall,
    busy,
    waiting,
    'use-of-cores': coreUse,
    ...(dispatch !== null && { 'dispatch-overhead': dispatch.median }),
    ...(last.model.overhead > NOTICEABLE * wall && { 'tracing-overhead': last.model.overhead }),
    ...(compared !== null && {
      speedup: compared.speedup,
      'honest-speedup': compared.honestSpeedup,
      efficiency: compared.efficiency,
    }),
  }
}

/** ms; the difference between runs that are shorter is mostly chance. */
const SHORT = 20

/** Whether what was compared says little, so short were both runs. */
export function tooShort({ wall, speedup }: Numbers): boolean {
  return wall !== undefined && speedup !== undefined && Math.max(wall, wall * speedup) < SHORT
}

/** Metrics of models that grow no more: asked for at every drawing, counted once. */
const measured = new WeakMap<TraceModel, { readonly revision: number; readonly metrics: RunMetrics }>()

function measure(model: TraceModel): RunMetrics {
  const known = measured.get(model)
  if (known?.revision === model.revision) return known.metrics
  const metrics = metricsOf(model)
  measured.set(model, { revision: model.revision, metrics })
  return metrics
}
