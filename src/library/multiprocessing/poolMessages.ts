/**
 * What crosses the two queues of a pool: flat arrays, so that many tiny tasks travel in few small messages.
 *
 * - task: `[job, chunk, style, first task, function, items]`; null: the worker is to end
 * - result: `[job, chunk, status, values]`
 */
export type TaskMessage = readonly [
  job: number,
  chunk: number,
  style: CallStyle,
  first: number,
  fn: (...args: unknown[]) => unknown,
  items: readonly unknown[],
]

export type ResultMessage =
  | readonly [job: number, chunk: number, status: ChunkStatus.Done, values: readonly unknown[]]
  | readonly [job: number, chunk: number, status: ChunkStatus.Raised, failure: TaskFailure]
  | readonly [job: number, chunk: number, status: ChunkStatus.Died, death: WorkerDeath]

/** How a function is called: with each item, or with each item's elements as arguments. */
export const enum CallStyle {
  Item = 0,
  Spread = 1,
}

export const enum ChunkStatus {
  Done = 0,
  Raised = 1,
  /** The worker ends now, and its chunk is lost. */
  Died = 2,
}

/** An error raised by a task, with what the caller cannot see for itself. */
export interface TaskFailure {
  readonly error: unknown
  readonly process: string
  readonly traceback: string
  readonly place: { readonly file: string; readonly line: number; readonly column: number } | null
}

export interface WorkerDeath {
  readonly process: string
  readonly lane: number
  readonly exitCode: number
  /** Set when it never got to work: what the initializer raised. */
  readonly initializer: TaskFailure | null
}

/** Job number of a death that belongs to no chunk. */
export const NO_JOB = -1
