import { KernelQueue } from '../../kernel/exchange/queue.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { KernelBarrier } from '../../kernel/sync/barrier.ts'
import { KernelEvent } from '../../kernel/sync/event.ts'
import { KernelLock } from '../../kernel/sync/lock.ts'
import { KernelRLock } from '../../kernel/sync/rlock.ts'
import { KernelSemaphore } from '../../kernel/sync/semaphore.ts'
import { ObjectType } from '../../trace/events.ts'
import { timeoutOf } from '../arguments.ts'
import { ValueError } from '../errors.ts'
import type { ProxyKind } from './messages.ts'
import { tokenIn } from './proxy.ts'
import { DictReferent } from './referents/dict.ts'
import { ListReferent } from './referents/list.ts'
import { LockReferent, SemaphoreReferent } from './referents/locks.ts'
import { QueueReferent } from './referents/queue.ts'
import {
  type BarrierOptions,
  BarrierReferent,
  ConditionReferent,
  EventReferent,
} from './referents/signals.ts'
import { ArrayReferent, Attributes, ValueReferent } from './referents/small.ts'

/** What the making of a referent needs of its server. */
export interface Maker {
  /** Object of the arena that stands for the referent, 0: none. */
  readonly shown: number
  readonly kernel: Kernel
  /** The referent of a proxy of this manager. */
  referent(ident: number): unknown
}

type Arguments = readonly unknown[]

interface OwnType {
  readonly kind: ProxyKind
  /**
   * Makes the object of the arena by which the trace and the wait-for graph know the referent. It is of the kernel's own kind,
   * so that they find in it what they look for, but only the server writes it, and nobody waits at it.
   */
  show?(kernel: Kernel, args: Arguments): number
  make(args: Arguments, maker: Maker): object
}

const showLock = (kernel: Kernel): number => KernelLock.create(kernel).id
const showRLock = (kernel: Kernel): number => KernelRLock.create(kernel).id

const queueOf = (kind: 'queue' | 'joinableQueue', type: ObjectType): OwnType => ({
  kind,
  show: (kernel, [maxsize]) => KernelQueue.create(kernel, countOf(maxsize, 0), { type }).id,
  make: ([maxsize]) => new QueueReferent(maxsize as number | undefined),
})

const semaphoreOf = (bounded: boolean): OwnType => ({
  kind: 'acquirer',
  show: (kernel, [value]) =>
    KernelSemaphore.create(kernel, countOf(value, 1), bounded ? countOf(value, 1) : null).id,
  make: ([value = 1]) => new SemaphoreReferent(value as number, bounded),
})

/** The types that every SyncManager has. */
export const OWN_TYPES: Readonly<Record<string, OwnType>> = {
  list: { kind: 'list', make: ([items]) => new ListReferent(items as Iterable<unknown> | undefined) },
  dict: { kind: 'dict', make: ([initial]) => new DictReferent(initial) },
  Namespace: { kind: 'namespace', make: ([fields]) => new Attributes({ ...(fields as object | undefined) }) },
  Value: { kind: 'value', make: ([code, value]) => new ValueReferent(code as string, value) },
  Array: {
    kind: 'array',
    make: ([code, items]) => new ArrayReferent(code as string, items as Iterable<unknown>),
  },
  Lock: {
    kind: 'acquirer',
    show: showLock,
    make: (_args, { kernel, shown }) => new LockReferent(kernel, shown, false),
  },
  RLock: {
    kind: 'acquirer',
    show: showRLock,
    make: (_args, { kernel, shown }) => new LockReferent(kernel, shown, true),
  },
  Semaphore: semaphoreOf(false),
  BoundedSemaphore: semaphoreOf(true),
  Condition: {
    kind: 'condition',
    show: kernel => kernel.createObjectId(ObjectType.Condition),
    make: ([lock], maker) => new ConditionReferent(lockOf(lock, maker)),
  },
  Event: {
    kind: 'event',
    show: kernel => KernelEvent.create(kernel).id,
    make: () => new EventReferent(),
  },
  Barrier: {
    kind: 'barrier',
    show: (kernel, [parties]) => KernelBarrier.create(kernel, countOf(parties, 1)).id,
    make([parties, options], { kernel, shown }) {
      const { action, timeout } = (options ?? {}) as BarrierOptions
      return new BarrierReferent(kernel, shown, parties as number, action, timeoutOf(timeout))
    },
  },
  Queue: queueOf('queue', ObjectType.Queue),
  JoinableQueue: queueOf('joinableQueue', ObjectType.JoinableQueue),
}

/** A number to show: what makes no sense is refused by the referent a moment later. */
function countOf(value: unknown, otherwise: number): number {
  return typeof value === 'number' && value >= 0 && Number.isInteger(value) ? value : otherwise
}

function lockOf(lock: unknown, { kernel, referent }: Maker): LockReferent {
  if (lock === undefined || lock === null) return new LockReferent(kernel, showRLock(kernel), true)
  const token = tokenIn(lock)
  const found = token === undefined ? undefined : referent(token.ident)
  if (found instanceof LockReferent) return found
  throw new ValueError(
    'manager.conditionLock',
    {},
    'A Condition of a manager needs a Lock or RLock of the same manager, or none.',
  )
}
