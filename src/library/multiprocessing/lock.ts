import { TRANSFER, type Transfer } from '../../kernel/memory/values/index.ts'
import { KernelLock } from '../../kernel/sync/lock.ts'
import { type Blocking, blockingOf, timeoutOf } from '../arguments.ts'
import { awaitable } from '../awaitable.ts'
import { TimeoutError } from '../errors.ts'
import { isThenable } from '../runtime/builtins.ts'
import { current } from '../runtime/current.ts'
import { transferOf } from './transfer.ts'

/** A lock held until the end of a block: `using _ = lock.hold()`. */
export interface Hold {
  [Symbol.dispose](): void
}

/** `multiprocessing.Lock`. */
export class Lock {
  readonly #lock: KernelLock

  constructor() {
    this.#lock = restoring ?? KernelLock.create(current().kernel)
    restoring = null
  }

  acquire(block?: boolean | Blocking, timeout?: number | null): boolean {
    current()
    return this.#lock.acquire(blockingOf(block, timeout))
  }

  release(): void {
    current()
    this.#lock.release()
  }

  locked(): boolean {
    current()
    return this.#lock.locked()
  }

  hold(timeout?: number | null): Hold {
    current()
    if (!this.#lock.acquire(timeoutOf(timeout))) throw tooLate(timeout)
    return this.#held()
  }

  with<T>(callback: () => T): T {
    this.acquire()
    return this.#during(callback)
  }

  [TRANSFER](): Transfer {
    return transferOf('multiprocessing.Lock', this.#lock.id, [this.#lock.id])
  }

  static {
    awaitable(Lock.prototype.acquire, async function (this: Lock, block, timeout) {
      current()
      return this.#lock.acquireAsync(blockingOf(block, timeout))
    })
    awaitable(Lock.prototype.hold, async function (this: Lock, timeout) {
      current()
      if (!(await this.#lock.acquireAsync(timeoutOf(timeout)))) throw tooLate(timeout)
      return this.#held()
    })
    awaitable(Lock.prototype.with, async function (this: Lock, callback) {
      current()
      await this.#lock.acquireAsync(null)
      return this.#during(callback)
    })
  }

  #held(): Hold {
    let held = true
    return {
      [Symbol.dispose]: () => {
        if (!held) return
        held = false
        this.#lock.release()
      },
    }
  }

  #during<T>(callback: () => T): T {
    let waiting = false
    try {
      const result = callback()
      if (!isThenable(result)) return result
      waiting = true
      return Promise.resolve(result).finally(() => this.#lock.release()) as T
    } finally {
      if (!waiting) this.#lock.release()
    }
  }
}

// A constructor of a program's class takes no kernel object; this is how one gets in all the same.
let restoring: KernelLock | null = null

/** The lock of another process, here. */
export function restoreLock(id: unknown): Lock {
  restoring = KernelLock.attach(current().kernel, id as number)
  return new Lock()
}

function tooLate(timeout: number | null | undefined): TimeoutError {
  return new TimeoutError(
    'lock.timeout',
    { seconds: timeout ?? 0 },
    `The lock was not free within ${timeout} s.`,
  )
}
