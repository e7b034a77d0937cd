import { multiprocessingFlavour } from '../sync/flavour.ts'
import { RLockBase, restoreRLockBase } from '../sync/locks.ts'

/** `multiprocessing.RLock`. */
export class RLock extends RLockBase {
  constructor() {
    super(multiprocessingFlavour)
  }
}

/** The lock of another process, here. */
export const restoreRLock = (data: unknown): RLock => restoreRLockBase(data, () => new RLock())
