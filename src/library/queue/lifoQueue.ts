import { Order } from '../../kernel/memory/messages.ts'
import { ObjectType } from '../../trace/events.ts'
import { Queue, registerKind } from './queue.ts'

/** `queue.LifoQueue`. The last one put comes out first. */
export class LifoQueue extends Queue {
  static {
    registerKind(LifoQueue, {
      type: 'queue.LifoQueue',
      options: { type: ObjectType.LifoQueue, order: Order.Lifo },
    })
  }
}
