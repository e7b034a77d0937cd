import { ObjectType, Operation } from '../../trace/events.ts'
import type { Kernel } from '../kernel.ts'
import { word } from '../memory/arena.ts'
import { NodeState, Obj } from '../memory/layout.ts'
import type { Mutex } from './mutex.ts'
import { reserveStack } from './section.ts'
import type { Wait } from './waiter.ts'

/**
 * A condition variable over a Lock or an RLock. `wait` stands in the queue before it releases the lock, so that no notify
 * is lost between the two. A notify that a dying waiter cannot use goes to the next.
 *
 * The caller sees to it that the lock is held (`lock.mine`).
 */
export class KernelCondition {
  readonly #kernel: Kernel

  private constructor(
    kernel: Kernel,
    readonly id: number,
    readonly lock: Mutex,
  ) {
    this.#kernel = kernel
  }

  static create(kernel: Kernel, lock: Mutex): KernelCondition {
    return new KernelCondition(kernel, kernel.objects.create(ObjectType.Condition, 0), lock)
  }

  static attach(kernel: Kernel, id: number, lock: Mutex): KernelCondition {
    kernel.objects.hold(id)
    return new KernelCondition(kernel, id, lock)
  }

  /** Releases the lock, waits to be notified, takes the lock again. False when nobody did within `timeout` ms. */
  wait(timeout: number | null): boolean {
    this.#kernel.gate.point()
    const released = new Released(this.lock)
    const notified = this.#kernel.waiter.wait(this.#waitForNotify(timeout, released))
    released.restore()
    return notified
  }

  async waitAsync(timeout: number | null): Promise<boolean> {
    this.#kernel.gate.point()
    const released = new Released(this.lock)
    const notified = await this.#kernel.waiter.waitAsync(this.#waitForNotify(timeout, released))
    await released.restoreAsync()
    return notified
  }

  /** Wakes at most `count` of those that wait, longest waiting first. */
  notify(count: number): void {
    const kernel = this.#kernel
    const { words } = kernel.memory
    const queue = this.id + Obj.WaitHead
    kernel.gate.point()
    reserveStack()
    kernel.sections.guard()
    kernel.sections.enter(this.id + Obj.Section)
    for (let i = 0; i < count && words[queue] !== 0; i++) kernel.waiter.wakeOne(queue)
    const version = this.#count()
    kernel.sections.leave(this.id + Obj.Section)
    kernel.sections.unguard()
    kernel.trace.operation(Operation.ConditionNotify, this.id, version, kernel.site())
  }

  #waitForNotify(timeout: number | null, released: Released): Wait {
    const kernel = this.#kernel
    return {
      operation: Operation.ConditionWait,
      object: this.id,
      queue: this.id + Obj.WaitHead,
      site: kernel.site(),
      deadline: kernel.deadline(timeout),
      attempt: state => {
        if (state < NodeState.Woken) return false
        this.#count()
        return true
      },
      queued: () => released.release(),
    }
  }

  /** [section] */
  #count(): number {
    const { words } = this.#kernel.memory
    const version = word(words, this.id + Obj.Version) + 1
    words[this.id + Obj.Version] = version
    return version
  }
}

/** A lock that was held, and is to be held again in the same way. */
class Released {
  readonly #lock: Mutex
  #count: number | null = null

  constructor(lock: Mutex) {
    this.#lock = lock
  }

  release(): void {
    this.#count = this.#lock.releaseFully()
  }

  restore(): void {
    // A wait of no time has not released it yet: others must have their turn, or who polls shuts them out.
    if (this.#count === null) this.release()
    this.#lock.acquireFully(this.#count ?? 1)
  }

  restoreAsync(): Promise<void> {
    if (this.#count === null) this.release()
    return this.#lock.acquireFullyAsync(this.#count ?? 1)
  }
}
