import { below, xorshift32 } from '../../base/prng.ts'
import type { KernelCells } from '../exchange/cells.ts'
import type { KernelQueue } from '../exchange/queue.ts'
import type { Kernel } from '../kernel.ts'
import { type Arrival, KernelBarrier } from '../sync/barrier.ts'
import { KernelCondition } from '../sync/condition.ts'
import { KernelEvent } from '../sync/event.ts'
import { KernelLock } from '../sync/lock.ts'
import { KernelRLock } from '../sync/rlock.ts'
import { KernelSemaphore } from '../sync/semaphore.ts'
import type { Process, Scenario } from './scenarios.testing.ts'

const conditionOf = (kernel: Kernel, id: number, lock: number) =>
  KernelCondition.attach(kernel, id, KernelLock.attach(kernel, lock))

const told = (arrival: Arrival): string => (arrival.kind === 'broken' ? 'x' : String(arrival.index))

function gather(process: Process, answers: KernelQueue, count: number): unknown[] {
  const all = Array.from({ length: count }, () => answers.get(0) as [number, unknown])
  process.kernel.gate.point()
  return all.sort(([a], [b]) => a - b).map(([, answer]) => answer)
}

/** Programs of the tests of semaphores, recursive locks, conditions, events and barriers. Objects are passed by their ids. */
export const syncScenarios: Record<string, Scenario> = {
  // Litmus programs.
  semaphoreRush(process, value: number) {
    const { id } = KernelSemaphore.create(process.kernel, value)
    const answers = process.queue(0)
    const children = [0, 1, 2].map(i => process.start('semaphoreTaker', id, i, answers))
    for (const child of children) child.join(null)
    process.result(gather(process, answers, 3).join(''))
  },
  semaphoreTaker({ kernel }, id: number, index: number, answers: KernelQueue) {
    answers.put([index, KernelSemaphore.attach(kernel, id).acquire(0) ? 1 : 0], null)
  },
  // Three pass through one place; a release of two at once must wake two.
  semaphoreRelease(process) {
    const semaphore = KernelSemaphore.create(process.kernel, 0)
    const children = [0, 1, 2].map(() => process.start('semaphoreWaiter', semaphore.id))
    semaphore.release(2)
    semaphore.release(1)
    for (const child of children) child.join(null)
    process.result(semaphore.value)
  },
  semaphoreWaiter({ kernel }, id: number) {
    KernelSemaphore.attach(kernel, id).acquire(null)
  },
  boundedRelease(process) {
    const semaphore = KernelSemaphore.create(process.kernel, 1, 1)
    semaphore.acquire(null)
    const answers = process.queue(0)
    const children = [0, 1].map(i => process.start('boundedReleaser', semaphore.id, i, answers))
    for (const child of children) child.join(null)
    process.result(`${gather(process, answers, 2).sort().join('')} ${semaphore.value}`)
  },
  boundedReleaser({ kernel }, id: number, index: number, answers: KernelQueue) {
    answers.put([index, KernelSemaphore.attach(kernel, id).release() ? 1 : 0], null)
  },
  // `careful`: looks before it waits; else it may miss the notify that came before.
  conditionHandOver(process, careful: boolean) {
    const { kernel } = process
    const lock = process.lock()
    const flag = process.cells('i', 1)
    const condition = KernelCondition.create(kernel, lock)
    const child = process.start('conditionWaiter', condition.id, lock.id, flag, careful)
    // Gives the child a chance to come first.
    for (let i = 0; i < 4; i++) kernel.gate.point()
    lock.acquire(null)
    flag.write(0, 1)
    condition.notify(1)
    lock.release()
    child.join(null)
  },
  conditionWaiter({ kernel }, id: number, lockId: number, flag: KernelCells, careful: boolean) {
    const condition = conditionOf(kernel, id, lockId)
    condition.lock.acquire(null)
    if (!careful) condition.wait(null)
    else while (flag.read(0) === 0) condition.wait(null)
    condition.lock.release()
  },
  // One notify for two that wait: one goes on, the other does not; in time both are told which they were.
  notifyOne(process, count: number) {
    const { kernel } = process
    const lock = process.lock()
    const waiting = process.cells('i', 1)
    const condition = KernelCondition.create(kernel, lock)
    const answers = process.queue(0)
    const children = [0, 1].map(i => process.start('notified', condition.id, lock.id, waiting, answers, i))
    for (let ready = false; !ready; ) {
      lock.acquire(null)
      ready = waiting.read(0) === 2
      if (ready) condition.notify(count)
      lock.release()
    }
    for (const child of children) child.join(null)
    process.result(gather(process, answers, 2).sort().join(''))
  },
  notified(
    { kernel },
    id: number,
    lockId: number,
    waiting: KernelCells,
    answers: KernelQueue,
    index: number,
  ) {
    const condition = conditionOf(kernel, id, lockId)
    condition.lock.acquire(null)
    waiting.write(0, Number(waiting.read(0)) + 1)
    const woken = condition.wait(50)
    condition.lock.release()
    answers.put([index, woken ? 1 : 0], null)
  },
  eventPulse(process) {
    const event = KernelEvent.create(process.kernel)
    const child = process.start('eventWaiter', event.id)
    event.set()
    event.clear()
    child.join(null)
  },
  eventWaiter({ kernel }, id: number) {
    if (!KernelEvent.attach(kernel, id).wait(null)) throw new Error('woken for nothing')
  },
  barrierMeeting(process, abort: boolean) {
    const barrier = KernelBarrier.create(process.kernel, 2)
    const answers = process.queue(0)
    const children = [0, 1].map(i => process.start('barrierParty', barrier.id, answers, i, 1))
    if (abort) barrier.abort()
    for (const child of children) child.join(null)
    process.result(gather(process, answers, 2).join(''))
  },
  // Round after round, with an action that must be carried out once in each.
  barrierRounds(process, rounds: number) {
    const barrier = KernelBarrier.create(process.kernel, 3)
    const answers = process.queue(0)
    const children = [0, 1, 2].map(i => process.start('barrierParty', barrier.id, answers, i, rounds))
    for (const child of children) child.join(null)
    const seen = gather(process, answers, 3 * rounds)
      .join('')
      .split('')
      .sort()
      .join('')
    process.result(`${seen} ${barrier.waiting}`)
  },
  barrierParty({ kernel }, id: number, answers: KernelQueue, index: number, rounds: number) {
    const barrier = KernelBarrier.attach(kernel, id)
    for (let i = 0; i < rounds; i++) {
      const arrival = barrier.wait(null, rounds > 1)
      if (arrival.kind === 'act' && !barrier.finish(true)) throw new Error('not finished')
      answers.put([index, told(arrival)], null)
    }
  },
  rlockAdders(process) {
    const lock = KernelRLock.create(process.kernel)
    const cell = process.cells('i', 1)
    const children = [0, 1].map(() => process.start('rlockAdder', lock.id, cell))
    for (const child of children) child.join(null)
    process.result(`${cell.read(0)} ${lock.release()} ${lock.locked()}`)
  },
  rlockAdder({ kernel }, id: number, cell: KernelCells) {
    const lock = KernelRLock.attach(kernel, id)
    lock.acquire(null)
    cell.write(0, Number(cell.read(0)) + 1)
    lock.acquire(null)
    cell.write(0, Number(cell.read(0)) + 1)
    lock.release()
    cell.write(0, Number(cell.read(0)) + 1)
    lock.release()
  },
  rlockOrders(process) {
    const [a, b] = [KernelRLock.create(process.kernel), KernelRLock.create(process.kernel)]
    const children = [process.start('rlockPair', a.id, b.id), process.start('rlockPair', b.id, a.id)]
    for (const child of children) child.join(null)
  },
  rlockPair({ kernel }, one: number, other: number) {
    const locks = [one, one, other].map(id => KernelRLock.attach(kernel, id))
    for (const lock of locks) lock.acquire(null)
    for (const lock of locks.toReversed()) if (!lock.release()) throw new Error('not the owner')
  },
  // One of two that wait for the first of two things gets one thing, the other the other.
  waitForEither(process) {
    const { kernel } = process
    const events = [KernelEvent.create(kernel), KernelEvent.create(kernel)]
    const answers = process.queue(0)
    const child = process.start(
      'eitherWaiter',
      events.map(event => event.id),
      answers,
    )
    for (const event of events.toReversed()) event.set()
    child.join(null)
    process.result(gather(process, answers, 1).join(''))
  },
  eitherWaiter({ kernel }, ids: readonly number[], answers: KernelQueue) {
    const waits = ids.map(id => KernelEvent.attach(kernel, id).waiting(null))
    answers.put([0, kernel.waiter.waitAny(waits, Number.POSITIVE_INFINITY)], null)
  },

  // Deadlocks.
  conditionNobody({ kernel }) {
    const condition = KernelCondition.create(kernel, KernelRLock.create(kernel))
    condition.lock.acquire(null)
    condition.wait(null)
  },
  eventNobody({ kernel }) {
    KernelEvent.create(kernel).wait(null)
  },
  semaphoreNobody({ kernel }) {
    KernelSemaphore.create(kernel, 0).acquire(null)
  },
  barrierShort(process) {
    const barrier = KernelBarrier.create(process.kernel, 4)
    process.start('barrierParty', barrier.id, process.queue(0), 0, 1)
    barrier.wait(null, false)
  },
  rlockOfDead(process) {
    const lock = KernelRLock.create(process.kernel)
    process.start('rlockKeeper', lock.id).join(null)
    lock.acquire(null)
  },
  rlockKeeper({ kernel }, id: number) {
    KernelRLock.attach(kernel, id).acquire(null)
  },

  // Kills: whoever is killed holding something leaves it held, and everything else goes on.
  syncVictims(process, kills: number, seed: number) {
    const { kernel } = process
    let random = seed
    let ended = 0
    const wrong: string[] = []
    while (ended < kills) {
      const semaphore = KernelSemaphore.create(kernel, 2, 2)
      const rlock = KernelRLock.create(kernel)
      const lock = process.lock()
      const condition = KernelCondition.create(kernel, lock)
      const event = KernelEvent.create(kernel)
      const barrier = KernelBarrier.create(kernel, 2)
      const ids = [semaphore.id, rlock.id, lock.id, condition.id, event.id, barrier.id]
      const children = Array.from({ length: 5 }, (_, i) =>
        process.start(i === 4 ? 'asyncSyncUser' : 'syncUser', ids, i),
      )
      for (const child of children) {
        random = xorshift32(random)
        child.join(below(random, 5000) / 1000)
        child.terminate()
        child.join(null)
        ended++
      }
      const dead = new Set(children.map(child => child.lane))
      if (semaphore.value > 2) wrong.push('semaphore')
      if (rlock.owner !== -1 && !dead.has(rlock.owner)) wrong.push('rlock owner')
      if (rlock.owner === -1 && !rlock.acquire(0)) wrong.push('rlock')
      if (lock.owner !== -1 && !dead.has(lock.owner)) wrong.push('lock owner')
      if (lock.locked()) lock.release()
      barrier.reset()
      event.set()
      while (semaphore.release());
      const heir = process.start('syncHeir', ids)
      const arrival = barrier.wait(60_000, false)
      if (arrival.kind !== 'released') wrong.push('barrier')
      for (let notified = false; !notified && !heir.join(0.2); ) {
        lock.acquire(null)
        condition.notify(1)
        notified = heir.exitCode() !== null
        lock.release()
      }
      heir.join(null)
      if (heir.exitCode() !== 0) wrong.push('heir')
    }
    process.result(wrong)
  },
  syncUser(process, ids: readonly number[], index: number) {
    const { semaphore, rlock, condition, event, barrier } = attachAll(process.kernel, ids)
    for (let n = index; ; n++) {
      if (semaphore.acquire(0.5)) semaphore.release()
      if (rlock.acquire(0.5)) {
        rlock.acquire(0)
        rlock.release()
        rlock.release()
      }
      if (condition.lock.acquire(0.5)) {
        if (n % 3 === 0) condition.wait(0.3)
        else condition.notify(2)
        condition.lock.release()
      }
      if (n % 4 === 0) event.set()
      else if (n % 4 === 1) event.clear()
      else event.wait(0.2)
      const arrival = barrier.wait(0.3, n % 2 === 0)
      if (arrival.kind === 'act') barrier.finish(n % 5 !== 0)
      else if (arrival.kind === 'broken') barrier.reset()
    }
  },
  async asyncSyncUser(process, ids: readonly number[]) {
    const { semaphore, condition, event, barrier } = attachAll(process.kernel, ids)
    for (;;) {
      await Promise.all([
        semaphore.acquireAsync(0.5).then(got => got && semaphore.release()),
        event.waitAsync(0.3),
        barrier.waitAsync(0.2, false),
        process.kernel.waiter.waitAnyAsync([event.waiting(null)], process.kernel.deadline(0.2)),
      ])
      if (await condition.lock.acquireAsync(0.3)) {
        await condition.waitAsync(0.2)
        condition.lock.release()
      }
    }
  },
  syncHeir({ kernel }, ids: readonly number[]) {
    const { semaphore, condition, event, barrier } = attachAll(kernel, ids)
    if (!semaphore.acquire(60_000) || !event.wait(60_000)) throw new Error('nothing to be had')
    if (barrier.wait(60_000, false).kind !== 'released') throw new Error('broken')
    condition.lock.acquire(null)
    const notified = condition.wait(60_000)
    condition.lock.release()
    if (!notified) throw new Error('not notified')
  },

  // Random operations of one process, awaited ones among them, beside a slow obvious twin.
  async syncTwin(process, seed: number, steps: number) {
    const { kernel } = process
    const semaphore = KernelSemaphore.create(kernel, 1, 4)
    const event = KernelEvent.create(kernel)
    const condition = KernelCondition.create(kernel, KernelRLock.create(kernel))
    const twin = {
      value: 1,
      set: false,
      waiters: [] as string[],
      events: [] as string[],
      notified: [] as string[],
    }
    const log: string[] = []
    const expected: string[] = []
    let random = seed
    for (let step = 0; step < steps; step++) {
      random = xorshift32(random)
      const name = String(step)
      switch (below(random, 8)) {
        case 0:
          semaphore.acquireAsync(null).then(() => log.push(name))
          if (twin.value > 0) {
            twin.value--
            expected.push(name)
          } else twin.waiters.push(name)
          break
        case 1: {
          const count = 1 + below(random >>> 8, 3)
          const may = twin.value + count <= 4
          if (semaphore.release(count) !== may) throw new Error(`release ${step}`)
          if (!may) break
          const served = twin.waiters.splice(0, count)
          twin.value += count - served.length
          expected.push(...served)
          break
        }
        case 2:
          if (semaphore.acquire(0) !== twin.value > 0) throw new Error(`acquire ${step}`)
          if (twin.value > 0) twin.value--
          break
        case 3:
          event.waitAsync(null).then(() => log.push(name))
          if (twin.set) expected.push(name)
          else twin.events.push(name)
          break
        case 4:
          event.set()
          twin.set = true
          expected.push(...twin.events.splice(0))
          break
        case 5:
          event.clear()
          twin.set = false
          break
        case 6:
          condition.lock.acquire(null)
          condition.waitAsync(null).then(() => {
            log.push(name)
            condition.lock.release()
          })
          twin.notified.push(name)
          break
        default: {
          const count = below(random >>> 8, 3)
          condition.notify(count)
          expected.push(...twin.notified.splice(0, count))
        }
      }
      await kernel.sleepAsync(0)
      await kernel.sleepAsync(0)
      await kernel.sleepAsync(0)
      if (semaphore.value !== twin.value || event.isSet() !== twin.set) throw new Error(`state ${step}`)
    }
    process.result([log.map(Number).sort((a, b) => a - b), expected.map(Number).sort((a, b) => a - b)])
    process.result(condition.lock.locked())
    // What still waits must not keep the process.
    semaphore.release(0)
    event.set()
    condition.notify(steps)
    for (let more = true; more; more = semaphore.release(1) && semaphore.value < 4) await kernel.sleepAsync(0)
  },
}

function attachAll(kernel: Kernel, ids: readonly number[]) {
  const [semaphore, rlock, lock, condition, event, barrier] = ids as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  return {
    semaphore: KernelSemaphore.attach(kernel, semaphore),
    rlock: KernelRLock.attach(kernel, rlock),
    condition: conditionOf(kernel, condition, lock),
    event: KernelEvent.attach(kernel, event),
    barrier: KernelBarrier.attach(kernel, barrier),
  }
}
