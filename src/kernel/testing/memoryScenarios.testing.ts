import { EMPTY, type KernelQueue } from '../exchange/queue.ts'
import type { Kernel } from '../kernel.ts'
import { Lane, laneBase, RunState } from '../memory/layout.ts'
import { type ProcessHandle, slotsOfProcess } from '../process/processHandle.ts'
import type { Scenario } from './scenarios.testing.ts'

/** Words in use when nothing has changed for a while: a process is done before it has given everything back. */
function steadyUse(kernel: Kernel): number {
  let used = -1
  for (let same = 0; same < 10; same++) {
    if (used !== kernel.heap.used) same = 0
    used = kernel.heap.used
    kernel.sleep(20)
  }
  return used
}

/** Waits until a process has ended, or waits for something itself. */
function untilAtRest(kernel: Kernel, child: ProcessHandle): void {
  const { words } = kernel.memory
  const blocked = (slot: number) => Atomics.load(words, laneBase(slot) + Lane.Run) === RunState.Blocked
  while (child.exitCode() === null && !slotsOfProcess(words, child.pid).every(blocked)) kernel.sleep(5)
  // What it does between its last look and its sleep.
  kernel.sleep(20)
}

/** Programs that use memory up, and ask what of it comes back. */
export const memoryScenarios: Record<string, Scenario> = {
  // A process has encoded a value for a full queue, and ends before there is room.
  unsent(process, sender: string) {
    const { kernel } = process
    const full = process.queue(1)
    full.put(0, null)
    const begun = process.queue(0)
    const cost = (scenario: string) => {
      const before = kernel.heap.used
      const child = process.start(scenario, begun, full)
      begun.get(null)
      untilAtRest(kernel, child)
      child.terminate()
      child.join(null)
      return steadyUse(kernel) - before
    }
    // What remains of a process is the handle that this one holds; a name as long makes one of the same size.
    cost('sendsNothing')
    const handle = cost('sendsNothing')
    process.result(cost(sender) - handle)
  },
  sendsNothing(_process, begun: KernelQueue) {
    begun.put(0, null)
  },
  blockedSender(process, begun: KernelQueue, full: KernelQueue) {
    begun.put(0, null)
    full.put([process.lock(), 'x'.repeat(1000)], null)
  },
  async asyncSender(process, begun: KernelQueue, full: KernelQueue) {
    begun.put(0, null)
    await Promise.all([1, 2].map(n => full.putAsync([process.lock(), 'x'.repeat(1000 * n)], null)))
  },
  async leavingSender(process, begun: KernelQueue, full: KernelQueue) {
    begun.put(0, null)
    full.putAsync([process.lock(), 'x'.repeat(1000)], null)
  },

  // Objects that name objects, sent about: when all have ended and all was taken, the heap holds what it held before.
  references(process, rounds: number) {
    const { kernel } = process
    const cost = (rounds: number) => {
      const before = kernel.heap.used
      process.start('sendObjects', rounds).join(null)
      return steadyUse(kernel) - before
    }
    cost(0)
    // What remains of a process is the handle that this one holds.
    const handle = cost(0)
    process.result(cost(rounds) - handle)
    process.result(kernel.objects.all().length)
  },
  sendObjects(process, rounds: number) {
    const outer = process.queue(0)
    process.start('nester', outer, rounds).join(null)
    for (let i = 0; i < rounds; i += 2) process.start('unnester', outer).join(null)
    // The other half is never taken and goes with the queue.
  },
  nester(process, outer: KernelQueue, rounds: number) {
    for (let i = 0; i < rounds; i++) {
      const inner = process.queue(0)
      const deepest = process.queue(2)
      deepest.put({ lock: process.lock(), cells: process.cells('d', 10), text: 'x'.repeat(100) }, null)
      inner.put([deepest, deepest, process.lock()], null)
      outer.put({ inner, again: inner }, null)
    }
  },
  unnester(_process, outer: KernelQueue) {
    const { inner } = outer.get(0) as { inner: KernelQueue }
    inner.get(0)
  },

  fillMemory(process) {
    const items = process.queue(0)
    const text = 'x'.repeat(1_000_000)
    try {
      for (;;) items.put(text, null)
    } catch (error) {
      process.result((error as { code: string; message: string }).code)
      process.result((error as { message: string }).message)
    }
    while (items.get(0) !== EMPTY);
    items.put(text, null)
    process.result('room again')
  },
}
