import { type Destination, TRANSFER, type Transfer } from '../../kernel/memory/values/index.ts'
import { KernelCondition } from '../../kernel/sync/condition.ts'
import type { StartMethod } from '../../program/plan.ts'
import { requireCount, requireFunction } from '../arguments.ts'
import { awaitable, twinOf } from '../awaitable.ts'
import { current } from '../runtime/current.ts'
import { INSPECT } from '../runtime/inspect.ts'
import { Acquirable, type Acquiring, type Hold } from './acquirable.ts'
import { type Crossed, type Flavour, kernelObject, restored } from './flavour.ts'
import { type Limit, limitOf } from './limit.ts'
import { type LockBase, mutexOf, type RLockBase } from './locks.ts'

type ConditionLock = LockBase | RLockBase

export abstract class ConditionBase {
  readonly #flavour: Flavour
  readonly #condition: KernelCondition
  readonly #lock: ConditionLock
  readonly #context: StartMethod | null

  constructor(flavour: Flavour, lock: ConditionLock) {
    this.#flavour = flavour
    this.#lock = lock
    this.#condition = kernelObject(() => KernelCondition.create(current().kernel, mutexOf(lock)))
    this.#context = current().making
  }

  acquire(block?: boolean | Acquiring, timeout?: number | null): boolean {
    return this.#lock.acquire(block, timeout)
  }

  release(): void {
    this.#lock.release()
  }

  locked(): boolean {
    return this.#lock.locked()
  }

  hold(timeout?: number | null): Hold {
    return this.#lock.hold(timeout)
  }

  with<T>(callback: () => T): T {
    return this.#lock.with(callback)
  }

  wait(timeout?: Limit): boolean {
    this.#requireLock('wait')
    return this.#condition.wait(limitOf(timeout))
  }

  waitFor<T>(predicate: () => T, timeout?: Limit): T {
    requireFunction(predicate, 'Condition.waitFor')
    this.#requireLock('waitFor')
    const { kernel } = current()
    const deadline = kernel.deadline(limitOf(timeout))
    let result = predicate()
    while (!result && kernel.now() < deadline) {
      this.#condition.wait(remaining(deadline))
      result = predicate()
    }
    return result
  }

  notify(n = 1): void {
    requireCount(n, 0, 'Condition.notify')
    this.#requireLock('notify')
    this.#condition.notify(n)
  }

  notifyAll(): void {
    this.#requireLock('notifyAll')
    this.#condition.notify(Number.POSITIVE_INFINITY)
  }

  [TRANSFER](to: Destination): Transfer {
    return this.#flavour.transfer(to, {
      type: 'Condition',
      id: this.#condition.id,
      context: this.#context,
      parts: this.#lock,
      state: () => null,
    })
  }

  [INSPECT](): string {
    return `<Condition of ${this.#lock[INSPECT]()}>`
  }

  static {
    // Its own twins, not those of the lock: compiled code looks for them on the condition.
    awaitable(ConditionBase.prototype.acquire, async function (this: ConditionBase, block, timeout) {
      return twin<Promise<boolean>>(this.#lock, Acquirable.prototype.acquire, block, timeout)
    })
    awaitable(ConditionBase.prototype.hold, async function (this: ConditionBase, timeout) {
      return twin<Promise<Hold>>(this.#lock, Acquirable.prototype.hold, timeout)
    })
    awaitable(ConditionBase.prototype.with, async function (this: ConditionBase, callback) {
      return twin(this.#lock, Acquirable.prototype.with, callback)
    })
    awaitable(ConditionBase.prototype.wait, async function (this: ConditionBase, timeout) {
      this.#requireLock('wait')
      return this.#condition.waitAsync(limitOf(timeout))
    })
    awaitable(ConditionBase.prototype.waitFor, async function (this: ConditionBase, predicate, timeout) {
      requireFunction(predicate, 'Condition.waitFor')
      this.#requireLock('waitFor')
      const { kernel } = current()
      const deadline = kernel.deadline(limitOf(timeout))
      let result = await predicate()
      while (!result && kernel.now() < deadline) {
        await this.#condition.waitAsync(remaining(deadline))
        result = await predicate()
      }
      return result
    })
  }

  #requireLock(method: string): void {
    const { kernel } = current()
    if (this.#condition.lock.mine) return
    const { notAcquired } = this.#flavour
    const object = kernel.objects.label(this.#condition.id)
    throw new notAcquired(
      'condition.notHeld',
      { object, method },
      `${method}() was called on ${object} without its lock: acquire it first, ` +
        `for example by "using _ = condition.hold()".`,
    )
  }
}

/** ms from now. */
const remaining = (deadline: number): number | null =>
  deadline === Number.POSITIVE_INFINITY ? null : deadline - current().kernel.now()

function twin<R>(lock: ConditionLock, method: (...args: never[]) => unknown, ...args: unknown[]): R {
  return Reflect.apply(twinOf(method) as (...args: unknown[]) => unknown, lock, args) as R
}

/** The lock that belongs to a condition that arrives. */
export const lockOfCrossed = <L extends ConditionLock>(data: unknown): L => (data as Crossed).parts as L

/** A condition of another process or thread, here; or a copy of one in a forked process, where nobody waits. */
export function restoreConditionBase<T>(data: unknown, construct: () => T): T {
  const { id, parts } = data as Crossed
  const { kernel } = current()
  const condition =
    id === null
      ? KernelCondition.create(kernel, mutexOf(parts as ConditionLock))
      : KernelCondition.attach(kernel, id, mutexOf(parts as ConditionLock))
  return restored(condition, construct)
}
