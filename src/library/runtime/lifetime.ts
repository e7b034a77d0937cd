import type { Kernel } from '../../kernel/kernel.ts'
import { OwnPromise, settle } from './builtins.ts'
import { createTimers, type ProgramTimers } from './timers.ts'

interface Failure {
  readonly error: unknown
}

/** How long a process lives: until its work is done, and its timers and awaited calls are over, or an error ends it. */
export class Lifetime {
  readonly timers: ProgramTimers
  readonly #kernel: Kernel
  #failure: Failure | null = null
  #outstanding = 0
  #wake: () => void = () => {}
  #quiet: () => void = () => {}

  constructor(kernel: Kernel) {
    this.#kernel = kernel
    this.timers = createTimers(kernel, error => this.end(error))
  }

  /** Whether no awaited call is left. */
  get quiet(): boolean {
    return this.#outstanding === 0
  }

  /** Ends the process with an error that no code of the program is there to catch. The first one counts. */
  end(error: unknown): void {
    this.#failure ??= { error }
    this.timers.clearAll()
    this.#wake()
  }

  /** The process lives on until this awaited call has settled, even if nobody awaits the function that made it. */
  track(call: PromiseLike<unknown>): void {
    this.#outstanding++
    settle(call, () => {
      if (--this.#outstanding === 0) this.#quiet()
    })
  }

  /** Runs the work to its end. Returns the error that ended it, or null. */
  async run(work: () => Promise<void>): Promise<Failure | null> {
    const { loop, host } = this.#kernel
    // Resolved by the work's end, by an error from elsewhere, or by the end of the last awaited call.
    let over = new OwnPromise<void>(resolve => {
      this.#wake = resolve
    })
    this.#attempt(work)
    for (;;) {
      await loop.drive(over)
      if (this.#failure !== null) return this.#failure
      if (this.#outstanding === 0) break
      over = new OwnPromise<void>(resolve => {
        this.#wake = resolve
        this.#quiet = resolve
      })
    }
    // A rejection that nobody handles is told after the microtasks that could have handled it.
    for (let i = 0; i < 2; i++) await new OwnPromise<void>(resolve => host.later(resolve))
    return this.#failure
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work()
      this.#wake()
    } catch (error) {
      this.end(error)
    }
  }
}
