import type { Kernel } from '../kernel.ts'
import { word } from '../memory/arena.ts'
import { Lane, laneBase, RunState, SlotState } from '../memory/layout.ts'
import { endProcess } from '../process/ending.ts'
import { beginGreen, claimGreen, type GreenSpec } from '../process/greenThread.ts'
import { Patience } from './patience.ts'

/** A lane that waits until it has a core, and what is to be done then. */
interface Suspended {
  readonly kernel: Kernel
  /** Address of its RunState. */
  readonly run: number
  /** ms on the kernel's clock; Infinity: none. */
  readonly deadline: number
  readonly resume: () => void
}

/**
 * The lanes of one process that one worker serves: its first one, and threads without a worker of their own (green lanes). For
 * all others each is a lane like any; here one of them runs at a time, by turns. A lane that blocks suspends its code on a
 * promise. When none has a core the worker sleeps on its doorbell, in a microtask that comes after that suspension; then it
 * settles the promise of one that has a core again. So a switch never waits for the event loop.
 */
export class GreenLanes {
  readonly #first: Kernel
  readonly #words: Int32Array
  readonly #bell: number
  readonly #patience: Patience
  /** Lanes alive, the first one apart. */
  readonly #others = new Set<Kernel>()
  readonly #kernels = new Map<number, Kernel>()
  #suspended: Suspended[] = []
  #current: Kernel

  /** `first`: the kernel of the process's first lane, which runs now. */
  constructor(first: Kernel) {
    const { words } = first.memory
    if (!first.settings.gil && !first.settings.controlled) {
      // A lane that is given a core must find its worker free: that is what the GIL sees to.
      throw new Error('Internal error: green lanes without a GIL')
    }
    this.#first = first
    this.#words = words
    this.#bell = laneBase(first.slot) + Lane.Doorbell
    this.#patience = new Patience(words, first.settings, first.host, this.#bell)
    this.#kernels.set(first.slot, first)
    this.#current = first
    first.serve(this)
  }

  /** Kernel of the lane that runs in this worker now. */
  get current(): Kernel {
    return this.#current
  }

  /** Kernel of the process's first lane. */
  get first(): Kernel {
    return this.#first
  }

  /** Whether no other lane of this process is alive, so that the worker may block. */
  get alone(): boolean {
    return this.#others.size === 0
  }

  /** How many lanes of this process are alive. */
  get size(): number {
    return this.#others.size + 1
  }

  mustBeAlone(): void {
    if (!this.alone) throw new Error('Internal error: a lane blocks a worker that serves other lanes too')
  }

  /**
   * Starts a thread of this process. `run` is called once, from a microtask, when the lane has its first core; the lane ends
   * when its promise settles. Throws KernelError `thread.limit`.
   */
  start(spec: GreenSpec, run: () => Promise<unknown>): Kernel {
    const kernel = claimGreen(this.#current, this.#first, spec)
    this.#others.add(kernel)
    this.#kernels.set(kernel.slot, kernel)
    this.#add(kernel, Number.POSITIVE_INFINITY, () => {
      beginGreen(kernel)
      void this.#runLane(kernel, run)
    })
    return kernel
  }

  /** The running lane of `slot` has given its core back. Settles when it has one again and is the current lane. */
  suspend(slot: number, deadline: number): Promise<void> {
    const kernel = this.#kernels.get(slot)
    if (kernel === undefined) throw new Error('Internal error: a lane waits that this worker does not serve')
    return new Promise(resolve => {
      this.#add(kernel, deadline, () => {
        kernel.gate.resumed()
        resolve()
      })
      // By then the lane's code is suspended.
      this.#serveSoon()
    })
  }

  /** For a lane that computes on: the others whose time has come are not to wait until it blocks. */
  wakeLate(): void {
    if (this.#suspended.length > 0) this.#wakeDue()
  }

  /** The process ends: so do the threads that it leaves behind, wherever they are. */
  endOthers(): void {
    this.#suspended = []
    for (const kernel of [...this.#others]) this.#end(kernel, 0)
  }

  async #runLane(kernel: Kernel, run: () => Promise<unknown>): Promise<void> {
    let exitCode = 1
    try {
      await run()
      exitCode = 0
    } finally {
      this.#end(kernel, exitCode)
      this.#serveSoon()
    }
  }

  #end(kernel: Kernel, exitCode: number): void {
    if (!this.#others.delete(kernel)) return
    this.#kernels.delete(kernel.slot)
    endProcess(kernel, kernel.slot, exitCode, SlotState.Ended)
  }

  #add(kernel: Kernel, deadline: number, resume: () => void): void {
    this.#suspended.push({ kernel, run: laneBase(kernel.slot) + Lane.Run, deadline, resume })
  }

  #serveSoon(): void {
    Promise.resolve().then(() => this.#serve())
  }

  /** Lets the next lane run that has a core; blocks the worker until there is one. */
  #serve(): void {
    const words = this.#words
    let since: number | null = null
    let slept = false
    while (this.#suspended.length > 0) {
      // The waiter clears its own doorbell, and only then looks.
      Atomics.store(words, this.#bell, 0)
      this.#first.gate.dieIfKilled()
      const at = this.#suspended.findIndex(one => Atomics.load(words, one.run) === RunState.Granted)
      if (at !== -1) {
        if (slept && since !== null) this.#patience.learn(since)
        const next = this.#suspended[at] as Suspended
        this.#suspended.splice(at, 1)
        this.#current = next.kernel
        next.resume()
        return
      }
      const left = this.#wakeDue()
      if (left === 0) continue
      if (since === null) {
        since = this.#patience.look()
        continue
      }
      slept = true
      Atomics.wait(words, this.#bell, 0, left)
    }
  }

  /** Unblocks the lanes whose time has come: then 0. Else the ms until the first of them is due. */
  #wakeDue(): number {
    const clock = this.#first.clock
    if (clock.virtual) return Number.POSITIVE_INFINITY
    const time = clock.now()
    let left = Number.POSITIVE_INFINITY
    const due: Suspended[] = []
    for (const one of this.#suspended) {
      if (one.deadline === Number.POSITIVE_INFINITY || word(this.#words, one.run) !== RunState.Blocked)
        continue
      if (time < one.deadline - DEADLINE_TOLERANCE) left = Math.min(left, one.deadline - time)
      else due.push(one)
    }
    if (due.length === 0) return left
    this.#first.gate.change((table, effects) => {
      for (const { kernel, deadline } of due) table.unblock(kernel.slot, -1, deadline)
      table.dispatch(effects)
    })
    return 0
  }
}

/** ms: sums of float64s are not exact. */
const DEADLINE_TOLERANCE = 1e-6
