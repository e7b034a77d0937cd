import type { Host } from '../host.ts'
import type { Settings } from '../memory/arena.ts'
import { Head } from '../memory/layout.ts'
import { pause } from './pause.ts'

/**
 * Looks for a while whether a wait is over before the lane sleeps: going to sleep and being woken costs more than most waits for
 * an answer. First at what it waits for, while it still has its core (`watch`), then, if it did not, at its worker's doorbell
 * (`look`). How long it looks, and how many waits do without, is learnt from what came of it.
 */
export class Patience {
  readonly #words: Int32Array
  readonly #host: Host
  readonly #bell: number
  /** Processors that may be kept busy: one where lanes take turns anyway. */
  readonly #processors: number
  #lookFor = SHORT_LOOK
  #skipLooks = 0
  /** When it gave up watching for what the lane now goes to sleep for (0: it did not look); null: it has not watched. */
  #watched: number | null = null

  constructor(words: Int32Array, settings: Settings, host: Host, bell: number) {
    this.#words = words
    this.#host = host
    this.#bell = bell
    this.#processors = settings.controlled ? 1 : settings.cpuCount
  }

  /**
   * Of a running lane, before it waits: looks until `seen` is true. False when that was in vain, or did not last, because others
   * want the processor or the core. Never under a schedule. `between`: rounds of a pause between two glances.
   */
  watch(seen: () => boolean, between = BETWEEN_GLANCES): boolean {
    if (this.#processors < 2) return false
    let until = 0
    let time = 0
    for (;;) {
      for (let paused = 0; paused < BETWEEN_CLOCKS; paused += between) {
        if (seen()) {
          this.#watched = null
          return true
        }
        pause(between)
      }
      if (this.#wanted) break
      if (until === 0 && this.#skips()) break
      time = this.#host.now()
      if (until === 0) until = time + this.#lookFor
      else if (time >= until) break
    }
    this.#watched = time
    return false
  }

  /** Only while a processor is free, and not under a schedule. Returns when it gave up, 0 if it did not look in vain. */
  look(): number {
    const words = this.#words
    if (this.#watched !== null) {
      const since = this.#watched
      this.#watched = null
      return since
    }
    if (this.#processors < 2 || Atomics.load(words, Head.Active) >= this.#processors) return 0
    if (this.#skips()) return 0
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

  /** Whether lanes that have something to do lack a processor or a core while this one looks. */
  get #wanted(): boolean {
    const words = this.#words
    return Atomics.load(words, Head.Active) > this.#processors || Atomics.load(words, Head.ReadyLength) !== 0
  }

  #skips(): boolean {
    if (this.#skipLooks === 0) return false
    this.#skipLooks--
    return true
  }
}

/** ms for which a lane looks before it sleeps: an answer between two processors, and one that must wake. */
const SHORT_LOOK = 0.015
const LONG_LOOK = 0.08
const SPIN_ROUNDS = 50
/** Rounds of a pause between two glances of one who watches, and between two looks at the clock. */
const BETWEEN_GLANCES = 100
const BETWEEN_CLOCKS = 2000
/** ms: an answer that came so soon after falling asleep had been waiting for this processor. */
const SWITCH = 0.025
const SKIPPED_LOOKS = 20
