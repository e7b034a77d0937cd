import { Operation } from '../../trace/events.ts'
import type { Kernel } from '../kernel.ts'

interface Timer {
  readonly id: number
  readonly due: number
  readonly callback: () => void
}

/**
 * The event loop of a process whose code is async. Its timers are the kernel's. While it has nothing to do its lane is
 * blocked at the gate like any other, on the same doorbell, so that the clock may jump and deadlocks are seen.
 */
export class EventLoop {
  readonly #kernel: Kernel
  #timers: Timer[] = []
  #nextTimer = 1

  constructor(kernel: Kernel) {
    this.#kernel = kernel
  }

  /** Calls back from the loop once `ms` have passed on the kernel's clock. */
  startTimer(ms: number, callback: () => void): number {
    const id = this.#nextTimer++
    this.#timers.push({ id, due: this.#kernel.now() + Math.max(0, ms), callback })
    this.#timers.sort((a, b) => a.due - b.due || a.id - b.id)
    return id
  }

  cancelTimer(id: number): void {
    this.#timers = this.#timers.filter(timer => timer.id !== id)
  }

  /** True when nothing keeps the loop going once the program's own promise has settled. */
  get empty(): boolean {
    return this.#timers.length === 0
  }

  /** Runs the loop until `main` has settled and no timer is left. Rejects as `main` does. */
  async drive(main: Promise<unknown>): Promise<void> {
    const { waiter, host, gate } = this.#kernel
    let settled = false
    const mark = () => {
      settled = true
      // Perhaps it was settled from outside while the loop was at rest.
      gate.comeBack()
    }
    main.then(mark, mark)
    let unknownSince: number | null = null
    for (;;) {
      // A new macrotask: every microtask has run by now.
      await new Promise<void>(resolve => host.later(resolve))
      if (waiter.settle() || this.#runDue()) {
        unknownSince = null
        continue
      }
      if (settled && this.empty) break
      const known = waiter.pending.length > 0 || !this.empty
      if (!known) {
        // It awaits something that the kernel cannot see. Perhaps the browser is at work on it: a short patience.
        unknownSince ??= host.now()
        if (host.now() - unknownSince < PATIENCE) {
          await new Promise<void>(resolve => host.later(resolve, PATIENCE_STEP))
          continue
        }
      }
      await this.#idle()
    }
    await main
  }

  #runDue(): boolean {
    const timer = this.#timers[0]
    if (timer === undefined || timer.due > this.#kernel.now() + DUE_TOLERANCE) return false
    this.#timers.shift()
    timer.callback()
    return true
  }

  #idle(): Promise<void> {
    const { waiter, gate } = this.#kernel
    const wait = waiter.pending[0]?.wait
    const timer = this.#timers[0]?.due ?? Number.POSITIVE_INFINITY
    const deadline = Math.min(timer, waiter.nearestDeadline)
    const operation = wait?.operation ?? (this.empty ? Operation.Await : Operation.Sleep)
    return new Promise(resolve => {
      gate.parkAsync(operation, wait?.object ?? 0, wait?.site ?? this.#kernel.site(), deadline, resolve)
    })
  }
}

/** ms for which a process may await what the kernel cannot see, before it counts as blocked. */
const PATIENCE = 1000
const PATIENCE_STEP = 10
/** ms: sums of float64s are not exact. */
const DUE_TOLERANCE = 1e-6
