import { type Destination, TRANSFER, type Transfer } from '../../kernel/memory/values/index.ts'
import { KernelSemaphore } from '../../kernel/sync/semaphore.ts'
import type { StartMethod } from '../../program/plan.ts'
import { isOptions, requireCount } from '../arguments.ts'
import { ValueError } from '../errors.ts'
import { current } from '../runtime/current.ts'
import { INSPECT } from '../runtime/inspect.ts'
import { Acquirable } from './acquirable.ts'
import { type Crossed, type Flavour, kernelObject, restored } from './flavour.ts'

interface SemaphoreState {
  readonly value: number
  readonly bound: number | null
}

/** How many may pass, alone or among options. */
export type Passes = number | { readonly value?: number }

export abstract class SemaphoreBase extends Acquirable {
  readonly #flavour: Flavour
  readonly #semaphore: KernelSemaphore
  readonly #context: StartMethod | null
  readonly #bounded: boolean

  constructor(flavour: Flavour, passes: Passes | undefined, bounded: boolean) {
    const semaphore = kernelObject(() => {
      const { value = 1 } = isOptions(passes) ? passes : { value: passes }
      requireCount(value, 0, 'The value of a Semaphore')
      return KernelSemaphore.create(current().kernel, value, bounded ? value : null)
    })
    super(flavour, semaphore)
    this.#flavour = flavour
    this.#semaphore = semaphore
    this.#bounded = bounded
    this.#context = current().making
  }

  /** Lets `n` more pass, all at once. */
  override release(n = 1): void {
    current()
    requireCount(n, 1, 'Semaphore.release')
    if (!this.#semaphore.release(n)) throw this.refused()
  }

  getValue(): number {
    current()
    return this.#semaphore.value
  }

  [TRANSFER](to: Destination): Transfer {
    const semaphore = this.#semaphore
    return this.#flavour.transfer(to, {
      type: this.#type,
      id: semaphore.id,
      context: this.#context,
      state: (): SemaphoreState => ({
        value: semaphore.value,
        bound: this.#bounded ? semaphore.bound : null,
      }),
    })
  }

  [INSPECT](): string {
    return `<${this.#type} ${this.#semaphore.value}>`
  }

  get #type(): string {
    return this.#bounded ? 'BoundedSemaphore' : 'Semaphore'
  }

  protected refused(): Error {
    const { bound } = this.#semaphore
    const object = current().kernel.objects.label(this.#semaphore.id)
    return new ValueError(
      'semaphore.bound',
      { object, bound },
      `${object} was released more often than it was acquired: its value cannot exceed ${bound}.`,
    )
  }
}

/** A semaphore of another process or thread, here; or a copy of one in a forked process. */
export function restoreSemaphoreBase<T>(data: unknown, construct: () => T): T {
  const { id, state } = data as Crossed
  const { kernel } = current()
  if (id !== null) return restored(KernelSemaphore.attach(kernel, id), construct)
  const { value, bound } = state as SemaphoreState
  return restored(KernelSemaphore.create(kernel, value, bound), construct)
}
