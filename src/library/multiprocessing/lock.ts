import { multiprocessingFlavour } from '../sync/flavour.ts'
import { LockBase, restoreLockBase } from '../sync/locks.ts'

/** `multiprocessing.Lock`. */
export class Lock extends LockBase {
  constructor() {
    super(multiprocessingFlavour)
  }
}

/** The lock of another process, here. */
export const restoreLock = (data: unknown): Lock => restoreLockBase(data, () => new Lock())
