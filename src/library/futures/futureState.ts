import type { Crew } from './crew.ts'
import type { Future } from './future.ts'

export type Phase = 'pending' | 'running' | 'cancelled' | 'finished'
export type DoneCallback = (future: Future) => unknown

/** A task of an executor, as its future knows it. */
export interface Work {
  readonly crew: Crew
  /** Number of its first call. */
  readonly task: number
}

/** What is known of work whose result is to come: behind a Future, and behind each chunk of an executor's `map`. */
export class FutureState {
  phase: Phase = 'pending'
  /** The how-manieth this was to be done in its lane; 0: not done. */
  order = 0
  values: readonly unknown[] = []
  failure: { readonly error: unknown } | null = null
  /** Set for those that an executor made. */
  work: Work | null = null
  callbacks: DoneCallback[] = []
  /** Whether `setRunningOrNotifyCancel` has told of the cancellation. */
  notified = false
  /** What a program holds of it; null for a chunk. */
  future: Future | null = null

  constructor(readonly number: number) {}

  get done(): boolean {
    return this.phase === 'finished' || this.phase === 'cancelled'
  }

  get raised(): boolean {
    return this.phase === 'finished' && this.failure !== null
  }
}
