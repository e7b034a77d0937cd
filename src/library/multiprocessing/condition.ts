import { ConditionBase, lockOfCrossed, restoreConditionBase } from '../sync/conditions.ts'
import { multiprocessingFlavour } from '../sync/flavour.ts'
import type { Lock } from './lock.ts'
import { RLock } from './rlock.ts'

/** `multiprocessing.Condition`. */
export class Condition extends ConditionBase {
  constructor(lock?: Lock | RLock | null) {
    super(multiprocessingFlavour, lock ?? new RLock())
  }
}

/** The condition of another process, here. */
export const restoreCondition = (data: unknown): Condition =>
  restoreConditionBase(data, () => new Condition(lockOfCrossed(data)))
