import type { Host } from '../host.ts'
import type { Settings } from '../memory/arena.ts'
import { Head } from '../memory/layout.ts'

/**
 * Looks at a worker's doorbell for a while before it sleeps: going to sleep and being woken costs more than most waits for an
 * answer. How long it looks, and how many waits do without, is learnt from what came of it.
 */
export class Patience {
  readonly #words: Int32Array
  readonly #host: Host
  readonly #bell: number
  /** Processors that may be kept busy: one where lanes take turns anyway. */
  readonly #processors: number
  #lookFor = SHORT_LOOK
  #skipLooks = 0

  constructor(words: Int32Array, settings: Settings, host: Host, bell: number) {
    this.#words = words
    this.#host = host
    this.#bell = bell
    this.#processors = settings.controlled ? 1 : settings.cpuCount
  }

  /** Only while a processor is free, and not under a schedule. Returns when it gave up, 0 if it did not look in vain. */
  look(): number {
    const words = this.#words
    if (this.#processors < 2 || Atomics.load(words, Head.Active) >= this.#processors) return 0
    if (this.#skipLooks > 0) {
      this.#skipLooks--
      return 0
    }
    const until = this.#host.now() + this.#lookFor
    for (;;) {
      for (let i = 0; i < SPIN_ROUNDS; i++) if (Atomics.load(words, this.#bell) !== 0) return 0
      const time = this.#host.now()
      if (time >= until) return time
    }
  }

  /** After it slept: `since` is what `look` returned. */
  learn(since: number): void {
    if (since === 0) return
    const slept = this.#host.now() - since
    if (slept < SWITCH) {
      // As soon as this lane slept, the other ran: the system has put both on one processor, and looking kept it from running.
      this.#skipLooks = SKIPPED_LOOKS
      this.#lookFor = SHORT_LOOK
    } else if (slept < LONG_LOOK) this.#lookFor = LONG_LOOK
    else this.#lookFor = SHORT_LOOK
  }
}

/** ms for which a lane looks at its doorbell before it sleeps: an answer between two processors, and one that must wake. */
const SHORT_LOOK = 0.015
const LONG_LOOK = 0.08
const SPIN_ROUNDS = 50
/** ms: an answer that came so soon after falling asleep had been waiting for this processor. */
const SWITCH = 0.025
const SKIPPED_LOOKS = 20
