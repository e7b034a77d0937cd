import type { Kernel } from '../../kernel/kernel.ts'
import { Head } from '../../kernel/memory/layout.ts'

/**
 * Looks for a moment whether an answer comes before the process waits for it: another Python needs some 10 µs for one, and to give the
 * core back, sleep and be woken takes longer than that. How long it looks, and how many waits do without, is learnt from what came
 * of it, as in the kernel's `Patience`, whose moments are those of quicker code.
 */
export class Watch {
  #lookFor = SHORT_LOOK
  #skipped = 0

  /** Looks until `seen`, then, if that was in vain, waits by `sleep`. Its result; `otherwise` when it has seen. */
  wait<T>(kernel: Kernel, seen: () => boolean, sleep: () => T, otherwise: T): T {
    const { host } = kernel
    const since = this.#look(kernel, seen)
    if (since === SEEN) return otherwise
    const result = sleep()
    if (since !== SKIPPED) this.#learn(host.now() - since)
    return result
  }

  /** Only while a processor is free and nobody wants the core. When it gave up. */
  #look({ memory, settings, host }: Kernel, seen: () => boolean): number {
    const { words } = memory
    const processors = settings.controlled ? 1 : settings.cpuCount
    const wanted = (): boolean =>
      Atomics.load(words, Head.Active) > processors || Atomics.load(words, Head.ReadyLength) !== 0
    if (processors < 2 || wanted()) return SKIPPED
    if (this.#skipped > 0) {
      this.#skipped--
      return SKIPPED
    }
    const until = host.now() + this.#lookFor
    for (;;) {
      for (let i = 0; i < GLANCES; i++) if (seen()) return SEEN
      const time = host.now()
      if (time >= until || wanted()) return time
    }
  }

  #learn(slept: number): void {
    if (slept < SWITCH) {
      // As soon as this process slept, the other ran: the system has put both on one processor, and looking kept it from running.
      this.#skipped = SKIPPED_LOOKS
      this.#lookFor = SHORT_LOOK
    } else this.#lookFor = slept < LONG_LOOK ? LONG_LOOK : SHORT_LOOK
  }
}

/** ms for which it looks: an answer of one that looks as well, and of one that must be woken. */
const SHORT_LOOK = 0.03
const LONG_LOOK = 0.12
/** Glances between two looks at the clock. */
const GLANCES = 20
/** ms: an answer that came so soon after falling asleep had been waiting for this processor. */
const SWITCH = 0.03
const SKIPPED_LOOKS = 20
/** In the place of times. */
const SEEN = -1
const SKIPPED = -2
