import type { WaitDetail } from '../../program/outcome.ts'
import { ObjectType } from '../../trace/events.ts'
import { word } from '../memory/arena.ts'
import { Obj } from '../memory/layout.ts'
import { barrierState } from '../sync/barrier.ts'
import { mutexOwner } from '../sync/mutex.ts'

/** Lane that holds what others wait for at an object, −1 when nobody does: a lock, or a barrier whose action is not done. */
export function holderOf(words: Int32Array, object: number): number {
  if (object === 0) return -1
  switch (word(words, object + Obj.Type) as ObjectType) {
    case ObjectType.Lock:
    case ObjectType.RLock:
      return mutexOwner(words, object)
    case ObjectType.Barrier:
      return barrierState(words, object).actor
    default:
      return -1
  }
}

/** What else there is to say of a wait at an object. */
export function detailOf(words: Int32Array, object: number): WaitDetail | null {
  if (object === 0 || words[object + Obj.Type] !== ObjectType.Barrier) return null
  const { missing, actor } = barrierState(words, object)
  return actor === -1 ? { kind: 'barrier', missing } : null
}
