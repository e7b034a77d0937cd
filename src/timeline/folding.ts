import type { LaneModel } from '../trace/model.ts'
import type { TimelineRun } from './contract.ts'

/** Which lanes of a run are drawn, by their places in the model. */
export interface Rows {
  readonly shown: readonly number[]
  /** How many lanes folding hides, whether they are hidden now or not. */
  readonly foldable: number
}

/**
 * The library's own threads are many, short and none of the program's doing: they have no rows until somebody asks for them. What
 * has something to say is drawn always: a lane of a deadlock, one that failed, one that wrote.
 */
export function rowsOf({ model: { lanes }, blocked }: TimelineRun, unfolded: boolean): Rows {
  const shown: number[] = []
  let foldable = 0
  lanes.forEach((lane, ordinal) => {
    const folds = isQuiet(lane) && !blocked.includes(lane.lane)
    if (folds) foldable++
    if (!folds || unfolded) shown.push(ordinal)
  })
  return { shown, foldable }
}

function isQuiet({ thread, library, wrote, exitCode }: LaneModel): boolean {
  return thread && library && !wrote && (exitCode ?? 0) === 0
}
