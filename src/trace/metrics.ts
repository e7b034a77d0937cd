import { type Dispatch, dispatchOf } from './metrics/dispatch.ts'
import { type LaneMetrics, laneMetrics, taskWorkOf, wallOf } from './metrics/lanes.ts'
import type { TraceModel } from './model.ts'

export { coresInUse } from './metrics/coresInUse.ts'
export type { Dispatch } from './metrics/dispatch.ts'
export type { LaneMetrics } from './metrics/lanes.ts'

/** What one run tells about itself. All times in ms; what lies after the run's end does not count. */
export interface RunMetrics {
  readonly cores: number
  /** From the main process's first statement to the last exit of a non-daemon process; so far, while the run goes on. */
  readonly wall: number
  /** Core·ms: time on a core, summed over all lanes. */
  readonly busy: number
  /** Time blocked, summed over all lanes. */
  readonly waiting: number
  /** busy / (cores · wall), 0 to 1. */
  readonly coreUse: number
  readonly lanes: readonly LaneMetrics[]
  /** Time during which tasks were on a core: the parts of tasks' spans in which their lane was running, summed. */
  readonly taskWork: number
  readonly taskCount: number
  /** Overhead of handing tasks out; null where no task's wait is known. */
  readonly dispatch: Dispatch | null
}

/** One program on one core beside the same program on several. */
export interface Comparison {
  /** single.wall / parallel.wall. */
  readonly speedup: number
  /**
   * What a plain loop without any pool would have taken, by what the parallel run took: single.taskWork / parallel.wall;
   * single.busy / parallel.wall for programs without tasks.
   */
  readonly honestSpeedup: number
  /** speedup / cores of the parallel run: 1 means that every core counts in full. */
  readonly efficiency: number
  /** `coreUse` of the parallel run: busy / (cores · wall). */
  readonly useOfCores: number
  /** Of the parallel run. */
  readonly dispatch: Dispatch | null
  /**
   * The experimentally determined serial fraction e = (1/s − 1/p) / (1 − 1/p), for speed-up s on p cores: 0 when all of the
   * work was shared out, 1 when none was, below 0 when the speed-up is more than p. Karp & Flatt, "Measuring Parallel
   * Processor Performance", Communications of the ACM 33 (5), 1990. Null where p = 1.
   */
  readonly serialPart: number | null
}

/** Measures a run, ended or still going on. O(spans + tasks log tasks). */
export function metricsOf(model: TraceModel): RunMetrics {
  const wall = wallOf(model)
  const lanes = model.lanes.map(lane => laneMetrics(lane, wall))
  const busy = lanes.reduce((sum, lane) => sum + lane.busy, 0)
  return {
    cores: model.cores,
    wall,
    busy,
    waiting: lanes.reduce((sum, lane) => sum + lane.waiting, 0),
    coreUse: ratio(busy, model.cores * wall),
    lanes,
    taskWork: model.lanes.reduce((sum, lane) => sum + taskWorkOf(lane, wall), 0),
    taskCount: model.lanes.reduce((sum, lane) => sum + lane.tasks.length, 0),
    dispatch: dispatchOf(model),
  }
}

/** Compares a run on one core with a run of the same program on several. A ratio to a run of no length is 0. */
export function compareMetrics(single: RunMetrics, parallel: RunMetrics): Comparison {
  const speedup = ratio(single.wall, parallel.wall)
  const plainLoop = single.taskCount > 0 ? single.taskWork : single.busy
  return {
    speedup,
    honestSpeedup: ratio(plainLoop, parallel.wall),
    efficiency: ratio(speedup, parallel.cores),
    useOfCores: parallel.coreUse,
    dispatch: parallel.dispatch,
    serialPart: serialPart(speedup, parallel.cores),
  }
}

function serialPart(speedup: number, cores: number): number | null {
  if (!(cores > 1) || !(speedup > 0)) return null
  return (1 / speedup - 1 / cores) / (1 - 1 / cores)
}

function ratio(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0
}
