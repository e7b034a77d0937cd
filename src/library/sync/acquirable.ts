import { negativeTimeout, timeoutOf } from '../arguments.ts'
import { awaitable } from '../awaitable.ts'
import { ValueError } from '../errors.ts'
import { isThenable } from '../runtime/builtins.ts'
import { current } from '../runtime/current.ts'
import type { Flavour } from './flavour.ts'

/** A lock held until the end of a block: `using _ = lock.hold()`. */
export interface Hold {
  [Symbol.dispose](): void
}

/** Keyword arguments of `acquire`; `threading` says `blocking` where `multiprocessing` says `block`. */
export interface Acquiring {
  readonly block?: boolean
  readonly blocking?: boolean
  /** Seconds to wait at most; null or left out: for ever. */
  readonly timeout?: number | null
}

/** What of the kernel is acquired and released. */
export interface KernelAcquirable {
  acquire(timeout: number | null): boolean
  acquireAsync(timeout: number | null): Promise<boolean>
  /** False when it may not be released. */
  release(): boolean
}

/** What Lock, RLock, Semaphore and Condition have in common. */
export abstract class Acquirable {
  readonly #flavour: Flavour
  readonly #object: KernelAcquirable

  constructor(flavour: Flavour, object: KernelAcquirable) {
    this.#flavour = flavour
    this.#object = object
  }

  acquire(block?: boolean | Acquiring, timeout?: number | null): boolean {
    current()
    if (block === undefined && timeout === undefined) return this.#object.acquire(null)
    return this.#object.acquire(waitOf(this.#flavour, block, timeout))
  }

  release(): void {
    current()
    if (!this.#object.release()) throw this.refused()
  }

  hold(timeout?: number | null): Hold {
    current()
    if (!this.#object.acquire(timeoutOf(timeout))) throw tooLate(this.#flavour, timeout)
    return this.#held()
  }

  with<T>(callback: () => T): T {
    current()
    this.#object.acquire(null)
    return this.#during(callback)
  }

  static {
    awaitable(Acquirable.prototype.acquire, async function (this: Acquirable, block, timeout) {
      current()
      return this.#object.acquireAsync(waitOf(this.#flavour, block, timeout))
    })
    awaitable(Acquirable.prototype.hold, async function (this: Acquirable, timeout) {
      current()
      if (!(await this.#object.acquireAsync(timeoutOf(timeout)))) throw tooLate(this.#flavour, timeout)
      return this.#held()
    })
    awaitable(Acquirable.prototype.with, async function (this: Acquirable, callback) {
      current()
      await this.#object.acquireAsync(null)
      return this.#during(callback)
    })
  }

  /** Why it may not be released. */
  protected abstract refused(): Error

  #held(): Hold {
    let held = true
    return {
      [Symbol.dispose]: () => {
        if (!held) return
        held = false
        this.release()
      },
    }
  }

  #during<T>(callback: () => T): T {
    let waiting = false
    try {
      const result = callback()
      if (!isThenable(result)) return result
      waiting = true
      return Promise.resolve(result).finally(() => this.#object.release()) as T
    } finally {
      if (!waiting) this.#object.release()
    }
  }
}

/** `(block, timeout)` or `{ block, timeout }` as one timeout in ms. */
function waitOf(
  { strict }: Flavour,
  block: boolean | Acquiring | undefined,
  timeout: number | null | undefined,
): number | null {
  const options: Acquiring =
    typeof block === 'object' ? block : { block: block ?? true, timeout: timeout ?? null }
  const blocks = (options.block ?? true) && (options.blocking ?? true)
  const seconds = options.timeout
  if (!strict) return blocks ? timeoutOf(seconds) : 0
  // -1 is how Python's threading says "for ever".
  const limited = seconds !== undefined && seconds !== null && seconds !== -1
  if (limited && (!blocks || seconds < 0)) throw senseless(blocks, seconds)
  if (!blocks) return 0
  return limited ? timeoutOf(seconds) : null
}

function senseless(blocks: boolean, seconds: number): ValueError {
  return blocks
    ? negativeTimeout(seconds)
    : new ValueError(
        'timeout.nonBlocking',
        {},
        'A call that does not wait has no timeout: leave out "blocking: false" or the timeout.',
      )
}

function tooLate({ late }: Flavour, timeout: number | null | undefined): Error {
  return new late('lock.timeout', { seconds: timeout ?? 0 }, `The lock was not free within ${timeout} s.`)
}
