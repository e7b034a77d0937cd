import { ObjectType, Operation } from '../../trace/events.ts'
import type { Kernel } from '../kernel.ts'
import { MUTEX_BODY_WORDS, Mutex } from './mutex.ts'

/** A recursive lock: its owner may acquire it again, and has to release it as often. Nobody else may release it. */
export class KernelRLock extends Mutex {
  private constructor(kernel: Kernel, id: number) {
    super(kernel, id, Operation.RLockAcquire, Operation.RLockRelease)
  }

  /** `owner`: the lane that holds it from the start, `count` times; −1 nobody. */
  static create(kernel: Kernel, owner = -1, count = 0): KernelRLock {
    const lock = new KernelRLock(kernel, kernel.objects.create(ObjectType.RLock, MUTEX_BODY_WORDS))
    if (owner !== -1) lock.init(owner, count)
    return lock
  }

  static attach(kernel: Kernel, id: number): KernelRLock {
    kernel.objects.hold(id)
    return new KernelRLock(kernel, id)
  }

  acquire(timeout: number | null): boolean {
    this.gate.point()
    return this.#again() || this.takeWaiting(timeout, 1)
  }

  async acquireAsync(timeout: number | null): Promise<boolean> {
    this.gate.point()
    return this.#again() || this.takeAsync(timeout, 1)
  }

  /** False when this lane does not hold it. */
  release(): boolean {
    this.gate.point()
    if (!this.mine) return false
    this.prepare(this.state)
    this.count -= 1
    this.#released()
    return true
  }

  releaseFully(): number {
    this.gate.point()
    const { count } = this
    this.prepare(this.state)
    this.count = 0
    this.#released()
    return count
  }

  acquireFully(count: number): void {
    this.gate.point()
    this.takeWaiting(null, count)
  }

  async acquireFullyAsync(count: number): Promise<void> {
    this.gate.point()
    await this.takeAsync(null, count)
  }

  #again(): boolean {
    if (!this.mine) return false
    this.count += 1
    const { kernel } = this
    kernel.trace.operation(Operation.RLockAcquire, this.id, this.counted(), kernel.site())
    return true
  }

  #released(): void {
    const { kernel } = this
    if (this.count === 0) this.give(this.state)
    else kernel.trace.operation(Operation.RLockRelease, this.id, this.counted(), kernel.site())
  }
}
