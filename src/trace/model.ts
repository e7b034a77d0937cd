import type { ObjectType, Operation } from './events.ts'

/** What a lane does in a span of its timeline. */
export const enum Activity {
  /** Holds a core. */
  Running = 0,
  /** Blocked: on an object, asleep, idle. */
  Waiting = 1,
  /** Could run, but no core is free. */
  Ready = 2,
}

/** Spans of one lane in order of time, column by column, so that a million fit. The arrays may be longer than `length`. */
export interface Spans {
  readonly length: number
  /** ms. An open span (the last one, while the run goes on) ends at NaN. */
  readonly start: Float64Array
  readonly end: Float64Array
  readonly activity: Uint8Array
  /** `Operation` that it waits in; 0 while running. */
  readonly operation: Uint8Array
  /** Object it waits for; 0: none. */
  readonly object: Int32Array
  /** Site (index into `CompiledProgram.sites`); 0: unknown. */
  readonly site: Int32Array
  /** Waiting or ready: lane that ended the wait, -1 unknown. Running: core. */
  readonly peer: Int32Array
}

/** Tasks that a lane worked on, in order of time. */
export interface Tasks {
  readonly length: number
  readonly start: Float64Array
  readonly end: Float64Array
  readonly task: Int32Array
  /** Index into `CompiledProgram.functions`, -1 unknown. */
  readonly function: Int32Array
  readonly pool: Int32Array
  /** 0 done, 1 raised, 2 still running. */
  readonly status: Uint8Array
  /** The arguments as short text. */
  arguments(index: number): string
}

/** Tasks that were given to pools: each row stands for tasks `first` … `first + count − 1` of one pool. */
export interface Submissions {
  readonly length: number
  readonly time: Float64Array
  readonly first: Int32Array
  readonly count: Int32Array
  readonly pool: Int32Array
  readonly site: Int32Array
}

export interface LaneModel {
  readonly lane: number
  readonly name: string
  readonly pid: number
  /** Lane of the parent process, -1 for the main one. */
  readonly parent: number
  readonly daemon: boolean
  readonly poolWorker: boolean
  /** Whether it is a thread that its process started; its pid is that of its process. */
  readonly thread: boolean
  /** Whether the library started it for work of its own, which the program need not know of. */
  readonly library: boolean
  /** Whether it has written anything: what it raises, too. */
  readonly wrote: boolean
  /** Lane of its process's first thread: its own, unless it is a `thread`. */
  readonly process: number
  readonly start: number
  /** NaN while it lives. */
  readonly end: number
  readonly exitCode: number | null
  readonly spans: Spans
  readonly tasks: Tasks
}

export interface ObjectModel {
  readonly object: number
  readonly type: ObjectType
  /** `Lock-1`: type and ordinal; `Process-1/Lock-1`, with the maker's full name, when that is not the main process. */
  readonly label: string
  readonly capacity: number | null
}

export interface OutputLine {
  /** ms since the run's start. */
  readonly time: number
  readonly lane: number
  readonly stream: 'stdout' | 'stderr'
  readonly site: number
  /** Without its newline. */
  readonly text: string
  /** It was written without a newline at its end. On a terminal, what is written next stands behind it. */
  readonly open?: boolean
}

export interface OperationCount {
  readonly operation: Operation
  readonly count: number
}

/** What is known of a run. Grows in place while it goes on; `revision` counts every change. */
export interface TraceModel {
  readonly revision: number
  /** ms: the latest time seen. */
  readonly now: number
  /** ms from the first statement to the last exit; NaN while the run goes on. */
  readonly duration: number
  readonly cores: number
  /** Processes in order of start, the main process first; behind each its threads. */
  readonly lanes: readonly LaneModel[]
  laneByNumber(lane: number): LaneModel | undefined
  readonly objects: ReadonlyMap<number, ObjectModel>
  /**
   * Only ever grows at its end. What came since it was last read stands in order of time, so that the lines of lanes whose
   * batches came together are interleaved as they were written.
   */
  readonly output: readonly OutputLine[]
  /** Optional, so that models made by hand may leave it out; without it there is no dispatch overhead to tell. */
  readonly submissions?: Submissions
  /** Lanes chosen, in order of step (controlled runs). */
  readonly schedule: readonly number[]
  /** ms for which writers waited for room in their rings, all lanes together. */
  readonly overhead: number
  /** Operations that did not wait (`EventKind.Operation`), by kind. */
  readonly operations: readonly OperationCount[]
  /** Spans and tasks decoded so far, all lanes together. */
  readonly spanCount: number
  /** Records that could not be understood. */
  readonly damaged: number
}
