import { multiprocessingFlavour } from '../sync/flavour.ts'
import { type Passes, restoreSemaphoreBase, SemaphoreBase } from '../sync/semaphores.ts'

/** `multiprocessing.Semaphore`. */
export class Semaphore extends SemaphoreBase {
  constructor(value?: Passes) {
    super(multiprocessingFlavour, value, false)
  }

  /** Whether whoever comes now has to wait. */
  locked(): boolean {
    return this.getValue() === 0
  }
}

/** `multiprocessing.BoundedSemaphore`. */
export class BoundedSemaphore extends SemaphoreBase {
  constructor(value?: Passes) {
    super(multiprocessingFlavour, value, true)
  }

  /** Whether whoever comes now has to wait. */
  locked(): boolean {
    return this.getValue() === 0
  }
}

/** The semaphore of another process, here. */
export const restoreSemaphore = (data: unknown): Semaphore =>
  restoreSemaphoreBase(data, () => new Semaphore())

export const restoreBoundedSemaphore = (data: unknown): BoundedSemaphore =>
  restoreSemaphoreBase(data, () => new BoundedSemaphore())
