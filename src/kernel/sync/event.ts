import { ObjectType, Operation } from '../../trace/events.ts'
import type { Kernel } from '../kernel.ts'
import { Obj } from '../memory/layout.ts'
import { reserveStack } from './section.ts'
import type { Wait } from './waiter.ts'

/** How often it was set or cleared: odd while it is set. So a waiter sees that it was set, though it is clear again. */
const STATE = Obj.Body
const BODY_WORDS = 1

/** A flag that lanes wait for. Whoever waits when it is set goes on, even if it is cleared at once. */
export class KernelEvent {
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

  static create(kernel: Kernel, set = false): KernelEvent {
    const event = new KernelEvent(kernel, kernel.objects.create(ObjectType.Event, BODY_WORDS))
    if (set) Atomics.store(kernel.memory.words, event.#state, 1)
    return event
  }

  static attach(kernel: Kernel, id: number): KernelEvent {
    kernel.objects.hold(id)
    return new KernelEvent(kernel, id)
  }

  isSet(): boolean {
    this.#kernel.gate.point()
    return (Atomics.load(this.#words, this.#state) & 1) === 1
  }

  set(): void {
    const kernel = this.#kernel
    kernel.gate.point()
    reserveStack()
    kernel.sections.guard()
    kernel.sections.enter(this.id + Obj.Section)
    const state = Atomics.load(this.#words, this.#state)
    if ((state & 1) === 0) {
      // Only here does it become set, and nobody clears what is clear: no other can have come between.
      Atomics.store(this.#words, this.#state, (state + 1) | 0)
      kernel.waiter.wakeAll(this.id + Obj.WaitHead)
    }
    kernel.sections.leave(this.id + Obj.Section)
    kernel.sections.unguard()
    kernel.trace.operation(Operation.EventSet, this.id, this.#version(), kernel.site())
  }

  clear(): void {
    const kernel = this.#kernel
    kernel.gate.point()
    const state = Atomics.load(this.#words, this.#state)
    // If another changes it meanwhile, then as if that had come right after.
    if ((state & 1) === 1) Atomics.compareExchange(this.#words, this.#state, state, (state + 1) | 0)
    kernel.trace.operation(Operation.EventClear, this.id, this.#version(), kernel.site())
  }

  /** Waits until it is set; false when it was not within `timeout` ms (null: no limit). */
  wait(timeout: number | null): boolean {
    this.#kernel.gate.point()
    if (this.#isSetNow()) return true
    return timeout !== 0 && this.#kernel.waiter.wait(this.waiting(timeout))
  }

  waitAsync(timeout: number | null): Promise<boolean> {
    this.#kernel.gate.point()
    if (this.#isSetNow()) return Promise.resolve(true)
    if (timeout === 0) return Promise.resolve(false)
    return this.#kernel.waiter.waitAsync(this.waiting(timeout))
  }

  /** For `waitAny`. */
  waiting(timeout: number | null): Wait {
    const kernel = this.#kernel
    const since = Atomics.load(this.#words, this.#state)
    return {
      operation: Operation.EventWait,
      object: this.id,
      queue: this.id + Obj.WaitHead,
      site: kernel.site(),
      deadline: kernel.deadline(timeout),
      attempt: () => {
        const state = Atomics.load(this.#words, this.#state)
        if ((state & 1) === 0 && state === since) return false
        this.#version()
        return true
      },
    }
  }

  #isSetNow(): boolean {
    if ((Atomics.load(this.#words, this.#state) & 1) === 0) return false
    const kernel = this.#kernel
    kernel.trace.operation(Operation.EventWait, this.id, this.#version(), kernel.site())
    return true
  }

  #version(): number {
    return Atomics.add(this.#words, this.id + Obj.Version, 1) + 1
  }
}
