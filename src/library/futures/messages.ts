import type { TaskFailure } from '../multiprocessing/poolMessages.ts'

/** What a worker gets of a task: the arguments of each call, and the lane that wants it done. */
export type TaskMessage = readonly [
  fn: (...args: unknown[]) => unknown,
  calls: readonly (readonly unknown[])[],
  submitter: number,
]

export const enum AnswerStatus {
  Done = 0,
  Raised = 1,
  /** Taken off the board by `shutdown({ cancelFutures: true })`, perhaps of another thread. */
  Cancelled = 2,
  /** The executor has broken. */
  Broken = 3,
}

/** What comes back; a number instead is the lane of a worker that has ended. */
export type Answer =
  | readonly [future: number, status: AnswerStatus.Done, values: readonly unknown[]]
  | readonly [future: number, status: AnswerStatus.Raised, failure: TaskFailure]
  | readonly [future: number, status: AnswerStatus.Cancelled | AnswerStatus.Broken]
