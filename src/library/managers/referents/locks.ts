import type { Kernel } from '../../../kernel/kernel.ts'
import { showMutexOwner } from '../../../kernel/sync/mutex.ts'
import { requireCount } from '../../arguments.ts'
import { RuntimeError, ValueError } from '../../errors.ts'
import { WaitList } from './waitList.ts'

/** What a Lock or RLock proxy stands for: a lock whose owner is a lane of another process. It is handed over in order. */
export class LockReferent {
  static readonly wantsCaller = true
  readonly recursive: boolean
  readonly #waiting = new WaitList<boolean>()
  readonly #kernel: Kernel
  /** The kernel's lock that tells the wait-for graph who holds this one. */
  readonly shown: number
  #owner = NOBODY
  #count = 0

  constructor(kernel: Kernel, shown: number, recursive: boolean) {
    this.#kernel = kernel
    this.shown = shown
    this.recursive = recursive
  }

  acquire(caller: number, timeout: number | null): boolean | Promise<boolean> {
    if (this.#owner === NOBODY) this.#give(caller, 1)
    else if (this.recursive && this.#owner === caller) this.#count++
    else return timeout === 0 ? false : this.#waiting.wait(caller, timeout, () => false)
    return true
  }

  release(caller: number): void {
    this.requireHeld(caller, 'release()')
    this.#count--
    if (this.#count === 0) this.#passOn()
  }

  locked(): boolean {
    return this.#owner !== NOBODY
  }

  /** A lock may be released by anybody, a recursive one by its owner alone. */
  requireHeld(caller: number, what: string): void {
    if (this.#owner !== NOBODY && (!this.recursive || this.#owner === caller)) return
    throw new RuntimeError(
      'manager.notHeld',
      { what },
      `${what} was called, but the lock is not held${this.recursive ? ' by this process or thread' : ''}: call acquire() before.`,
    )
  }

  /** Releases it however often it was acquired; returns what `acquireAgain` needs. */
  releaseFully(): number {
    const count = this.#count
    this.#passOn()
    return count
  }

  async acquireAgain(caller: number, count: number): Promise<void> {
    if (this.#owner === NOBODY) this.#give(caller, count)
    else {
      await this.#waiting.wait(caller, null, () => false)
      this.#count = count
    }
  }

  #give(owner: number, count: number): void {
    this.#owner = owner
    this.#count = count
    showMutexOwner(this.#kernel.memory.words, this.shown, owner)
  }

  #passOn(): void {
    const next = this.#waiting.first
    this.#give(next ?? NOBODY, next === null ? 0 : 1)
    this.#waiting.wakeOne(true)
  }
}
const NOBODY = -1

/** What a Semaphore or BoundedSemaphore proxy stands for. */
export class SemaphoreReferent {
  static readonly wantsCaller = true
  readonly #waiting = new WaitList<boolean>()
  readonly #most: number
  #value: number

  constructor(value: number, bounded: boolean) {
    requireCount(value, 0, 'The value of a Semaphore')
    this.#value = value
    this.#most = bounded ? value : Number.POSITIVE_INFINITY
  }

  acquire(caller: number, timeout: number | null): boolean | Promise<boolean> {
    if (this.#value > 0) {
      this.#value--
      return true
    }
    return timeout === 0 ? false : this.#waiting.wait(caller, timeout, () => false)
  }

  release(_caller: number, count = 1): void {
    requireCount(count, 1, 'release: n')
    if (this.#value + count > this.#most) {
      throw new ValueError(
        'manager.semaphoreFull',
        { most: this.#most },
        `The BoundedSemaphore was released more often than it was acquired: its value must not exceed ${this.#most}.`,
      )
    }
    for (let i = 0; i < count; i++) if (!this.#waiting.wakeOne(true)) this.#value++
  }

  locked(): boolean {
    return this.#value === 0
  }
}
