import type { Kernel } from '../../kernel/kernel.ts'
import { Obj } from '../../kernel/memory/layout.ts'
import { timeoutOf } from '../arguments.ts'
import { ValueError } from '../errors.ts'
import type { ProxyKind } from './messages.ts'
import { tokenIn } from './proxy.ts'
import { DictReferent } from './referents/dict.ts'
import { ListReferent } from './referents/list.ts'
import { LockReferent, SemaphoreReferent, type ShowOwner } from './referents/locks.ts'
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

interface OwnType {
  readonly kind: ProxyKind
  make(args: readonly unknown[], maker: Maker): object
}

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
  Lock: { kind: 'acquirer', make: (_args, maker) => new LockReferent(false, owners(maker)) },
  RLock: { kind: 'acquirer', make: (_args, maker) => new LockReferent(true, owners(maker)) },
  Semaphore: { kind: 'acquirer', make: ([value = 1]) => new SemaphoreReferent(value as number, false) },
  BoundedSemaphore: { kind: 'acquirer', make: ([value = 1]) => new SemaphoreReferent(value as number, true) },
  Condition: { kind: 'condition', make: ([lock], maker) => new ConditionReferent(lockOf(lock, maker)) },
  Event: { kind: 'event', make: () => new EventReferent() },
  Barrier: {
    kind: 'barrier',
    make([parties, options]) {
      const { action, timeout } = (options ?? {}) as BarrierOptions
      return new BarrierReferent(parties as number, action, timeoutOf(timeout))
    },
  },
  Queue: { kind: 'queue', make: ([maxsize]) => new QueueReferent(maxsize as number | undefined) },
  JoinableQueue: {
    kind: 'joinableQueue',
    make: ([maxsize]) => new QueueReferent(maxsize as number | undefined),
  },
}

/** Writes the owner where a lock of the kernel has it, so that a deadlock is told with who holds what. */
function owners({ shown, kernel }: Maker): ShowOwner {
  return lane => Atomics.store(kernel.memory.words, shown + Obj.Body, lane + 1)
}

function lockOf(lock: unknown, maker: Maker): LockReferent {
  if (lock === undefined || lock === null) return new LockReferent(true, owners(maker))
  const token = tokenIn(lock)
  const found = token === undefined ? undefined : maker.referent(token.ident)
  if (found instanceof LockReferent) return found
  throw new ValueError(
    'manager.conditionLock',
    {},
    'A Condition of a manager needs a Lock or RLock of the same manager, or none.',
  )
}
