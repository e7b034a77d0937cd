import type { Host } from '../host.ts'
import type { Settings } from '../memory/arena.ts'
import { Head } from '../memory/layout.ts'
import { pause } from './pause.ts'

/** ms for which a lane looks, and after which an answer had been waiting for this processor. */
export interface Moments {
  /** For an answer of one that looks as well. */
  readonly short: number
  /** For an answer of one that must wake. */
  readonly long: number
  /** An answer that came so soon after falling asleep had been waiting for this processor. */
  readonly switch: number
}

/** Of lanes that answer by a few operations of the kernel. */
const QUICK: Moments = { short: 0.015, long: 0.08, switch: 0.025 }

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
  #moments = QUICK
  #lookFor = QUICK.short
  #skipLooks = 0
  /** When it gave up watching for what the lane now goes to sleep for (0: it did not look); null: it has not watched. */
  #watched: number | null = null

  constructor(words: Int32Array, settings: Settings, host: Host, bell: number) {
    this.#words = words
    this.#host = host
    this.#bell = bell
    this.#processors = settings.controlled ? 1 : settings.cpuCount
  }

  /** For lanes that others keep waiting longer: what answers is more than the kernel. */
  set moments(moments: Moments) {
    this.#moments = moments
    this.#lookFor = moments.short
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
    const since = this.#watched
    this.#watched = null
    // An older one was for a wait that did not come to pass.
    if (since === 0 || (since !== null && this.#host.now() - since < this.#moments.long)) return since
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
    const { short, long } = this.#moments
    if (slept < this.#moments.switch) {
      // As soon as this lane slept, the other ran: the system has put both on one processor, and looking kept it from running.
      this.#skipLooks = SKIPPED_LOOKS
      this.#lookFor = short
    } else this.#lookFor = slept < long ? long : short
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

const SPIN_ROUNDS = 50
/** Rounds of a pause between two glances of one who watches, and between two looks at the clock. */
const BETWEEN_GLANCES = 100
const BETWEEN_CLOCKS = 2000
const SKIPPED_LOOKS = 20
