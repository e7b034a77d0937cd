import { LaneFlag, ObjectType, Operation } from '../../trace/events.ts'
import type { Kernel } from '../kernel.ts'
import { word } from '../memory/arena.ts'
import { Head, Lane, laneBase, MAX_SLOTS, Obj, SIGNAL, SlotState } from '../memory/layout.ts'
import type { LaneTable } from '../scheduling/laneTable.ts'
import type { Wait } from '../sync/waiter.ts'
import { ProcessBody, STANDSTILL } from './processObject.ts'

/** Signals that end a process. */
export const enum Signal {
  Kill = 9,
  Term = 15,
}

/** The signal of whoever is ended from outside of the program. */
export const SIGKILL = 9

/** Sets the signal in a lane's Life word; false when it has been killed before. */
export function killLane(words: Int32Array, slot: number, signal: number): boolean {
  const at = laneBase(slot) + Lane.Life
  const life = Atomics.load(words, at)
  return (life & SIGNAL) === 0 && Atomics.compareExchange(words, at, life, life | signal) === life
}

/** [gate] Kills a live lane; until it is buried its end is on its way: no deadlock before that. False when it was killed before. */
export function killLive(table: LaneTable, slot: number, signal: number): boolean {
  if (table.words[laneBase(slot) + Lane.State] !== SlotState.Live) return false
  if (!killLane(table.words, slot, signal)) return false
  table.add(Head.Externals, 1)
  return true
}

/** Has the workers of killed lanes terminated. A green lane has none: it ends with the worker that serves it. */
export function askForEnd(kernel: Kernel, killed: readonly number[]): void {
  const { words } = kernel.memory
  for (const slot of killed) if (words[laneBase(slot) + Lane.Worker] === slot) kernel.host.requestKill(slot)
}

/** Live slots of a process's threads, its first one included. Exact in [gate], a moment's picture outside. */
export function slotsOfProcess(words: Int32Array, pid: number): number[] {
  const slots: number[] = []
  for (let slot = 1; slot < MAX_SLOTS; slot++) {
    const base = laneBase(slot)
    if (Atomics.load(words, base + Lane.State) === SlotState.Live && words[base + Lane.Pid] === pid)
      slots.push(slot)
  }
  return slots
}

/** A process or thread that somebody can name. */
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
    return (word(this.#words, this.id + ProcessBody.Flags) & LaneFlag.Daemon) !== 0
  }

  get thread(): boolean {
    return this.#words[this.id + Obj.Type] === ObjectType.Thread
  }

  /** What the system would call the thread, or the first thread of the process. */
  get nativeId(): number {
    return word(this.#words, this.id + ProcessBody.NativeId)
  }

  /** The name that it was started with. */
  get name(): string {
    const start = (this.id + ProcessBody.Name) * 4
    const bytes = this.#kernel.memory.bytes.slice(
      start,
      start + word(this.#words, this.id + ProcessBody.NameLength),
    )
    return this.#kernel.host.decodeText(bytes)
  }

  /** Null while it lives; negative: the signal that ended it. */
  exitCode(): number | null {
    this.#kernel.gate.point()
    return this.ended ? word(this.#words, this.id + ProcessBody.ExitCode) : null
  }

  /** Waits until it has ended; false when it had not after `timeout` ms (null: no limit). */
  join(timeout: number | null, operation: Operation = this.#joining): boolean {
    this.#kernel.gate.point()
    if (this.ended) return true
    return timeout !== 0 && this.#kernel.waiter.wait(this.#wait(timeout, operation))
  }

  joinAsync(timeout: number | null, operation: Operation = this.#joining): Promise<boolean> {
    this.#kernel.gate.point()
    if (this.ended) return Promise.resolve(true)
    if (timeout === 0) return Promise.resolve(false)
    return this.#kernel.waiter.waitAsync(this.#wait(timeout, operation))
  }

  /**
   * Ends it at once, wherever it is, a process with all its threads; what it holds stays held. Does nothing when it has
   * ended, or is a green lane: no worker can be terminated for that.
   */
  terminate(signal: Signal = Signal.Term): void {
    const kernel = this.#kernel
    const words = this.#words
    kernel.gate.point()
    const slot = this.#slot
    const base = laneBase(slot)
    const killed: number[] = []
    kernel.sections.guard()
    kernel.gate.change(table => {
      if (words[base + Lane.State] !== SlotState.Live || words[base + Lane.Process] !== this.id) return
      if (words[base + Lane.Worker] !== slot) return
      for (const one of this.thread ? [slot] : slotsOfProcess(words, this.pid)) {
        if (killLive(table, one, signal)) killed.push(one)
      }
    })
    askForEnd(kernel, killed)
    kernel.sections.unguard()
    if (kernel.settings.controlled) for (const one of killed) this.#standStill(one)
    const operation = signal === Signal.Kill ? Operation.ProcessKill : Operation.ProcessTerminate
    kernel.trace.operation(operation, this.id, word(words, this.id + Obj.Version), kernel.site())
  }

  /** Whether it has ended; no operation of the program's, so no choice point. */
  get ended(): boolean {
    return Atomics.load(this.#words, this.id + ProcessBody.Done) === 1
  }

  get #slot(): number {
    return word(this.#words, this.id + ProcessBody.Slot)
  }

  get #joining(): Operation {
    return this.thread ? Operation.ThreadJoin : Operation.ProcessJoin
  }

  /**
   * When a worker really ends is no choice of the schedule's: a controlled world stands still until it is buried, and out
   * of the gate's table as well, which comes after `Done`.
   */
  #standStill(slot: number): void {
    const words = this.#words
    const state = laneBase(slot) + Lane.State
    if (slot === this.#kernel.slot) return
    while (Atomics.load(words, state) === SlotState.Live)
      Atomics.wait(words, state, SlotState.Live, STANDSTILL)
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
