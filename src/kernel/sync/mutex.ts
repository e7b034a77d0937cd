import type { Operation } from '../../trace/events.ts'
import type { Kernel } from '../kernel.ts'
import { word } from '../memory/arena.ts'
import { Head, Obj } from '../memory/layout.ts'
import type { Gate } from '../scheduling/gate.ts'
import { reserveStack } from './section.ts'
import type { Wait } from './waiter.ts'

/** State word of a lock: 0 free, else the owner's lane + 1, with `WAITED_FOR` when its release must wake somebody. */
const STATE = Obj.Body
const WAITED_FOR = 1 << 30
/** Words that a lock needs. The second is how often its owner has acquired it, written by the owner alone. */
export const MUTEX_BODY_WORDS = 2
const COUNT = Obj.Body + 1

/**
 * What Lock and RLock have in common: a state word that says who holds it. Free it is taken by one compare-and-swap; whoever
 * finds it taken waits in order, but a lane that comes by at the right moment may take it first (barging), because handing it
 * over would cost a switch each time. If its owner dies it stays locked.
 */
export abstract class Mutex {
  protected readonly kernel: Kernel
  /** The kernel's: an uncontended operation is too short to look for it there. */
  protected readonly gate: Gate
  protected readonly words: Int32Array
  readonly #state: number
  /** What the state word is while this lane holds it. */
  readonly #mine: number
  readonly #acquired: Operation
  readonly #released: Operation
  /** Whether operations that do not wait are recorded. */
  readonly #recorded: boolean

  protected constructor(
    kernel: Kernel,
    readonly id: number,
    acquired: Operation,
    released: Operation,
  ) {
    this.kernel = kernel
    this.gate = kernel.gate
    this.words = kernel.memory.words
    this.#state = id + STATE
    this.#mine = kernel.lane + 1
    this.#acquired = acquired
    this.#released = released
    this.#recorded = kernel.memory.words[Head.Operations] !== 0
  }

  /** `timeout` in ms: null waits for ever, 0 does not wait. False when it was not to be had in time. */
  abstract acquire(timeout: number | null): boolean
  abstract acquireAsync(timeout: number | null): Promise<boolean>
  /** False when the caller may not release it: then nothing has happened. */
  abstract release(): boolean
  /** Releases what the caller holds, however often it has acquired it. Returns what `acquireFully` needs. */
  abstract releaseFully(): number
  abstract acquireFully(count: number): void
  abstract acquireFullyAsync(count: number): Promise<void>

  locked(): boolean {
    this.gate.point()
    return Atomics.load(this.words, this.#state) !== 0
  }

  /** Whether this lane holds it; no operation of the program's. */
  get mine(): boolean {
    return (this.state & ~WAITED_FOR) === this.#mine
  }

  /** Lane that holds it, −1: nobody. */
  get owner(): number {
    return mutexOwner(this.words, this.id)
  }

  /** How often its owner has acquired it; 0 when it is free. */
  get depth(): number {
    return this.owner === -1 ? 0 : this.count
  }

  /** What a fork copies of a lock: it is held by `lane` (−1: by nobody), `count` times. */
  protected init(lane: number, count: number): void {
    Atomics.store(this.words, this.#state, lane + 1)
    this.words[this.id + COUNT] = count
  }

  /** Of a lock that this lane may hold: a plain read, as cheap as can be, is enough for what nobody else writes meanwhile. */
  protected get state(): number {
    return word(this.words, this.#state)
  }

  protected get count(): number {
    return word(this.words, this.id + COUNT)
  }

  protected set count(count: number) {
    this.words[this.id + COUNT] = count
  }

  /** Takes it if it is free: one step. `count`: how often it then counts as acquired, 0 where nobody asks. */
  protected take(count: number): boolean {
    if (Atomics.compareExchange(this.words, this.#state, 0, this.#mine) !== 0) return false
    if (count !== 0) this.words[this.id + COUNT] = count
    if (this.#recorded) this.#record(this.#acquired)
    return true
  }

  /** Takes it, waiting for it if need be. */
  protected takeWaiting(timeout: number | null, count: number): boolean {
    if (this.take(count)) return true
    if (timeout === 0) return false
    if (this.#watchAndTake(count)) return true
    return this.kernel.waiter.wait(this.#wait(timeout, count))
  }

  /**
   * Takes it if it is given back within a moment. Between two glances whoever holds it can take it many times over, which is
   * quicker for all than to pass it to and fro.
   */
  #watchAndTake(count: number): boolean {
    const { words } = this
    const state = this.#state
    return this.gate.patience.watch(
      () => Atomics.load(words, state) === 0 && this.take(count),
      BETWEEN_GLANCES,
    )
  }

  protected takeAsync(timeout: number | null, count: number): Promise<boolean> {
    if (this.take(count)) return Promise.resolve(true)
    if (timeout === 0) return Promise.resolve(false)
    return this.kernel.waiter.waitAsync(this.#wait(timeout, count))
  }

  /** To be called before it is given back: whoever waits for it will have to be woken. `state` is what it was seen to be. */
  protected prepare(state: number): void {
    if ((state & WAITED_FOR) !== 0) reserveStack()
  }

  /** Gives it back; `state` is what it was seen to be. */
  protected give(state: number): void {
    const { kernel, words } = this
    if (this.#recorded) this.#record(this.#released)
    if ((state & WAITED_FOR) === 0 && Atomics.compareExchange(words, this.#state, state, 0) === state) return
    kernel.sections.enter(this.id + Obj.Section)
    Atomics.store(words, this.#state, 0)
    kernel.waiter.wakeOne(this.id + Obj.WaitHead)
    kernel.sections.leave(this.id + Obj.Section)
  }

  #record(operation: Operation): void {
    const { kernel } = this
    kernel.trace.operation(operation, this.id, this.counted(), kernel.site())
  }

  /** Counts an operation. Only whoever holds the lock counts. */
  protected counted(): number {
    const at = this.id + Obj.Version
    const version = word(this.words, at) + 1
    this.words[at] = version
    return version
  }

  #wait(timeout: number | null, count: number): Wait {
    const { kernel, words } = this
    const queue = this.id + Obj.WaitHead
    return {
      operation: this.#acquired,
      object: this.id,
      queue,
      site: kernel.site(),
      deadline: kernel.deadline(timeout),
      attempt: () => {
        // Others still wait: the release after this one must look after them.
        const mine = this.#mine | (words[queue] === 0 ? 0 : WAITED_FOR)
        if (Atomics.compareExchange(words, this.#state, 0, mine) !== 0) return false
        if (count !== 0) words[this.id + COUNT] = count
        this.counted()
        return true
      },
      waiting: () => {
        // Between the failed attempt and this mark the owner may have released by its fast path: then nobody would wake us.
        for (;;) {
          const state = Atomics.load(words, this.#state)
          if (state === 0) {
            kernel.waiter.wakeOne(queue)
            return
          }
          if (Atomics.compareExchange(words, this.#state, state, state | WAITED_FOR) === state) return
        }
      },
    }
  }
}

/** Rounds of a pause: about a microsecond. */
const BETWEEN_GLANCES = 2500

/** For a lock that only stands for another one: which lane holds that, −1 nobody. */
export function showMutexOwner(words: Int32Array, lock: number, lane: number): void {
  Atomics.store(words, lock + STATE, lane + 1)
}

/** Lane that holds a Lock or RLock, −1: nobody. */
export function mutexOwner(words: Int32Array, lock: number): number {
  const state = Atomics.load(words, lock + STATE)
  return state === 0 ? -1 : (state & ~WAITED_FOR) - 1
}
