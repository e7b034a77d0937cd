/** How many workers a run has beyond those that its processes use. */
export interface Lot {
  /** Made ready while there is no run. */
  readonly first: number
  /** Kept ready beside the main process's while it goes on. */
  readonly spare: number
  /** Most that the run may have, unless a process waits for one. */
  readonly most: number
  /** Whether the main process begins only when all of the first lot are ready, so that making them is no part of what is measured. */
  readonly together: boolean
}

/** Workers made ready at least: for a pool of four, the main process, and one to come. */
const LEAST_READY = 6
/** Most workers made ready before the main process starts. */
const MAX_READY = 20

/** All that run at once, the main process, and one to come. */
export function typeScriptLot(cores: number): Lot {
  const first = Math.min(MAX_READY, Math.max(LEAST_READY, cores + 2))
  return { first, spare: first - 1, most: Number.POSITIVE_INFINITY, together: true }
}

/** Python workers ready for children: each takes 0.2 s of a core to start, and 115 MB. */
const PYTHON_SPARE = 2

/**
 * The main process, and a few to come. It does not wait for those, and shares no core with them while they start: most programs first
 * do something alone.
 */
export function pythonLot(cores: number, maxProcesses: number): Lot {
  const spare = Math.max(0, Math.min(PYTHON_SPARE, cores, maxProcesses - 1))
  return { first: 1 + spare, spare, most: maxProcesses, together: false }
}
