import type { LaneModel, TraceModel } from './model.ts'

/** What a lane is called where it does not stand beside its process: `Process-1 · Thread-1`; of the main process's threads the name alone. */
export function fullName(model: TraceModel, lane: LaneModel): string {
  const process = model.laneByNumber(lane.process)
  return !lane.thread || process === undefined || process === lane || process.parent === -1
    ? lane.name
    : `${process.name} · ${lane.name}`
}

/** The lane of its process's first thread; its own if that is not known. */
export function processOf(model: TraceModel, lane: LaneModel): LaneModel {
  return model.laneByNumber(lane.process) ?? lane
}
