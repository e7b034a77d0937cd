import { Operation } from '../trace/events.ts'
import type { LegendKind, WaitKind } from './contract.ts'

const KINDS: Partial<Record<Operation, WaitKind>> = {
  [Operation.LockAcquire]: 'lock',
  [Operation.ValueGet]: 'lock',
  [Operation.ValueSet]: 'lock',
  [Operation.ArrayGet]: 'lock',
  [Operation.ArraySet]: 'lock',
  [Operation.QueuePut]: 'queue',
  [Operation.QueueGet]: 'queue',
  [Operation.ProcessJoin]: 'result',
  [Operation.PoolMap]: 'result',
  [Operation.PoolApply]: 'result',
  [Operation.PoolImap]: 'result',
  [Operation.ResultGet]: 'result',
  [Operation.PoolJoin]: 'result',
  [Operation.PoolTerminate]: 'result',
  [Operation.ExitWait]: 'result',
  [Operation.PoolIdle]: 'idle',
  [Operation.Sleep]: 'sleep',
  [Operation.ProcessStart]: 'start',
  [Operation.WorkerStart]: 'start',
  [Operation.ThreadStart]: 'start',
  [Operation.Gil]: 'gil',
  [Operation.ThreadJoin]: 'result',
  [Operation.RLockAcquire]: 'lock',
  [Operation.SemaphoreAcquire]: 'lock',
  [Operation.QueueJoin]: 'queue',
  [Operation.ConnectionSend]: 'queue',
  [Operation.ConnectionRecv]: 'queue',
  [Operation.ConnectionPoll]: 'queue',
  [Operation.FutureResult]: 'result',
  [Operation.FuturesWait]: 'result',
  [Operation.ExecutorShutdown]: 'result',
  [Operation.ExecutorIdle]: 'idle',
}

/** How waiting in an operation is drawn. */
export function waitKindOf(operation: Operation): WaitKind {
  return KINDS[operation] ?? 'other'
}

/** One bit for each mark of the legend. */
export const WAIT_BITS: Readonly<Record<LegendKind, number>> = {
  working: 1,
  ready: 2,
  lock: 4,
  queue: 8,
  result: 16,
  idle: 32,
  sleep: 64,
  other: 128,
  gil: 256,
  start: 512,
}

/** Marks in the order of the legend. */
export const LEGEND_ORDER: readonly LegendKind[] = [
  'working',
  'ready',
  'gil',
  'lock',
  'queue',
  'result',
  'idle',
  'sleep',
  'start',
  'other',
]
