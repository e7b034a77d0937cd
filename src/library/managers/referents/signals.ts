import type { Kernel } from '../../../kernel/kernel.ts'
import { showArrived } from '../../../kernel/sync/barrier.ts'
import { requireCount, requireFunction } from '../../arguments.ts'
import { BrokenBarrierError } from '../../errors.ts'
import type { LockReferent } from './locks.ts'
import { WaitList } from './waitList.ts'

/** What a Condition proxy stands for. */
export class ConditionReferent {
  static readonly wantsCaller = true
  /** Object of the arena that stands for its lock. */
  readonly lockShown: number
  readonly #lock: LockReferent
  readonly #waiting = new WaitList<boolean>()

  constructor(lock: LockReferent) {
    this.#lock = lock
    this.lockShown = lock.shown
  }

  acquire(caller: number, timeout: number | null): boolean | Promise<boolean> {
    return this.#lock.acquire(caller, timeout)
  }

  release(caller: number): void {
    this.#lock.release(caller)
  }

  locked(): boolean {
    return this.#lock.locked()
  }

  async wait(caller: number, timeout: number | null): Promise<boolean> {
    this.#lock.requireHeld(caller, 'wait()')
    const notified = timeout === 0 ? Promise.resolve(false) : this.#waiting.wait(caller, timeout, () => false)
    const count = this.#lock.releaseFully()
    const result = await notified
    await this.#lock.acquireAgain(caller, count)
    return result
  }

  notify(caller: number, n: number): void {
    this.#lock.requireHeld(caller, 'notify()')
    for (let i = 0; i < n; i++) this.#waiting.wakeOne(true)
  }

  notifyAll(caller: number): void {
    this.#lock.requireHeld(caller, 'notifyAll()')
    this.#waiting.wakeAll(true)
  }
}

/** What an Event proxy stands for. */
export class EventReferent {
  static readonly wantsCaller = true
  readonly #waiting = new WaitList<boolean>()
  #set = false

  isSet(): boolean {
    return this.#set
  }

  set(): void {
    this.#set = true
    this.#waiting.wakeAll(true)
  }

  clear(): void {
    this.#set = false
  }

  wait(caller: number, timeout: number | null): boolean | Promise<boolean> {
    if (this.#set || timeout === 0) return this.#set
    return this.#waiting.wait(caller, timeout, () => this.#set)
  }
}

export interface BarrierOptions {
  readonly action?: () => unknown
  readonly timeout?: number | null
}

/** What a Barrier proxy stands for. Its action runs in the server. */
export class BarrierReferent {
  static readonly wantsCaller = true
  readonly #words: Int32Array
  readonly #shown: number
  readonly #parties: number
  readonly #action: (() => unknown) | undefined
  readonly #timeout: number | null
  #arrived: { readonly list: WaitList<number>; readonly index: number }[] = []
  #broken = false

  /** `timeout` in ms. */
  constructor(
    kernel: Kernel,
    shown: number,
    parties: number,
    action: (() => unknown) | undefined,
    timeout: number | null,
  ) {
    requireCount(parties, 1, 'The number of parties of a Barrier')
    if (action !== undefined) requireFunction(action, 'Barrier: action')
    this.#words = kernel.memory.words
    this.#shown = shown
    this.#parties = parties
    this.#action = action
    this.#timeout = timeout
  }

  wait(caller: number, timeout: number | null): number | Promise<number> {
    if (this.#broken) throw brokenBarrier()
    const index = this.#arrived.length
    if (index + 1 === this.#parties) {
      this.#pass()
      return index
    }
    const list = new WaitList<number>()
    this.#arrived.push({ list, index })
    this.#show()
    return list.wait(caller, timeout ?? this.#timeout, () => {
      this.abort()
      throw brokenBarrier()
    })
  }

  reset(): void {
    this.#fail()
    this.#broken = false
  }

  abort(): void {
    this.#broken = true
    this.#fail()
  }

  parties(): number {
    return this.#parties
  }

  nWaiting(): number {
    return this.#arrived.length
  }

  broken(): boolean {
    return this.#broken
  }

  #pass(): void {
    try {
      this.#action?.()
    } catch (error) {
      this.abort()
      throw error
    }
    const arrived = this.#arrived
    this.#arrived = []
    this.#show()
    for (const { list, index } of arrived) list.wakeAll(index)
  }

  #fail(): void {
    const arrived = this.#arrived
    this.#arrived = []
    this.#show()
    for (const { list } of arrived) list.failAll(brokenBarrier)
  }

  /** Tells the wait-for graph how many have come. */
  #show(): void {
    showArrived(this.#words, this.#shown, this.#arrived.length)
  }
}

function brokenBarrier(): BrokenBarrierError {
  return new BrokenBarrierError(
    'barrier.broken',
    {},
    'The barrier is broken: one that was to come timed out, failed in its action, or called abort() or reset(). ' +
      'Call reset() before it is used again.',
  )
}
