import { speedupOf } from './numbers.ts'
import { isUnderWay, type RunKey, type RunMode, type RunResult, type Runs, type RunsState } from './runs.ts'

/** How an attempt ended, for whoever only watches. Times in ms, null where the run did not come to its end. */
export interface AttemptEnd {
  readonly mode: RunMode | null
  readonly state: RunsState['state']
  readonly speedup: number | null
  /** By the name of the run: `single` and `parallel` are always there. */
  readonly times: Readonly<Partial<Record<RunKey, number | null>>>
}

export interface AttemptListener {
  started(mode: RunMode | null): void
  finished(end: AttemptEnd): void
}

/**
 * Tells of every attempt that it started, then that it finished, whatever ended it: another attempt, or another program
 * on the page, stops it. Returns how to stop listening.
 */
export function followRuns(runs: Runs, listener: AttemptListener): () => void {
  let open: number | null = null
  return runs.subscribe((now, before) => {
    if (open !== null && now.attempt !== open) {
      open = null
      listener.finished(endOf(before, 'stopped'))
    } else if (open !== null && !isUnderWay(now.state)) {
      open = null
      listener.finished(endOf(now, now.state))
    }
    if (open !== null || !isUnderWay(now.state)) return
    open = now.attempt
    listener.started(now.mode)
  })
}

function endOf({ mode, results }: RunsState, state: RunsState['state']): AttemptEnd {
  const told = Object.fromEntries(results.map(result => [result.key, timeOf(result)]))
  return { mode, state, speedup: speedupOf(results), times: { single: null, parallel: null, ...told } }
}

function timeOf({ model }: RunResult): number | null {
  return Number.isNaN(model.duration) ? null : model.duration
}
