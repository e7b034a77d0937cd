import type { CompiledProgram } from '../program/compiled.ts'
import type { Outcome } from '../program/outcome.ts'
import type { Plan } from '../program/plan.ts'
import type { Preparation, RunSink } from './contract.ts'
import { Inbox } from './inbox.ts'
import { createLater } from './later.ts'

/** ms for which the inbox may hear nothing after the frame has said that the run is over. */
const SILENCE = 2000
/** Looked at in steps: a page that itself stood still for long has merely not listened. */
const SILENT_STEPS = 8

/** The app's side of one run: it is over when the frame has told the outcome and the last event is delivered. */
export class EngineRun {
  readonly id: number
  readonly program: CompiledProgram
  readonly plan: Plan
  /** Why it is being stopped, once it is. */
  stopping: 'person' | 'timeLimit' | null = null
  readonly #sink: RunSink
  readonly #over: () => void
  #inbox: Inbox | null = null
  #outcome: Outcome | null = null
  #drained = false
  #ended = false
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(id: number, program: CompiledProgram, plan: Plan, sink: RunSink, over: () => void) {
    this.id = id
    this.program = program
    this.plan = plan
    this.#sink = sink
    this.#over = over
  }

  /** Whether it has reached the frame. */
  get opened(): boolean {
    return this.#inbox !== null
  }

  /** The collector's end of the port on which the events come. `damaged`: what came was no collector's. */
  open(damaged: () => void): MessagePort {
    const { port1, port2 } = new MessageChannel()
    this.#inbox = new Inbox({
      port: port1,
      now: () => performance.now(),
      later: createLater(),
      events: (slot, words) => this.#sink.events(slot, words),
      drained: () => {
        this.#drained = true
        this.#settle()
      },
      damaged,
    })
    return port2
  }

  preparing(progress: Preparation): void {
    if (!this.#ended) this.#sink.preparing?.(progress)
  }

  started(prepared: number): void {
    if (!this.#ended) this.#sink.started(prepared)
  }

  /** The frame's word on how the run ended; events may still be on their way. */
  concluded(outcome: Outcome): void {
    if (this.#outcome !== null || this.#ended) return
    this.#outcome = outcome
    this.#settle()
    if (!this.#ended) this.#awaitSilence()
  }

  /** Does at once after `ms` what is given, unless the run is over or another `after` comes first. */
  after(ms: number, action: () => void): void {
    clearTimeout(this.#timer)
    if (!this.#ended) this.#timer = setTimeout(action, ms)
  }

  /** Ends the run here and now, whatever is still on its way. */
  end(outcome: Outcome): void {
    if (this.#ended) return
    this.#ended = true
    clearTimeout(this.#timer)
    this.#inbox?.close()
    this.#over()
    this.#sink.ended(outcome)
  }

  #settle(): void {
    if (this.#drained && this.#outcome !== null) this.end(this.#outcome)
  }

  /** The collector may be gone, and its last word with it. */
  #awaitSilence(steps = SILENT_STEPS): void {
    const inbox = this.#inbox
    const heard = inbox?.lastHeard
    this.after(SILENCE / SILENT_STEPS, () => {
      if (inbox?.busy || inbox?.lastHeard !== heard) this.#awaitSilence()
      else if (steps > 1) this.#awaitSilence(steps - 1)
      else if (this.#outcome !== null) this.end(this.#outcome)
    })
  }
}
