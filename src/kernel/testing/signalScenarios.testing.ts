import { EMPTY, KernelQueue } from '../exchange/queue.ts'
import { handleSignal, signalProcess, takeSignal } from '../process/signals.ts'
import { Threads } from './greenThreads.testing.ts'
import type { Scenario } from './scenarios.testing.ts'

const SIGINT = 2

/** What signals do to processes, of which some have green lanes. */
export const signalScenarios: Record<string, Scenario> = {
  // SIGINT ends what the main thread waits for; the other thread's wait goes on.
  async greenSignals(process) {
    const { kernel } = process
    const team = new Threads(process)
    const heard = process.queue(0)
    process.start('signalAgain', kernel.pid, heard)
    handleSignal(kernel, SIGINT, true)
    kernel.waiter.interruptible = true
    const items = process.queue(0)
    const seen: unknown[] = []
    let done = false
    team.start('waits on', async own => {
      seen.push(await KernelQueue.attach(own, items.id).getAsync(null))
      done = true
    })
    for (let i = 0; i < 3; i++) {
      // Two signals that come before one is heard are one.
      heard.put(i, null)
      if (i === 0) await kernel.sleepAsync(100_000)
      else if (i === 1) seen.push((await items.getAsync(null)) === EMPTY)
      else seen.push(await kernel.waiter.waitAnyAsync([items.readable()], Number.POSITIVE_INFINITY))
      seen.push(kernel.waiter.interrupted, done, takeSignal(kernel), takeSignal(kernel))
    }
    heard.put(null, null)
    items.put('for the other', null)
    await team.join()
    // None has come meanwhile.
    seen.push(await items.getAsync(5).then(item => item === EMPTY), kernel.waiter.interrupted)
    process.result(seen)
  },
  signalAgain(process, pid: number, heard: KernelQueue) {
    while (heard.get(null) !== null) {
      process.kernel.sleep(30)
      signalProcess(process.kernel, pid, SIGINT)
    }
  },
  // A process that handles nothing is ended by what ends, and only by that.
  signalsThatEnd(process) {
    const { kernel } = process
    const codes: unknown[] = []
    for (const signal of [SIGINT, 15, 9, 17, 28]) {
      const child = process.start('greenStuck')
      kernel.sleep(20)
      codes.push(signalProcess(kernel, child.pid, 0), signalProcess(kernel, child.pid, signal))
      if (!child.join(signal > 15 ? 30 : null)) child.terminate(9)
      child.join(null)
      codes.push(child.exitCode(), signalProcess(kernel, child.pid, 0))
    }
    process.result(codes)
  },
  async greenStuck(process) {
    const team = new Threads(process)
    team.start('stuck', own => own.sleepAsync(1e9))
    await process.kernel.sleepAsync(1e9)
  },
}
