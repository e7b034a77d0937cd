import { ObjectType, Operation } from '../../trace/events.ts'
import type { Kernel } from '../kernel.ts'
import { word } from '../memory/arena.ts'
import { NodeState, Obj } from '../memory/layout.ts'
import { reserveStack } from './section.ts'
import type { Wait } from './waiter.ts'

/** All but `Parties` is written in the section. */
const enum Body {
  Parties = 12,
  /** How many have arrived. */
  Count = 13,
  /** `Phase` */
  Phase = 14,
  /** Lane + 1 of who carries out the action. */
  Actor = 15,
}
const BODY_WORDS = 4

const enum Phase {
  /** Fewer than all are there. */
  Filling = 0,
  /** All are there, and one carries out the action: nobody else arrives until it is done. */
  Acting = 1,
  Broken = 2,
}

/**
 * How a wait at a barrier ended: `index` is the party's number, 0 to parties − 1, in order of arrival. Whoever gets `act`
 * carries out the action and calls `finish`.
 */
export type Arrival =
  | { readonly kind: 'released' | 'act'; readonly index: number }
  | { readonly kind: 'broken' }

interface Visit {
  index: number
  end: Arrival['kind'] | null
}

/** A point that a number of lanes pass together, again and again. Who gives up waiting breaks it for all. */
export class KernelBarrier {
  readonly #kernel: Kernel
  readonly #words: Int32Array

  private constructor(
    kernel: Kernel,
    readonly id: number,
  ) {
    this.#kernel = kernel
    this.#words = kernel.memory.words
  }

  /** `count` and `broken`: what a fork copies. */
  static create(kernel: Kernel, parties: number, count = 0, broken = false): KernelBarrier {
    const id = kernel.objects.create(ObjectType.Barrier, BODY_WORDS, parties)
    const { words } = kernel.memory
    words[id + Body.Parties] = parties
    words[id + Body.Count] = count
    words[id + Body.Phase] = broken ? Phase.Broken : Phase.Filling
    return new KernelBarrier(kernel, id)
  }

  static attach(kernel: Kernel, id: number): KernelBarrier {
    kernel.objects.hold(id)
    return new KernelBarrier(kernel, id)
  }

  get parties(): number {
    return word(this.#words, this.id + Body.Parties)
  }

  /** How many wait for the others. */
  get waiting(): number {
    this.#kernel.gate.point()
    return this.#inSection(() => (this.#phase === Phase.Filling ? this.#count : 0))
  }

  get broken(): boolean {
    this.#kernel.gate.point()
    return this.#inSection(() => this.#phase === Phase.Broken)
  }

  /** Waits for the others, at most `timeout` ms (null: no limit). `action`: whether there is one to carry out. */
  wait(timeout: number | null, action: boolean): Arrival {
    const kernel = this.#kernel
    kernel.gate.point()
    const visit: Visit = { index: -1, end: null }
    return this.#arrived(visit, kernel.waiter.wait(this.#wait(timeout, action, visit)))
  }

  async waitAsync(timeout: number | null, action: boolean): Promise<Arrival> {
    const kernel = this.#kernel
    kernel.gate.point()
    const visit: Visit = { index: -1, end: null }
    return this.#arrived(visit, await kernel.waiter.waitAsync(this.#wait(timeout, action, visit)))
  }

  /** The action is over: lets all pass, or breaks the barrier. False when it was broken or reset meanwhile. */
  finish(done: boolean): boolean {
    return this.#inSection(() => {
      if (this.#phase !== Phase.Acting) return false
      if (this.#words[this.id + Body.Actor] !== this.#kernel.lane + 1) return false
      this.#empty(done ? Phase.Filling : Phase.Broken)
      return done
    })
  }

  /** Makes it new: breaks it for those that wait, not for those that come. */
  reset(): void {
    this.#change(Phase.Filling, Operation.BarrierReset)
  }

  /** Breaks it, for those that wait and those that come. */
  abort(): void {
    this.#change(Phase.Broken, Operation.BarrierAbort)
  }

  #change(phase: Phase, operation: Operation): void {
    const kernel = this.#kernel
    kernel.gate.point()
    const version = this.#inSection(() => {
      this.#empty(phase, NodeState.Broken)
      return this.#version()
    })
    kernel.trace.operation(operation, this.id, version, kernel.site())
  }

  #arrived({ index, end }: Visit, inTime: boolean): Arrival {
    if (!inTime || end === null || end === 'broken') return { kind: 'broken' }
    const kernel = this.#kernel
    kernel.trace.operation(Operation.BarrierWait, this.id, kernel.version(this.id), kernel.site())
    return { kind: end, index }
  }

  #wait(timeout: number | null, action: boolean, visit: Visit): Wait {
    const kernel = this.#kernel
    return {
      operation: Operation.BarrierWait,
      object: this.id,
      queue: this.id + Obj.WaitHead,
      site: kernel.site(),
      deadline: kernel.deadline(timeout),
      attempt: state => {
        visit.end = this.#attempt(state, action, visit)
        if (visit.end !== null) this.#version()
        return visit.end !== null
      },
      late: () => {
        // Who has arrived and gives up breaks it; the others would wait for one that does not come.
        if (visit.index !== -1) this.#empty(Phase.Broken)
      },
    }
  }

  /** [section] How the visit ends, null while it does not. */
  #attempt(state: NodeState, action: boolean, visit: Visit): Arrival['kind'] | null {
    if (visit.index !== -1) {
      if (state === NodeState.Released) return 'released'
      return state === NodeState.Broken ? 'broken' : null
    }
    if (this.#phase === Phase.Broken) return 'broken'
    if (this.#phase === Phase.Acting) return null
    visit.index = this.#count
    this.#words[this.id + Body.Count] = visit.index + 1
    if (visit.index + 1 < this.parties) return null
    if (!action) {
      this.#empty(Phase.Filling)
      return 'released'
    }
    this.#words[this.id + Body.Phase] = Phase.Acting
    this.#words[this.id + Body.Actor] = this.#kernel.lane + 1
    return 'act'
  }

  /** [section] Sends all away. Those that could not even arrive are told the same, and try again. */
  #empty(phase: Phase, state = phase === Phase.Broken ? NodeState.Broken : NodeState.Released): void {
    const words = this.#words
    words[this.id + Body.Count] = 0
    words[this.id + Body.Actor] = 0
    words[this.id + Body.Phase] = phase
    this.#kernel.waiter.wakeAll(this.id + Obj.WaitHead, state)
  }

  #inSection<T>(action: () => T): T {
    const { sections } = this.#kernel
    reserveStack()
    sections.guard()
    sections.enter(this.id + Obj.Section)
    const result = action()
    sections.leave(this.id + Obj.Section)
    sections.unguard()
    return result
  }

  get #count(): number {
    return word(this.#words, this.id + Body.Count)
  }

  get #phase(): Phase {
    return word(this.#words, this.id + Body.Phase)
  }

  /** [section] */
  #version(): number {
    const version = word(this.#words, this.id + Obj.Version) + 1
    this.#words[this.id + Obj.Version] = version
    return version
  }
}

/** For a barrier that only stands for another one: how many have come to that. */
export function showArrived(words: Int32Array, id: number, count: number): void {
  words[id + Body.Count] = count
}

/** Of a barrier: how many it waits for, and the lane that carries out its action (−1: none). For the wait-for graph. */
export function barrierState(
  words: Int32Array,
  id: number,
): { readonly missing: number; readonly actor: number } {
  const acting = words[id + Body.Phase] === Phase.Acting
  return {
    missing: acting ? 0 : word(words, id + Body.Parties) - word(words, id + Body.Count),
    actor: word(words, id + Body.Actor) - 1,
  }
}
