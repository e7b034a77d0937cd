import type { Kernel } from '../kernel.ts'
import { GreenLanes } from '../scheduling/greenLanes.ts'
import type { Process } from './scenarios.testing.ts'

/** Threads of Python, which take turns on one worker, as async functions. */
export class Threads {
  readonly lanes: GreenLanes
  readonly #process: Process
  readonly #started: Kernel[] = []

  constructor(process: Process) {
    this.#process = process
    this.lanes = new GreenLanes(process.kernel)
  }

  start(name: string, run: (kernel: Kernel) => Promise<unknown>, daemon = false): Kernel {
    const kernel = this.lanes.start({ name, daemon, site: 0 }, () => run(kernel))
    this.#started.push(kernel)
    return kernel
  }

  /** Waits for all that were started; of one that has ended since, its slot may be another's. */
  async join(): Promise<void> {
    for (const thread of this.#process.kernel.threads()) {
      if (this.#started.some(kernel => kernel.lane === thread.lane)) await thread.joinAsync(null)
    }
  }
}
