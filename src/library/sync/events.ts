import { type Destination, TRANSFER, type Transfer } from '../../kernel/memory/values/index.ts'
import { KernelEvent } from '../../kernel/sync/event.ts'
import type { StartMethod } from '../../program/plan.ts'
import { awaitable } from '../awaitable.ts'
import { current } from '../runtime/current.ts'
import { INSPECT } from '../runtime/inspect.ts'
import { type Crossed, type Flavour, kernelObject, restored } from './flavour.ts'
import { type Limit, limitOf } from './limit.ts'

export abstract class EventBase {
  readonly #flavour: Flavour
  readonly #event: KernelEvent
  readonly #context: StartMethod | null

  constructor(flavour: Flavour) {
    this.#flavour = flavour
    this.#event = kernelObject(() => KernelEvent.create(current().kernel))
    this.#context = current().making
  }

  isSet(): boolean {
    current()
    return this.#event.isSet()
  }

  set(): void {
    current()
    this.#event.set()
  }

  clear(): void {
    current()
    this.#event.clear()
  }

  wait(timeout?: Limit): boolean {
    current()
    return this.#event.wait(limitOf(timeout))
  }

  [TRANSFER](to: Destination): Transfer {
    return this.#flavour.transfer(to, {
      type: 'Event',
      id: this.#event.id,
      context: this.#context,
      state: () => this.#event.isSet(),
    })
  }

  [INSPECT](): string {
    return `<Event ${this.#event.isSet() ? 'set' : 'unset'}>`
  }

  static {
    awaitable(EventBase.prototype.wait, async function (this: EventBase, timeout) {
      current()
      return this.#event.waitAsync(limitOf(timeout))
    })
  }
}

/** An event of another process or thread, here; or a copy of one in a forked process. */
export function restoreEventBase<T>(data: unknown, construct: () => T): T {
  const { id, state } = data as Crossed
  const { kernel } = current()
  const event = id === null ? KernelEvent.create(kernel, state === true) : KernelEvent.attach(kernel, id)
  return restored(event, construct)
}
