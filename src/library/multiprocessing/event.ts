import { EventBase, restoreEventBase } from '../sync/events.ts'
import { multiprocessingFlavour } from '../sync/flavour.ts'

/** `multiprocessing.Event`. */
export class Event extends EventBase {
  constructor() {
    super(multiprocessingFlavour)
  }
}

/** The event of another process, here. */
export const restoreEvent = (data: unknown): Event => restoreEventBase(data, () => new Event())
