import { Order } from '../../kernel/memory/messages.ts'
import { ObjectType } from '../../trace/events.ts'
import { Queue, registerKind } from './queue.ts'

/** `queue.PriorityQueue`. The least one comes out first. */
export class PriorityQueue extends Queue {
  static {
    registerKind(PriorityQueue, {
      type: 'queue.PriorityQueue',
      options: { type: ObjectType.PriorityQueue, order: Order.Priority },
    })
  }
}
