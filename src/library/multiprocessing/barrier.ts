import { BarrierBase, type BarrierOptions, optionsOfCrossed, restoreBarrierBase } from '../sync/barriers.ts'
import { multiprocessingFlavour } from '../sync/flavour.ts'

/** `multiprocessing.Barrier`. */
export class Barrier extends BarrierBase {
  constructor(parties: number, action?: (() => unknown) | BarrierOptions | null, timeout?: number | null) {
    super(multiprocessingFlavour, parties, action, timeout)
  }
}

/** The barrier of another process, here. */
export const restoreBarrier = (data: unknown): Barrier =>
  restoreBarrierBase(data, () => new Barrier(1, optionsOfCrossed(data)))
