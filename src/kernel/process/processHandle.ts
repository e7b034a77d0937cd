import { Operation } from '../../trace/events.ts'
import type { Kernel } from '../kernel.ts'
import { word } from '../memory/arena.ts'
import { Head, Lane, laneBase, Obj, SIGNAL, SlotState } from '../memory/layout.ts'
import type { Wait } from '../sync/waiter.ts'
import { ProcessBody, STANDSTILL } from './processObject.ts'

/** Signals that end a process. */
const SIGTERM = 15

/** Sets the signal in a lane's Life word; false when it has been killed before. */
export function killLane(words: Int32Array, slot: number, signal: number): boolean {
  const at = laneBase(slot) + Lane.Life
  const life = Atomics.load(words, at)
  return (life & SIGNAL) === 0 && Atomics.compareExchange(words, at, life, life | signal) === life
}

/** A process that somebody can name. */
export class ProcessHandle {
  readonly #kernel: Kernel
  readonly #words: Int32Array

  constructor(
    kernel: Kernel,
    readonly id: number,
  ) {
    this.#kernel = kernel
    this.#words = kernel.memory.words
  }

  static attach(kernel: Kernel, id: number): ProcessHandle {
    kernel.objects.hold(id)
    return new ProcessHandle(kernel, id)
  }

  get pid(): number {
    return word(this.#words, this.id + ProcessBody.Pid)
  }

  get lane(): number {
    return word(this.#words, this.id + ProcessBody.Lane)
  }

  get daemon(): boolean {
    return (word(this.#words, laneBase(this.#slot) + Lane.Flags) & 1) === 1
  }

  /** Null while it lives; negative: the signal that ended it. */
  exitCode(): number | null {
    this.#kernel.gate.point()
    return this.ended ? word(this.#words, this.id + ProcessBody.ExitCode) : null
  }

  /** Waits until it has ended; false when it had not after `timeout` ms (null: no limit). */
  join(timeout: number | null, operation: Operation = Operation.ProcessJoin): boolean {
    this.#kernel.gate.point()
    if (this.ended) return true
    return timeout !== 0 && this.#kernel.waiter.wait(this.#wait(timeout, operation))
  }

  joinAsync(timeout: number | null): Promise<boolean> {
    this.#kernel.gate.point()
    if (this.ended) return Promise.resolve(true)
    if (timeout === 0) return Promise.resolve(false)
    return this.#kernel.waiter.waitAsync(this.#wait(timeout, Operation.ProcessJoin))
  }

  /** Ends it at once, wherever it is; what it holds stays held. Does nothing when it has ended. */
  terminate(): void {
    const kernel = this.#kernel
    const words = this.#words
    kernel.gate.point()
    const slot = this.#slot
    const base = laneBase(slot)
    let killed = false
    kernel.sections.guard()
    kernel.gate.change(table => {
      if (words[base + Lane.State] !== SlotState.Live || words[base + Lane.Process] !== this.id) return
      if (!killLane(words, slot, SIGTERM)) return
      // Until it is buried its end is on its way: no deadlock before that.
      table.add(Head.Externals, 1)
      killed = true
    })
    if (killed) kernel.host.requestKill(slot)
    kernel.sections.unguard()
    // When a worker really ends is no choice of the schedule's: a controlled world stands still until it is buried, and
    // out of the gate's table as well, which comes after `Done`.
    const state = base + Lane.State
    if (killed && kernel.settings.controlled && slot !== kernel.slot) {
      while (Atomics.load(words, state) === SlotState.Live) {
        Atomics.wait(words, state, SlotState.Live, STANDSTILL)
      }
    }
    kernel.trace.operation(
      Operation.ProcessTerminate,
      this.id,
      word(words, this.id + Obj.Version),
      kernel.site(),
    )
  }

  /** Whether it has ended; no operation of the program's, so no choice point. */
  get ended(): boolean {
    return Atomics.load(this.#words, this.id + ProcessBody.Done) === 1
  }

  get #slot(): number {
    return word(this.#words, this.id + ProcessBody.Slot)
  }

  #wait(timeout: number | null, operation: Operation): Wait {
    return {
      operation,
      object: this.id,
      queue: this.id + Obj.WaitHead,
      site: this.#kernel.site(),
      deadline: this.#kernel.deadline(timeout),
      attempt: () => this.ended,
    }
  }
}
