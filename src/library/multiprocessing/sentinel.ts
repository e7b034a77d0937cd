import { Obj } from '../../kernel/memory/layout.ts'
import { TRANSFER } from '../../kernel/memory/values/index.ts'
import type { ProcessHandle } from '../../kernel/process/processHandle.ts'
import type { Wait } from '../../kernel/sync/waiter.ts'
import { Operation } from '../../trace/events.ts'
import { current } from '../runtime/current.ts'
import { INSPECT } from '../runtime/inspect.ts'
import { WAITABLE } from '../waitable.ts'
import { refuseTransfer } from './transfer.ts'

/** What becomes ready when a process has ended. */
export class Sentinel {
  readonly #handle: ProcessHandle

  constructor(handle: ProcessHandle) {
    this.#handle = handle
  }

  [WAITABLE](): Wait {
    const { id } = this.#handle
    return {
      operation: Operation.WaitAny,
      object: id,
      queue: id + Obj.WaitHead,
      site: current().kernel.site(),
      deadline: Number.POSITIVE_INFINITY,
      attempt: () => this.#handle.ended,
    }
  }

  [TRANSFER](): never {
    return refuseTransfer('sentinel', 'Send the Process, and ask it for its sentinel there.')
  }

  [INSPECT](): string {
    return `<sentinel of process ${this.#handle.pid}>`
  }
}
