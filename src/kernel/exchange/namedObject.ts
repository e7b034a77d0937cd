import { ObjectType } from '../../trace/events.ts'
import type { Kernel } from '../kernel.ts'
import { CONNECTION_BODY_WORDS, isQueue, QUEUE_BODY_WORDS } from '../memory/messages.ts'

/** As many cleared words as whoever reads an object of any other type looks at: 0 means nothing, or nobody. */
const BODY_WORDS = 12

/**
 * An object of any type that has a name in trace and reports, and no state in the kernel: what stands behind it is the program's
 * own business. Who holds a lock of this kind is told by `showMutexOwner`.
 */
export function createNamedObject(kernel: Kernel, type: ObjectType): number {
  if (isQueue(type)) return kernel.objects.create(type, QUEUE_BODY_WORDS)
  return kernel.objects.create(type, type === ObjectType.Connection ? CONNECTION_BODY_WORDS : BODY_WORDS)
}
