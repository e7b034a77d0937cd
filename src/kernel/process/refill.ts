/** ms for which cores must have been free before a worker is made that nobody waits for. */
const QUIET = 250
/** ms for which workers are made on any free core, once a process has had to wait for one. */
const HURRY = 2000
/** ms between two looks at whether a core is free. */
export const REFILL_PAUSE = 40

/**
 * When the workers that stand ready for processes to come are replaced: on cores that the program does not use, and not between two
 * of its steps, so that a pool that has just started is not slowed by workers that nobody may need. One core more is left free, on
 * which the program may go on meanwhile. A program that has had to wait for a worker is likely to want the next.
 */
export class Refill {
  readonly #cores: number
  #freeSince: number | null = null
  #waited = Number.NEGATIVE_INFINITY

  /** `cores`: of the machine. */
  constructor(cores: number) {
    this.#cores = cores
  }

  /** A process waits for a worker. */
  waited(now: number): void {
    this.#waited = now
  }

  /** Whether one more may be made now. `busy`: processes that compute, and workers that are being made. */
  may(now: number, busy: number): boolean {
    if (busy > 0 && busy + 1 >= this.#cores) this.#freeSince = null
    else this.#freeSince ??= now
    if (busy < this.#cores && now - this.#waited < HURRY) return true
    return this.#freeSince !== null && now - this.#freeSince >= QUIET
  }
}
