import type { Kernel } from '../../kernel/kernel.ts'
import type { GreenLanes } from '../../kernel/scheduling/greenLanes.ts'
import type { Wait, WaitReason } from '../../kernel/sync/waiter.ts'
import { type May, Waited } from '../bridge.ts'
import type { WorkerHooks } from '../runtime/hooks.ts'
import { Handles } from './handles.ts'
import { Mirrors } from './mirrors.ts'

/** What the parts of a process's bridge have in common. */
export class BridgeContext {
  readonly handles = new Handles()
  readonly mirrors: Mirrors
  /** Where the program is: for operations of the kernel that ask it. */
  site = 0
  /** The process object of this process's parent; 0: it has none. Held like the handles. */
  parent = 0

  constructor(
    readonly lanes: GreenLanes,
    readonly hooks: WorkerHooks,
  ) {
    this.mirrors = new Mirrors(hooks)
  }

  /** Waits; own changes of shared memory go out before, those of others come in after it. */
  wait(kernel: Kernel, wait: Wait): May<Waited> {
    if (this.lanes.alone) return this.block(kernel, wait)
    const { mirrors } = this
    if (mirrors.active) mirrors.push()
    return kernel.waiter.waitAsync(wait).then(done => this.#end(kernel, done))
  }

  /** As `wait` where no other thread lives, which could not run meanwhile. */
  block(kernel: Kernel, wait: Wait): Waited {
    const { mirrors } = this
    if (mirrors.active) mirrors.push()
    return this.#end(kernel, kernel.waiter.wait(wait))
  }

  /** As `wait` for the first of several. Index of the one that is done, −1: its time is over, or a signal came. */
  waitAny(kernel: Kernel, waits: readonly Wait[], deadline: number, reason: WaitReason): May<number> {
    const { mirrors } = this
    if (mirrors.active) mirrors.push()
    const end = (index: number): number => {
      if (mirrors.active) mirrors.pull()
      return index
    }
    if (this.lanes.alone) return end(kernel.waiter.waitAny(waits, deadline, reason))
    return kernel.waiter.waitAnyAsync(waits, deadline, reason).then(end)
  }

  /** Waits for something that this process alone knows of: until `ended` says so after a wake-up. */
  pause(kernel: Kernel, reason: WaitReason, deadline: number, ended: () => boolean): May<Waited> {
    const { mirrors, lanes } = this
    if (mirrors.active) mirrors.sync()
    if (!lanes.alone) {
      return kernel.waiter.pauseAsync(reason, deadline, ended).then(() => this.#end(kernel, ended()))
    }
    kernel.waiter.pause(reason, deadline, ended)
    return this.#end(kernel, ended())
  }

  #end(kernel: Kernel, done: boolean): Waited {
    const { mirrors } = this
    if (mirrors.active) mirrors.pull()
    if (done) return Waited.Done
    return kernel.waiter.interrupted ? Waited.Interrupted : Waited.Late
  }
}

/** ms for a timeout in seconds; null: none. */
export function timeoutOf(seconds: number): number | null {
  return seconds < 0 ? null : seconds * 1000
}
