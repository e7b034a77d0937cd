import { type Destination, TRANSFER, type Transfer } from '../../kernel/memory/values/index.ts'
import { type Arrival, KernelBarrier } from '../../kernel/sync/barrier.ts'
import type { StartMethod } from '../../program/plan.ts'
import { requireCount, requireFunction } from '../arguments.ts'
import { awaitable } from '../awaitable.ts'
import { BrokenBarrierError } from '../errors.ts'
import { current } from '../runtime/current.ts'
import { INSPECT } from '../runtime/inspect.ts'
import { type Crossed, type Flavour, kernelObject, restored } from './flavour.ts'
import { type Limit, limitOf, secondsOf } from './limit.ts'

type Action = () => unknown

/** Keyword arguments of a Barrier. */
export interface BarrierOptions {
  readonly action?: Action | null
  /** Seconds: what `wait` takes when it is given none. */
  readonly timeout?: number | null
}

interface BarrierState {
  readonly parties: number
  readonly count: number
  readonly broken: boolean
}

export abstract class BarrierBase {
  readonly #flavour: Flavour
  readonly #barrier: KernelBarrier
  readonly #context: StartMethod | null
  readonly #action: Action | null
  readonly #timeout: number | null

  constructor(
    flavour: Flavour,
    parties: number,
    action?: Action | BarrierOptions | null,
    timeout?: number | null,
  ) {
    const options = typeof action === 'object' && action !== null ? action : { action, timeout }
    this.#flavour = flavour
    this.#action = options.action ?? null
    this.#timeout = options.timeout ?? null
    if (this.#action !== null) requireFunction(this.#action, 'Barrier: action')
    limitOf(this.#timeout)
    this.#barrier = kernelObject(() => {
      requireCount(parties, 1, 'Barrier: parties')
      return KernelBarrier.create(current().kernel, parties)
    })
    this.#context = current().making
  }

  get parties(): number {
    return this.#barrier.parties
  }

  get nWaiting(): number {
    current()
    return this.#barrier.waiting
  }

  get broken(): boolean {
    current()
    return this.#barrier.broken
  }

  wait(timeout?: Limit): number {
    current()
    const arrival = this.#barrier.wait(this.#limit(timeout), this.#action !== null)
    if (arrival.kind !== 'act') return this.#passed(arrival)
    let done = false
    try {
      this.#action?.()
      done = true
    } finally {
      if (!this.#barrier.finish(done)) done = false
    }
    if (!done) throw broken()
    return arrival.index
  }

  reset(): void {
    current()
    this.#barrier.reset()
  }

  abort(): void {
    current()
    this.#barrier.abort()
  }

  [TRANSFER](to: Destination): Transfer {
    const barrier = this.#barrier
    return this.#flavour.transfer(to, {
      type: 'Barrier',
      id: barrier.id,
      context: this.#context,
      parts: { action: this.#action, timeout: this.#timeout },
      state: (): BarrierState => ({
        parties: barrier.parties,
        count: barrier.waiting,
        broken: barrier.broken,
      }),
    })
  }

  [INSPECT](): string {
    const { parties, waiting, broken } = this.#barrier
    return `<Barrier ${broken ? 'broken' : `${waiting}/${parties}`}>`
  }

  static {
    awaitable(BarrierBase.prototype.wait, async function (this: BarrierBase, timeout) {
      current()
      const arrival = await this.#barrier.waitAsync(this.#limit(timeout), this.#action !== null)
      if (arrival.kind !== 'act') return this.#passed(arrival)
      let done = false
      try {
        await this.#action?.()
        done = true
      } finally {
        if (!this.#barrier.finish(done)) done = false
      }
      if (!done) throw broken()
      return arrival.index
    })
  }

  #limit(timeout: Limit): number | null {
    return limitOf(secondsOf(timeout) ?? this.#timeout)
  }

  #passed(arrival: Arrival): number {
    if (arrival.kind === 'broken') throw broken()
    return arrival.index
  }
}

/** What a barrier that arrives was made with. */
export const optionsOfCrossed = (data: unknown): BarrierOptions => (data as Crossed).parts as BarrierOptions

/** A barrier of another process or thread, here; or a copy of one in a forked process. */
export function restoreBarrierBase<T>(data: unknown, construct: () => T): T {
  const { id, state } = data as Crossed
  const { kernel } = current()
  if (id !== null) return restored(KernelBarrier.attach(kernel, id), construct)
  const { parties, count, broken } = state as BarrierState
  return restored(KernelBarrier.create(kernel, parties, count, broken), construct)
}

function broken(): BrokenBarrierError {
  return new BrokenBarrierError(
    'barrier.broken',
    {},
    'The barrier is broken: one that was to come timed out, failed in its action, or called abort() or reset(). ' +
      'Call reset() before it is used again.',
  )
}
