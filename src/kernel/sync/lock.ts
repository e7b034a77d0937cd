import { ObjectType, Operation } from '../../trace/events.ts'
import { KernelError } from '../errors.ts'
import type { Kernel } from '../kernel.ts'
import { word } from '../memory/arena.ts'
import { Head, Obj } from '../memory/layout.ts'
import type { Wait } from './waiter.ts'

/** State word of a lock: 0 free, else the owner's lane + 1, with `WAITED_FOR` when its release must wake somebody. */
const LOCK_STATE = Obj.Body
const WAITED_FOR = 1 << 30
const BODY_WORDS = 2

/**
 * A non-recursive lock. Free it is taken by one compare-and-swap; whoever finds it taken waits in order, but a lane that
 * comes by at the right moment may take it first (barging), because handing it over would cost a switch each time. Any
 * process may release it, as in Python. If its owner dies it stays locked.
 */
export class KernelLock {
  readonly #kernel: Kernel
  readonly #words: Int32Array
  readonly #state: number

  private constructor(
    kernel: Kernel,
    readonly id: number,
  ) {
    this.#kernel = kernel
    this.#words = kernel.memory.words
    this.#state = id + LOCK_STATE
  }

  static create(kernel: Kernel): KernelLock {
    return new KernelLock(kernel, kernel.objects.create(ObjectType.Lock, BODY_WORDS))
  }

  static attach(kernel: Kernel, id: number): KernelLock {
    kernel.objects.hold(id)
    return new KernelLock(kernel, id)
  }

  /** `timeout` in ms: null waits for ever, 0 does not wait. False when it was not to be had in time. */
  acquire(timeout: number | null): boolean {
    if (this.#take()) return true
    if (timeout === 0) return false
    for (let spin = word(this.#words, Head.Spin) >> 2; spin > 0; spin--) {
      if (Atomics.load(this.#words, this.#state) === 0 && this.#grab()) return true
    }
    return this.#kernel.waiter.wait(this.#wait(timeout))
  }

  acquireAsync(timeout: number | null): Promise<boolean> {
    if (this.#take()) return Promise.resolve(true)
    if (timeout === 0) return Promise.resolve(false)
    return this.#kernel.waiter.waitAsync(this.#wait(timeout))
  }

  /** Throws KernelError `lock.notHeld` when nobody holds it. */
  release(): void {
    const kernel = this.#kernel
    const words = this.#words
    kernel.gate.point()
    const state = Atomics.load(words, this.#state)
    if (state === 0) {
      throw new KernelError(
        'lock.notHeld',
        { object: kernel.objects.label(this.id) },
        `${kernel.objects.label(this.id)} was released, but nobody holds it: call acquire() before release().`,
        'ValueError',
      )
    }
    kernel.trace.operation(Operation.LockRelease, this.id, this.#version(), kernel.site())
    if ((state & WAITED_FOR) === 0 && Atomics.compareExchange(words, this.#state, state, 0) === state) return
    kernel.sections.enter(this.id + Obj.Section)
    Atomics.store(words, this.#state, 0)
    kernel.waiter.wakeOne(this.id + Obj.WaitHead)
    kernel.sections.leave(this.id + Obj.Section)
  }

  locked(): boolean {
    this.#kernel.gate.point()
    return Atomics.load(this.#words, this.#state) !== 0
  }

  #take(): boolean {
    this.#kernel.gate.point()
    return this.#grab()
  }

  #grab(): boolean {
    const kernel = this.#kernel
    if (Atomics.compareExchange(this.#words, this.#state, 0, kernel.lane + 1) !== 0) return false
    kernel.trace.operation(Operation.LockAcquire, this.id, this.#version(), kernel.site())
    return true
  }

  /** Only whoever holds the lock counts. */
  #version(): number {
    const at = this.id + Obj.Version
    const version = word(this.#words, at) + 1
    this.#words[at] = version
    return version
  }

  #wait(timeout: number | null): Wait {
    const kernel = this.#kernel
    const words = this.#words
    const queue = this.id + Obj.WaitHead
    return {
      operation: Operation.LockAcquire,
      object: this.id,
      queue,
      site: kernel.site(),
      deadline: kernel.deadline(timeout),
      attempt: () => {
        // Others still wait: the release after this one must look after them.
        const mine = (kernel.lane + 1) | (words[queue] === 0 ? 0 : WAITED_FOR)
        if (Atomics.compareExchange(words, this.#state, 0, mine) !== 0) return false
        this.#version()
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

/** Lane that holds a lock, −1: nobody. */
export function lockOwner(words: Int32Array, lock: number): number {
  const state = Atomics.load(words, lock + LOCK_STATE)
  return state === 0 ? -1 : (state & ~WAITED_FOR) - 1
}
