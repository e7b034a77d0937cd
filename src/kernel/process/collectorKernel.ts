import type { WaitDetail } from '../../program/outcome.ts'
import { ObjectType, OPERATION_NAMES, Operation } from '../../trace/events.ts'
import { drainRing } from '../../trace/ring.ts'
import type { Host } from '../host.ts'
import { Kernel } from '../kernel.ts'
import { ringPlace } from '../laneTrace.ts'
import { word } from '../memory/arena.ts'
import {
  Head,
  Lane,
  laneBase,
  MAX_SLOTS,
  Obj,
  RunState,
  SIGNAL,
  SlotState,
  SYSTEM_SLOT,
} from '../memory/layout.ts'
import { bury } from './ending.ts'
import { killLane, SIGKILL } from './processHandle.ts'
import { ProcessBody } from './processObject.ts'
import { MAIN_SLOT } from './processTable.ts'
import { signalAll } from './signals.ts'
import { detailOf, holderOf, targetOf } from './waitDetails.ts'

/** One edge of the wait-for graph as the kernel knows it: numbers and the names that the program gave. */
export interface BlockedLane {
  readonly lane: number
  readonly process: string
  readonly operation: string
  /** Label of the object; for a join the process's name; '' when it waits for nothing in particular. */
  readonly object: string
  readonly site: number
  /** Name of the process that holds the object. */
  readonly holder: string | null
  /** Lane whose doing it waits for: the holder's, or that of the process or thread that it joins. */
  readonly target?: number
  readonly detail?: WaitDetail
}

export type RunStatus = 'starting' | 'running' | 'finished' | 'deadlocked'
const STATUS: readonly RunStatus[] = ['starting', 'running', 'finished', 'deadlocked']

/** The collector's side of the kernel: drains rings, buries the dead, tells who waits for whom. Lives in slot 0. */
export class CollectorKernel {
  readonly #kernel: Kernel
  readonly #words: Int32Array
  /** Where `drain` goes on. */
  #firstRing = 0

  constructor(arena: SharedArrayBuffer, host: Host) {
    this.#kernel = Kernel.observe(arena, SYSTEM_SLOT, host)
    this.#words = this.#kernel.memory.words
  }

  /** For operations that the collector does on someone's behalf. */
  get kernel(): Kernel {
    return this.#kernel
  }

  get status(): RunStatus {
    return STATUS[Atomics.load(this.#words, Head.Status)] ?? 'running'
  }

  /** Exit code of the main process, once the status is `finished`. */
  get exitCode(): number {
    const object = word(this.#words, laneBase(MAIN_SLOT) + Lane.Process)
    return object === 0 ? 0 : word(this.#words, object + ProcessBody.ExitCode)
  }

  /** ms on the kernel's clock. */
  now(): number {
    return this.#kernel.now()
  }

  /**
   * Hands out what the rings hold, at most `maxWords` of each and `maxTotal` of all; what there was no room for comes first
   * the next time. Returns how many words there were.
   */
  drain(
    sink: (slot: number, words: Int32Array) => void,
    maxWords: number,
    maxTotal = Number.POSITIVE_INFINITY,
  ): number {
    const first = this.#firstRing
    this.#firstRing = 0
    let total = 0
    for (let n = 0; n < MAX_SLOTS; n++) {
      const slot = (first + n) % MAX_SLOTS
      if (total + maxWords > maxTotal) {
        this.#firstRing = slot
        break
      }
      const words = drainRing(ringPlace(this.#kernel.memory, slot), maxWords)
      if (words === null) continue
      total += words.length
      sink(slot, words)
    }
    return total
  }

  /** Marks a live process as killed; the caller then terminates and buries it. False when it lives no more. */
  kill(slot: number): boolean {
    let killed = false
    this.#kernel.gate.change(table => {
      const base = laneBase(slot)
      if (this.#words[base + Lane.State] !== SlotState.Live) return
      if (!killLane(this.#words, slot, SIGKILL)) return
      table.add(Head.Externals, 1)
      killed = true
    })
    return killed
  }

  /** Recovers what the terminated worker of `slot` left. `exitCode` null: the signal that killed it. */
  bury(slot: number, exitCode: number | null): void {
    const signal = word(this.#words, laneBase(slot) + Lane.Life) & SIGNAL
    bury(this.#kernel, slot, exitCode ?? -signal)
  }

  /** Sends a signal to every live process that handles it. How many these are. */
  signalAll(signal: number): number {
    return signalAll(this.#kernel, signal)
  }

  /** Sleeps until a ring is half full, the run has ended, or `ms` have passed. */
  waitForWork(ms: number): void {
    if (Atomics.exchange(this.#words, Head.CollectorBell, 0) === 1) return
    Atomics.wait(this.#words, Head.CollectorBell, 0, ms)
    Atomics.store(this.#words, Head.CollectorBell, 0)
  }

  /** Every lane that is blocked for good: the wait-for graph of a deadlock. */
  waitGraph(): BlockedLane[] {
    const words = this.#words
    const blocked: BlockedLane[] = []
    for (let slot = 1; slot < MAX_SLOTS; slot++) {
      const base = laneBase(slot)
      if (words[base + Lane.State] !== SlotState.Live || words[base + Lane.Run] !== RunState.Blocked) continue
      // The server of a manager waits for work, and wakes whoever waits for an answer as soon as there is one.
      if (words[base + Lane.WaitOperation] === Operation.ManagerIdle) continue
      const object = word(words, base + Lane.WaitObject)
      const detail = detailOf(words, base)
      const target = targetOf(words, object)
      blocked.push({
        lane: word(words, base + Lane.LaneNumber),
        process: this.#nameOfSlot(base),
        operation: OPERATION_NAMES[word(words, base + Lane.WaitOperation) as Operation] ?? '',
        object: this.#objectName(object),
        site: word(words, base + Lane.WaitSite),
        holder: this.#nameOfLane(holderOf(words, object)),
        ...(target === -1 ? {} : { target }),
        ...(detail === null ? {} : { detail }),
      })
    }
    return blocked.sort((a, b) => a.lane - b.lane)
  }

  #objectName(object: number): string {
    if (object === 0) return ''
    const type = this.#words[object + Obj.Type]
    if (type === ObjectType.Process || type === ObjectType.Thread) return this.#processName(object)
    const label = this.#kernel.objects.label(object)
    // As the trace's model names it: the main process's objects go without its name.
    const maker = word(this.#words, object + Obj.MakerLane)
    const name = maker > 0 ? this.#nameOfLane(maker) : null
    return name === null ? label : `${name}/${label}`
  }

  /** Name of the process or thread in a lane; null when its slot has another tenant by now. */
  #nameOfLane(lane: number): string | null {
    if (lane === -1) return null
    for (let slot = 1; slot < MAX_SLOTS; slot++) {
      const base = laneBase(slot)
      if (this.#words[base + Lane.LaneNumber] === lane && this.#words[base + Lane.Process] !== 0) {
        return this.#nameOfSlot(base)
      }
    }
    return null
  }

  /** A thread is named with its process, unless that is the main one: `Process-1 · Thread-1`. */
  #nameOfSlot(base: number): string {
    const words = this.#words
    const object = word(words, base + Lane.Process)
    const owner = word(words, base + Lane.Owner)
    const name = this.#processName(object)
    if (owner === object || owner === word(words, laneBase(MAIN_SLOT) + Lane.Process)) return name
    return `${this.#processName(owner)} · ${name}`
  }

  #processName(object: number): string {
    if (object === 0) return ''
    const start = (object + ProcessBody.Name) * 4
    const bytes = this.#kernel.memory.bytes.slice(
      start,
      start + word(this.#words, object + ProcessBody.NameLength),
    )
    return this.#kernel.host.decodeText(bytes)
  }
}

/** Whether the worker of a slot, whose killed flag is set, may be terminated now: it is inside no section. */
export function mayTerminate(arena: SharedArrayBuffer, slot: number): boolean {
  return Atomics.load(new Int32Array(arena), laneBase(slot) + Lane.InKernel) === 0
}

/** Whether the lane in a slot was killed and is not buried yet: a request may come late, when the slot has another tenant. */
export function isVictim(arena: SharedArrayBuffer, slot: number): boolean {
  const words = new Int32Array(arena)
  const base = laneBase(slot)
  return (
    (Atomics.load(words, base + Lane.Life) & SIGNAL) !== 0 &&
    words[base + Lane.Worker] === slot &&
    Atomics.load(words, base + Lane.State) === SlotState.Live
  )
}

/** Live slots whose killed flag is set: a killer that was itself terminated may not have asked for their end. */
export function victims(arena: SharedArrayBuffer): number[] {
  const slots: number[] = []
  for (let slot = 1; slot < MAX_SLOTS; slot++) {
    if (isVictim(arena, slot)) slots.push(slot)
  }
  return slots
}

/**
 * How many workers stand ready beyond those that somebody waits for, how many of these must be booted anew (a spawned process
 * wants no worker that was one before), how many processes live, and how many of them compute or could if they had a core: for the
 * supervisor, which must not wait.
 */
export function census(arena: SharedArrayBuffer): {
  readonly ready: number
  readonly fresh: number
  readonly live: number
  readonly busy: number
  readonly status: RunStatus
} {
  const words = new Int32Array(arena)
  let wanted = 0
  let fresh = 0
  const busy = new Set<number>()
  for (let slot = 1; slot < MAX_SLOTS; slot++) {
    const base = laneBase(slot)
    const live = Atomics.load(words, base + Lane.State) === SlotState.Live
    if (!live) continue
    if (Atomics.load(words, base + Lane.WaitOperation) === Operation.WorkerStart) wanted++
    if (Atomics.load(words, base + Lane.WantsFresh) === 1) fresh++
    if (Atomics.load(words, base + Lane.Run) !== RunState.Blocked) busy.add(word(words, base + Lane.Worker))
  }
  return {
    ready: Atomics.load(words, Head.ReadyWorkers) - wanted,
    fresh,
    live: Atomics.load(words, Head.LiveProcesses),
    busy: busy.size,
    status: STATUS[Atomics.load(words, Head.Status)] ?? 'running',
  }
}
