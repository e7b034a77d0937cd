import { ObjectType, Operation } from '../../trace/events.ts'
import type { Kernel } from '../kernel.ts'
import { word } from '../memory/arena.ts'
import { Obj } from '../memory/layout.ts'
import { reserveStack } from './section.ts'
import type { Wait } from './waiter.ts'

/** State word: how many may pass, with `WAITED_FOR` when a release must wake somebody. */
const STATE = Obj.Body
const WAITED_FOR = 1 << 30
const VALUE = WAITED_FOR - 1
/** The value that no release may exceed. */
const BOUND = Obj.Body + 1
const BODY_WORDS = 2

/** The largest value of a semaphore that has no bound of its own. */
const MAX_VALUE = VALUE

/**
 * A counting semaphore. While it is above zero it is taken by one compare-and-swap; at zero lanes wait in order, with
 * barging as at a lock. Anyone may release it. What a dead lane had taken stays taken.
 */
export class KernelSemaphore {
  readonly #kernel: Kernel
  readonly #words: Int32Array
  readonly #state: number

  private constructor(
    kernel: Kernel,
    readonly id: number,
  ) {
    this.#kernel = kernel
    this.#words = kernel.memory.words
    this.#state = id + STATE
  }

  /** `bound`: the value that no release may exceed; null: there is none, short of `MAX_VALUE`. */
  static create(kernel: Kernel, value: number, bound: number | null = null): KernelSemaphore {
    const type = bound === null ? ObjectType.Semaphore : ObjectType.BoundedSemaphore
    const id = kernel.objects.create(type, BODY_WORDS, bound ?? value)
    kernel.memory.words[id + BOUND] = bound ?? MAX_VALUE
    Atomics.store(kernel.memory.words, id + STATE, value)
    return new KernelSemaphore(kernel, id)
  }

  static attach(kernel: Kernel, id: number): KernelSemaphore {
    kernel.objects.hold(id)
    return new KernelSemaphore(kernel, id)
  }

  /** How many could pass now. */
  get value(): number {
    this.#kernel.gate.point()
    return this.#load() & VALUE
  }

  get bound(): number {
    return word(this.#words, this.id + BOUND)
  }

  /** `timeout` in ms: null waits for ever, 0 does not wait. False when there was none to be had in time. */
  acquire(timeout: number | null): boolean {
    this.#kernel.gate.point()
    if (this.#takeNow()) return true
    if (timeout === 0) return false
    if (this.#kernel.gate.patience.watch(() => this.#takeNow())) return true
    return this.#kernel.waiter.wait(this.#wait(timeout))
  }

  acquireAsync(timeout: number | null): Promise<boolean> {
    this.#kernel.gate.point()
    if (this.#takeNow()) return Promise.resolve(true)
    if (timeout === 0) return Promise.resolve(false)
    return this.#kernel.waiter.waitAsync(this.#wait(timeout))
  }

  /** Lets `count` more pass, all at once. False when that would exceed its bound: then nothing has happened. */
  release(count = 1): boolean {
    const kernel = this.#kernel
    const words = this.#words
    kernel.gate.point()
    for (;;) {
      const state = this.#load()
      if ((state & VALUE) + count > this.bound) return false
      if ((state & WAITED_FOR) !== 0) break
      if (Atomics.compareExchange(words, this.#state, state, state + count) === state) {
        this.#traceRelease()
        return true
      }
    }
    const queue = this.id + Obj.WaitHead
    reserveStack()
    kernel.sections.guard()
    kernel.sections.enter(this.id + Obj.Section)
    const added = this.#add(count)
    if (added) for (let i = 0; i < count && words[queue] !== 0; i++) kernel.waiter.wakeOne(queue)
    if (words[queue] === 0) Atomics.and(words, this.#state, VALUE)
    kernel.sections.leave(this.id + Obj.Section)
    kernel.sections.unguard()
    if (added) this.#traceRelease()
    return added
  }

  #load(): number {
    return Atomics.load(this.#words, this.#state)
  }

  #add(count: number): boolean {
    for (;;) {
      const state = this.#load()
      if ((state & VALUE) + count > this.bound) return false
      if (Atomics.compareExchange(this.#words, this.#state, state, state + count) === state) return true
    }
  }

  #take(): boolean {
    for (;;) {
      const state = this.#load()
      if ((state & VALUE) === 0) return false
      if (Atomics.compareExchange(this.#words, this.#state, state, state - 1) === state) return true
    }
  }

  #takeNow(): boolean {
    if (!this.#take()) return false
    const kernel = this.#kernel
    kernel.trace.operation(Operation.SemaphoreAcquire, this.id, this.#version(), kernel.site())
    return true
  }

  #traceRelease(): void {
    const kernel = this.#kernel
    kernel.trace.operation(Operation.SemaphoreRelease, this.id, this.#version(), kernel.site())
  }

  #version(): number {
    return Atomics.add(this.#words, this.id + Obj.Version, 1) + 1
  }

  #wait(timeout: number | null): Wait {
    const kernel = this.#kernel
    const words = this.#words
    const queue = this.id + Obj.WaitHead
    return {
      operation: Operation.SemaphoreAcquire,
      object: this.id,
      queue,
      site: kernel.site(),
      deadline: kernel.deadline(timeout),
      attempt: () => {
        if (!this.#take()) return false
        this.#version()
        return true
      },
      waiting: () => {
        // Between the failed attempt and this mark a release may have gone its fast way: then nobody would wake us.
        for (;;) {
          const state = this.#load()
          if ((state & VALUE) !== 0) {
            kernel.waiter.wakeOne(queue)
            return
          }
          if (Atomics.compareExchange(words, this.#state, state, state | WAITED_FOR) === state) return
        }
      },
    }
  }
}
