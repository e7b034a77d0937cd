import { word } from '../memory/arena.ts'
import { Head, Lane, laneBase, RunState } from '../memory/layout.ts'
import { ProcessBody } from '../process/processObject.ts'
import type { Clock } from './clock.ts'
import type { Policy } from './policy.ts'

/** What came of a change to the table: doorbells to ring once the gate's section is left, choices to record. */
export interface Effects {
  readonly ring: number[]
  readonly choices: { readonly step: number; readonly lane: number; readonly count: number }[]
  jumped: number
}

/** Rings the doorbell of the worker that serves a lane. `own`: the worker that does so, which does not sleep. */
export function ring(words: Int32Array, slot: number, own: number): void {
  const worker = word(words, laneBase(slot) + Lane.Worker)
  const bell = laneBase(worker) + Lane.Doorbell
  Atomics.store(words, bell, 1)
  if (worker !== own) Atomics.notify(words, bell)
}

/**
 * Cores, ready queue, blocked lanes: the state behind the gate. Every method must be called inside the gate's section.
 */
export class LaneTable {
  readonly words: Int32Array
  readonly #floats: Float64Array
  readonly #policy: Policy
  /** Whether one thread of a process runs at a time. */
  readonly #gil: boolean

  constructor(words: Int32Array, floats: Float64Array, policy: Policy) {
    this.words = words
    this.#floats = floats
    this.#policy = policy
    this.#gil = words[Head.Gil] === 1
  }

  deadline(slot: number): number {
    return this.#floats[(laneBase(slot) + Lane.Deadline) / 2] as number
  }

  /** The lane is blocked from now on: until it is woken, or until `deadline`. */
  block(slot: number, deadline: number): void {
    const { words } = this
    words[laneBase(slot) + Lane.Run] = RunState.Blocked
    this.#floats[(laneBase(slot) + Lane.Deadline) / 2] = deadline
    this.add(Head.Active, -1)
    if (deadline !== Number.POSITIVE_INFINITY) this.add(Head.Timers, 1)
  }

  /** A blocked lane can run again: it queues for a core. False when it was not blocked. */
  unblock(slot: number, waker: number, time: number): boolean {
    const { words } = this
    const base = laneBase(slot)
    if (words[base + Lane.Run] !== RunState.Blocked) return false
    this.add(Head.Active, 1)
    if (this.deadline(slot) !== Number.POSITIVE_INFINITY) this.add(Head.Timers, -1)
    words[base + Lane.Waker] = waker
    this.enqueue(slot, time)
    return true
  }

  enqueue(slot: number, time: number): void {
    const { words } = this
    const base = laneBase(slot)
    words[base + Lane.Run] = RunState.Queued
    words[base + Lane.NextReady] = -1
    this.#floats[(base + Lane.ReadyTime) / 2] = time
    const tail = word(words, Head.ReadyTail)
    if (tail === -1) words[Head.ReadyHead] = slot
    else words[laneBase(tail) + Lane.NextReady] = slot
    words[Head.ReadyTail] = slot
    Atomics.add(words, Head.ReadyLength, 1)
    if (this.#gil) this.#queueAtGil(slot)
  }

  /** Takes a slot out of the ready queue, wherever it stands. */
  dequeue(slot: number): void {
    const { words } = this
    let before = -1
    for (let at = word(words, Head.ReadyHead); at !== -1; at = word(words, laneBase(at) + Lane.NextReady)) {
      if (at === slot) {
        const next = word(words, laneBase(slot) + Lane.NextReady)
        if (before === -1) words[Head.ReadyHead] = next
        else words[laneBase(before) + Lane.NextReady] = next
        if (next === -1) words[Head.ReadyTail] = before
        Atomics.sub(words, Head.ReadyLength, 1)
        if (this.#gil) Atomics.sub(words, word(words, laneBase(slot) + Lane.Owner) + ProcessBody.Queued, 1)
        return
      }
      before = at
    }
  }

  ready(): number[] {
    const { words } = this
    const slots: number[] = []
    for (let at = word(words, Head.ReadyHead); at !== -1; at = word(words, laneBase(at) + Lane.NextReady))
      slots.push(at)
    return slots
  }

  releaseCore(slot: number): void {
    const { words } = this
    const core = word(words, laneBase(slot) + Lane.Core)
    if (core < 0) return
    words[laneBase(slot) + Lane.Core] = -1
    words[Head.CoreBits + (core >> 5)] = word(words, Head.CoreBits + (core >> 5)) | (1 << (core & 31))
    this.add(Head.FreeCores, 1)
    if (this.#gil) words[word(words, laneBase(slot) + Lane.Owner) + ProcessBody.GilHolder] = 0
  }

  /** Gives free cores to lanes that wait for one. */
  dispatch(effects: Effects): void {
    const { words } = this
    while (word(words, Head.FreeCores) > 0 && word(words, Head.ReadyLength) > 0) {
      const slot = this.#policy.everyOperation ? this.pick(this.ready(), effects) : this.#first()
      if (slot === -1) return
      this.dequeue(slot)
      this.grant(slot)
      effects.ring.push(slot)
    }
  }

  /** Lets the policy choose; a choice among several is recorded. */
  pick(candidates: readonly number[], effects: Effects): number {
    const slot = candidates.length === 1 ? candidates[0] : candidates[this.#policy.choose(candidates)]
    const chosen = slot ?? (candidates[0] as number)
    if (candidates.length > 1) {
      const lane = word(this.words, laneBase(chosen) + Lane.LaneNumber)
      effects.choices.push({ step: this.add(Head.Step, 1), lane, count: candidates.length })
    }
    return chosen
  }

  grant(slot: number): void {
    const { words } = this
    let at: number = Head.CoreBits
    while (words[at] === 0) at++
    const bits = word(words, at)
    const bit = 31 - Math.clz32(bits & -bits)
    words[at] = bits & ~(1 << bit)
    this.add(Head.FreeCores, -1)
    words[laneBase(slot) + Lane.Core] = (at - Head.CoreBits) * 32 + bit
    if (this.#gil) words[word(words, laneBase(slot) + Lane.Owner) + ProcessBody.GilHolder] = slot
    // Read by the lane itself outside the section, once its doorbell has rung.
    Atomics.store(words, laneBase(slot) + Lane.Run, RunState.Granted)
  }

  /** Whether a ready lane waits for nothing but a core. */
  get coreWanted(): boolean {
    return this.#first() !== -1
  }

  /** When the thread of this lane's process that has waited longest for the GIL became ready; Infinity: none waits. */
  gilWantedSince(slot: number): number {
    const { words } = this
    const owner = word(words, laneBase(slot) + Lane.Owner)
    for (let at = word(words, Head.ReadyHead); at !== -1; at = word(words, laneBase(at) + Lane.NextReady)) {
      if (words[laneBase(at) + Lane.Owner] === owner) {
        return this.#floats[(laneBase(at) + Lane.ReadyTime) / 2] as number
      }
    }
    return Number.POSITIVE_INFINITY
  }

  /** Jumps the clock to the next deadline and wakes who waits for it; the others with a deadline look at the clock anew. */
  jump(clock: Clock, slots: number, effects: Effects): void {
    let next = -1
    const others: number[] = []
    for (let slot = 1; slot < slots; slot++) {
      if (this.words[laneBase(slot) + Lane.Run] !== RunState.Blocked) continue
      const deadline = this.deadline(slot)
      if (deadline === Number.POSITIVE_INFINITY) continue
      others.push(slot)
      if (next === -1 || this.#dueBefore(slot, next)) next = slot
    }
    if (next === -1) return
    const ms = this.deadline(next) - clock.now()
    if (ms > 0) {
      clock.skip(ms)
      effects.jumped += ms
    }
    this.unblock(next, -1, this.deadline(next))
    this.dispatch(effects)
    for (const slot of others) if (slot !== next) effects.ring.push(slot)
  }

  /** The first ready lane whose process's GIL is free; −1: none. */
  #first(): number {
    const { words } = this
    let at = word(words, Head.ReadyHead)
    if (!this.#gil) return at
    for (; at !== -1; at = word(words, laneBase(at) + Lane.NextReady)) {
      if (words[word(words, laneBase(at) + Lane.Owner) + ProcessBody.GilHolder] === 0) return at
    }
    return -1
  }

  #queueAtGil(slot: number): void {
    const { words } = this
    const base = laneBase(slot)
    const owner = word(words, base + Lane.Owner)
    const holder = word(words, owner + ProcessBody.GilHolder)
    words[base + Lane.AwaitsGil] = holder !== 0 && holder !== slot ? 1 : 0
    Atomics.add(words, owner + ProcessBody.Queued, 1)
  }

  /** Lanes of one deadline go by number: which worker sits in which slot is an accident. */
  #dueBefore(slot: number, other: number): boolean {
    const deadline = this.deadline(slot)
    const otherDeadline = this.deadline(other)
    if (deadline !== otherDeadline) return deadline < otherDeadline
    const lane = word(this.words, laneBase(slot) + Lane.LaneNumber)
    return lane < word(this.words, laneBase(other) + Lane.LaneNumber)
  }

  /** A lane takes (1) or gives back (−1) a token for something on its way that the kernel cannot see. */
  external(slot: number, delta: 1 | -1): void {
    const tokens = laneBase(slot) + Lane.Tokens
    this.words[tokens] = word(this.words, tokens) + delta
    this.add(Head.Externals, delta)
  }

  /** Adds to a word of the header and returns the sum. */
  add(index: number, delta: number): number {
    const sum = word(this.words, index) + delta
    this.words[index] = sum
    return sum
  }
}
