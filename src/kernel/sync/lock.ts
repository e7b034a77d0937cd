import { ObjectType, Operation } from '../../trace/events.ts'
import type { Kernel } from '../kernel.ts'
import { MUTEX_BODY_WORDS, Mutex } from './mutex.ts'

/** A lock that is not recursive. Any lane may release it, as in Python. */
export class KernelLock extends Mutex {
  private constructor(kernel: Kernel, id: number) {
    super(kernel, id, Operation.LockAcquire, Operation.LockRelease)
  }

  /** `owner`: the lane that holds it from the start, −1 nobody. */
  static create(kernel: Kernel, owner = -1): KernelLock {
    const lock = new KernelLock(kernel, kernel.objects.create(ObjectType.Lock, MUTEX_BODY_WORDS))
    if (owner !== -1) lock.init(owner, 1)
    return lock
  }

  static attach(kernel: Kernel, id: number): KernelLock {
    kernel.objects.hold(id)
    return new KernelLock(kernel, id)
  }

  acquire(timeout: number | null): boolean {
    this.gate.point()
    return this.takeWaiting(timeout, 0)
  }

  acquireAsync(timeout: number | null): Promise<boolean> {
    this.gate.point()
    return this.takeAsync(timeout, 0)
  }

  /** False when nobody holds it. */
  release(): boolean {
    this.gate.point()
    const { state } = this
    if (state === 0) return false
    this.prepare(state)
    this.give(state)
    return true
  }

  releaseFully(): number {
    this.release()
    return 1
  }

  acquireFully(): void {
    this.acquire(null)
  }

  async acquireFullyAsync(): Promise<void> {
    await this.acquireAsync(null)
  }
}
