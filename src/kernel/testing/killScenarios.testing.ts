import { below, xorshift32 } from '../../base/prng.ts'
import { EMPTY, type KernelQueue } from '../exchange/queue.ts'
import type { KernelLock } from '../sync/lock.ts'
import type { Scenario } from './scenarios.testing.ts'

/** Programs that kill: what is left must be sound. */
export const killScenarios: Record<string, Scenario> = {
  // Processes are killed while they wait for a worker that boots; the deadlock afterwards must still be found.
  killedStarters(process, kills: number, seed: number) {
    let random = seed
    for (let i = 0; i < kills; i++) {
      random = xorshift32(random)
      const child = process.start('starter')
      child.join(20 + below(random, 40))
      child.terminate()
      child.join(null)
    }
    process.queue(0).get(null)
  },
  starter(process) {
    for (;;) for (const child of [1, 2, 3, 4].map(() => process.start('nothing'))) child.join(null)
  },

  // Kills are no matter of luck in a controlled run: whoever lives goes on in the same order each time.
  controlledKills(process, kills: number) {
    const lock = process.lock()
    const items = process.queue(2)
    const survivors = [0, 1].map(i => process.start('producer', items, i, 20, 'number'))
    const seen: unknown[] = []
    for (let i = 0; i < kills; i++) {
      const victim = process.start(i % 2 === 0 ? 'steadyAdder' : 'waiter', lock, items)
      for (let n = 0; n < 3; n++) seen.push(items.get(null))
      victim.terminate()
    }
    for (const survivor of survivors) survivor.terminate()
    process.result(seen)
  },
  steadyAdder(process) {
    for (;;) process.kernel.gate.point()
  },

  // Victims of the soak test: one spins, one waits, one is mostly inside the kernel.
  victims(process, kills: number, seed: number) {
    const lock = process.lock()
    const items = process.queue(8)
    let random = seed
    let ended = 0
    while (ended < kills) {
      const kinds = ['spinner', 'waiter', 'busy', ended % 8 === 0 ? 'asyncWaiter' : 'busy']
      const children = kinds.map(kind => process.start(kind, lock, items))
      for (const child of children) {
        random = xorshift32(random)
        child.join(below(random, 4000) / 1000)
        child.terminate()
        child.join(null)
        ended++
      }
      // A killed owner leaves the lock locked, as in Python: break it, so that the next ones have something to fight for.
      if (lock.locked()) lock.release()
      while (items.get(0) !== EMPTY);
    }
    process.result(ended)
  },
  spinner(_process, _lock: KernelLock, items: KernelQueue) {
    for (let n = 0; ; n++) if (n % 1_000_000 === 0) items.put(n, 0)
  },
  waiter(_process, _lock: KernelLock, items: KernelQueue) {
    for (;;) items.get(1)
  },
  busy(_process, lock: KernelLock, items: KernelQueue) {
    for (;;) {
      if (!lock.acquire(1)) continue
      items.put({ some: ['thing', 1] }, 0)
      items.get(0)
      lock.release()
    }
  },
  async asyncWaiter(_process, _lock: KernelLock, items: KernelQueue) {
    for (;;) await Promise.all([items.getAsync(0.5), items.getAsync(1)])
  },
  terminateWaiter(process) {
    const lock = process.lock()
    lock.acquire(null)
    const first = process.start('lockAndTell', lock, process.queue(0))
    const told = process.queue(0)
    const second = process.start('lockAndTell', lock, told)
    process.kernel.sleep(30)
    // The first in the queue is woken and killed at about the same time; the second must get the lock all the same.
    lock.release()
    first.terminate()
    process.result(told.get(60_000))
    process.result([first.exitCode() ?? 0, second.join(null)])
  },
  lockAndTell(_process, lock: KernelLock, told: KernelQueue) {
    lock.acquire(null)
    lock.release()
    told.put('got it', null)
  },
}
