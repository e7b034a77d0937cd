import { KernelQueue } from '../../kernel/exchange/queue.ts'
import { TRANSFER, type Transfer } from '../../kernel/memory/values/index.ts'
import { transferOf } from '../multiprocessing/transfer.ts'
import { current } from '../runtime/current.ts'

/** Where a manager puts the answer to one call at a time. */
export class ReplyBox {
  constructor(readonly queue: KernelQueue) {}

  [TRANSFER](): Transfer {
    return transferOf('managers.ReplyBox', this.queue.id, [this.queue.id])
  }
}

export function makeReplyBox(): ReplyBox {
  return new ReplyBox(KernelQueue.create(current().kernel, 0))
}

/** The box of a caller, in the server. */
export function restoreReplyBox(id: unknown): ReplyBox {
  return new ReplyBox(KernelQueue.attach(current().kernel, id as number))
}
