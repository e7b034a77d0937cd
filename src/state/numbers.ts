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

/** The first run's time by the second's: one core's by all cores', threads' by processes'. Null until both have finished. */
export function speedupOf([first, second]: readonly RunResult[]): number | null {
  if (first?.outcome?.kind !== 'finished' || second?.outcome?.kind !== 'finished') return null
  return compareMetrics(measure(first.model), measure(second.model)).speedup
}

/** Below this share of a run's time, what tracing cost is not worth a word. */
const NOTICEABLE = 0.01

/** The numbers of a run or, when two were compared, of the second beside the first. */
export function numbersOf(results: readonly RunResult[]): Numbers {
  const [first] = results
  const last = results.at(-1)
  if (last?.outcome?.kind !== 'finished') return {}
  const metrics = measure(last.model)
  const { wall, busy, waiting, coreUse, dispatch } = metrics
  const compared =
    first !== last && first?.outcome?.kind === 'finished'
      ? compareMetrics(measure(first.model), metrics)
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
    }),
    // Both tell what more cores bring: threads and processes had the same.
    ...(compared !== null &&
      first?.key === 'single' && {
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
