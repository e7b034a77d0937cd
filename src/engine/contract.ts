import type { CompiledProgram } from '../program/compiled.ts'
import type { Outcome, Problem } from '../program/outcome.ts'
import type { Plan } from '../program/plan.ts'
import type { Language } from '../program/program.ts'

/** How far a run's first start is: `download` counts bytes, `compile` and `start` their parts. */
export interface Preparation {
  readonly step: 'download' | 'compile' | 'start'
  readonly done: number
  readonly total: number
}

/** What a run tells while it goes on and when it ends. Called on the app's main thread, in order. */
export interface RunSink {
  /** Python is being made ready: the first time in a page this takes seconds. */
  preparing?(progress: Preparation): void
  /** The workers are ready and the main process runs its first statement. `prepared`: ms spent making workers ready. */
  started(prepared: number): void
  /** Encoded trace events of one lane slot (`trace/decode`), in that slot's order. The buffer belongs to the receiver. */
  events(slot: number, words: Int32Array): void
  /** Called once, after the last event. */
  ended(outcome: Outcome): void
}

/** A run under way. */
export interface RunHandle {
  /** Ends everything at once; `ended` follows with `stopped`. A second call does nothing. */
  stop(): void
  /** As Ctrl-C in a terminal: SIGINT to all processes that handle it. Where none does, and in TypeScript, the same as `stop`. */
  interrupt(): void
  /** A line that the person typed, without its end; null: no more comes. The trace tells who waits for one (`Operation.Input`). */
  input(text: string | null): void
}

/** Runs programs. The app knows nothing else about the sandbox. */
export interface Engine {
  /** Null when the page may run programs, else why it may not (no shared memory, no isolation). */
  readonly unavailable: Problem | null
  /** Null when programs of a language may run where others may, else what the browser lacks for them. */
  obstacle(language: Language): Problem | null
  /** Starts a run; a run still under way is stopped first. */
  run(program: CompiledProgram, plan: Plan, sink: RunSink): RunHandle
  /**
   * Gets workers of a language ready before they are asked for, and lets go of the other's. Resolves when a run could begin, or why it
   * could not is known.
   */
  warmUp(language: Language): Promise<void>
  dispose(): void
}
