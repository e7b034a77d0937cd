import type { WaitDetail } from '../../program/outcome.ts'
import { LaneFlag, ObjectType, Operation } from '../../trace/events.ts'
import { word } from '../memory/arena.ts'
import { Lane, Obj } from '../memory/layout.ts'
import { barrierState } from '../sync/barrier.ts'
import { mutexOwner } from '../sync/mutex.ts'
import { serverOf } from './managerObject.ts'
import { ProcessBody } from './processObject.ts'

/** Lane that holds what others wait for at an object, −1 when nobody does: a lock, or a barrier whose action is not done. */
export function holderOf(words: Int32Array, object: number): number {
  switch (typeOf(words, object)) {
    case ObjectType.Lock:
    case ObjectType.RLock:
      return mutexOwner(words, object)
    case ObjectType.Barrier:
      return barrierState(words, object).actor
    default:
      return -1
  }
}

/** Lane whose doing would end a wait at an object: its holder's, a manager's server, or the process or thread itself. −1: any. */
export function targetOf(words: Int32Array, object: number): number {
  const type = typeOf(words, object)
  if (type === ObjectType.Manager) return serverOf(words, object)
  const joined = type === ObjectType.Process || type === ObjectType.Thread
  return joined ? word(words, object + ProcessBody.Lane) : holderOf(words, object)
}

/** What else there is to say of what the lane at `base` waits for. */
export function detailOf(words: Int32Array, base: number): WaitDetail | null {
  const object = word(words, base + Lane.WaitObject)
  if (typeOf(words, object) === ObjectType.Barrier) {
    const { missing, actor } = barrierState(words, object)
    // One whose parties the kernel does not know is only a name.
    return actor === -1 && missing > 0 ? { kind: 'barrier', missing } : null
  }
  const worker = (word(words, base + Lane.Flags) & LaneFlag.PoolWorker) !== 0
  return worker && RESULTS.has(word(words, base + Lane.WaitOperation)) ? { kind: 'worker' } : null
}

/** Waits for what workers of a pool or executor have to do. */
const RESULTS: ReadonlySet<Operation> = new Set([
  Operation.ResultGet,
  Operation.PoolMap,
  Operation.PoolApply,
  Operation.PoolImap,
  Operation.PoolJoin,
  Operation.FutureResult,
  Operation.FuturesWait,
  Operation.ExecutorShutdown,
])

function typeOf(words: Int32Array, object: number): ObjectType | 0 {
  return object === 0 ? 0 : word(words, object + Obj.Type)
}
