import type { Memory, Settings } from '../memory/arena.ts'
import { Head } from '../memory/layout.ts'

/** The run's clock: ms since the first statement of the main process. */
export class Clock {
  readonly #floats: Float64Array
  readonly #hostNow: () => number
  readonly #virtual: boolean

  constructor(memory: Memory, settings: Settings, hostNow: () => number) {
    this.#floats = memory.floats
    this.#hostNow = hostNow
    this.#virtual = settings.controlled
  }

  /** True when time passes by steps and jumps alone. */
  get virtual(): boolean {
    return this.#virtual
  }

  now(): number {
    const floats = this.#floats
    if (this.#virtual) return floats[Head.VirtualTime / 2] as number
    const origin = floats[Head.ClockOrigin / 2] as number
    return this.#hostNow() - origin + (floats[Head.ClockSkipped / 2] as number)
  }

  /** Time 0 is now. */
  start(): void {
    this.#floats[Head.ClockOrigin / 2] = this.#hostNow()
  }

  /** [gate] One operation of a controlled run has passed. */
  step(): void {
    const at = Head.VirtualTime / 2
    this.#floats[at] = (this.#floats[at] as number) + STEP
  }

  /** [gate] Jumps forward by `ms`. */
  skip(ms: number): void {
    const at = (this.#virtual ? Head.VirtualTime : Head.ClockSkipped) / 2
    this.#floats[at] = (this.#floats[at] as number) + ms
  }
}

/** ms that an operation takes on the virtual clock. */
const STEP = 0.001
