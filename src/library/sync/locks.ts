import { type Destination, TRANSFER, type Transfer } from '../../kernel/memory/values/index.ts'
import { KernelLock } from '../../kernel/sync/lock.ts'
import type { Mutex } from '../../kernel/sync/mutex.ts'
import { KernelRLock } from '../../kernel/sync/rlock.ts'
import type { StartMethod } from '../../program/plan.ts'
import { current } from '../runtime/current.ts'
import { INSPECT } from '../runtime/inspect.ts'
import { Acquirable } from './acquirable.ts'
import { type Crossed, type Flavour, kernelObject, restored } from './flavour.ts'

/** Who held a lock when its process was forked: its lane, and whether that was the one that forked. */
interface LockState {
  readonly owner: number
  readonly mine: boolean
  readonly count: number
}

/** The kernel's lock inside one of the library's. */
export let mutexOf: (lock: AnyLock<Mutex>) => Mutex

abstract class AnyLock<M extends Mutex> extends Acquirable {
  readonly #flavour: Flavour
  readonly #mutex: M
  readonly #context: StartMethod | null

  constructor(flavour: Flavour, mutex: M) {
    super(flavour, mutex)
    this.#flavour = flavour
    this.#mutex = mutex
    this.#context = current().making
  }

  locked(): boolean {
    current()
    return this.#mutex.locked()
  }

  [TRANSFER](to: Destination): Transfer {
    const mutex = this.#mutex
    return this.#flavour.transfer(to, {
      type: this.type,
      id: mutex.id,
      context: this.#context,
      state: (): LockState => ({ owner: mutex.owner, mine: mutex.mine, count: mutex.depth }),
    })
  }

  [INSPECT](): string {
    return `<${this.type} ${this.#mutex.owner === -1 ? 'unlocked' : 'locked'}>`
  }

  static {
    mutexOf = lock => lock.#mutex
  }

  protected abstract readonly type: string

  protected get label(): string {
    return current().kernel.objects.label(this.#mutex.id)
  }

  protected get flavour(): Flavour {
    return this.#flavour
  }
}

export abstract class LockBase extends AnyLock<KernelLock> {
  constructor(flavour: Flavour) {
    super(
      flavour,
      kernelObject(() => KernelLock.create(current().kernel)),
    )
  }

  protected get type(): string {
    return 'Lock'
  }

  protected refused(): Error {
    const object = this.label
    return new this.flavour.notHeld(
      'lock.notHeld',
      { object },
      `${object} was released, but nobody holds it: call acquire() before release().`,
    )
  }
}

export abstract class RLockBase extends AnyLock<KernelRLock> {
  constructor(flavour: Flavour) {
    super(
      flavour,
      kernelObject(() => KernelRLock.create(current().kernel)),
    )
  }

  protected get type(): string {
    return 'RLock'
  }

  protected refused(): Error {
    const object = this.label
    return new this.flavour.notOwner(
      'rlock.notOwner',
      { object },
      `${object} was released by one that does not hold it: only who acquired an RLock may release it.`,
    )
  }
}

/** A lock of another process or thread, here; or a copy of one in a forked process. */
export function restoreLockBase<T>(data: unknown, construct: () => T): T {
  const { id, state } = data as Crossed
  const { kernel } = current()
  if (id !== null) return restored(KernelLock.attach(kernel, id), construct)
  return restored(KernelLock.create(kernel, ownerHere(state as LockState)), construct)
}

export function restoreRLockBase<T>(data: unknown, construct: () => T): T {
  const { id, state } = data as Crossed
  const { kernel } = current()
  if (id !== null) return restored(KernelRLock.attach(kernel, id), construct)
  const copied = state as LockState
  return restored(KernelRLock.create(kernel, ownerHere(copied), copied.count), construct)
}

/** Who forked is the child's only thread: what it held the child holds; what others held nobody there can release. */
const ownerHere = ({ owner, mine }: LockState): number => (mine ? current().kernel.lane : owner)
