import { below, xorshift32 } from '../../base/prng.ts'
import type { KernelCells } from '../exchange/cells.ts'
import type { KernelConnection } from '../exchange/connection.ts'
import { EMPTY, type KernelQueue } from '../exchange/queue.ts'
import { fileScenarios } from '../files/scenarios.testing.ts'
import type { Kernel } from '../kernel.ts'
import type { ProcessHandle } from '../process/processHandle.ts'
import type { KernelLock } from '../sync/lock.ts'
import { deviceScenarios } from './deviceScenarios.testing.ts'
import { exchangeScenarios } from './exchangeScenarios.testing.ts'
import { greenScenarios } from './greenScenarios.testing.ts'
import { sharedScenarios } from './sharedScenarios.testing.ts'
import { syncScenarios } from './syncScenarios.testing.ts'
import { threadScenarios } from './threadScenarios.testing.ts'

/** What a scenario has at hand: a process of the test world. */
export interface Process {
  readonly kernel: Kernel
  lock(): KernelLock
  queue(capacity: number): KernelQueue
  pipe(duplex: boolean): [KernelConnection, KernelConnection]
  cells(code: string, length: number): KernelCells
  /** State that the threads of this process share. */
  shared(value: object): object
  /** Starts a process that runs the scenario of that name. */
  start(scenario: string, ...args: unknown[]): ProcessHandle
  /** Starts a thread of this process that runs the scenario of that name. */
  startThread(scenario: string, ...args: unknown[]): ProcessHandle
  /** Tells the test a value. */
  result(value: unknown): void
}

export type Scenario = (process: Process, ...args: never[]) => void | Promise<void>

/** Programs of the kernel's tests, by name. They run in workers: a test names one and passes arguments. */
export const scenarios: Record<string, Scenario> = {
  ...deviceScenarios,
  ...fileScenarios,
  ...sharedScenarios,
  ...exchangeScenarios,
  ...syncScenarios,
  ...threadScenarios,
  ...greenScenarios,
  nothing() {},

  // Several processes add to one value under a lock.
  addUnderLock(process, workers: number, rounds: number) {
    const lock = process.lock()
    const cell = process.cells('i', 1)
    const children = Array.from({ length: workers }, () => process.start('adder', lock, cell, rounds))
    for (const child of children) child.join(null)
    process.result(cell.read(0))
  },
  adder(_process, lock: KernelLock, cell: KernelCells, rounds: number) {
    for (let i = 0; i < rounds; i++) {
      lock.acquire(null)
      cell.write(0, Number(cell.read(0)) + 1)
      lock.release()
    }
  },
  // The same without a lock: in a controlled run the seed decides what is lost.
  addUnlocked(process, workers: number, rounds: number) {
    const cell = process.cells('i', 1)
    const children = Array.from({ length: workers }, () => process.start('looseAdder', cell, rounds))
    for (const child of children) child.join(null)
    process.result(cell.read(0))
  },
  looseAdder(_process, cell: KernelCells, rounds: number) {
    for (let i = 0; i < rounds; i++) cell.write(0, Number(cell.read(0)) + 1)
  },

  // Producers and consumers over one bounded queue; every item must arrive once.
  exchange(process, producers: number, consumers: number, each: number, capacity: number, kind: string) {
    const items = process.queue(capacity)
    const seen = process.queue(0)
    const makers = Array.from({ length: producers }, (_, i) =>
      process.start('producer', items, i, each, kind),
    )
    const takers = Array.from({ length: consumers }, () => process.start('consumer', items, seen))
    for (const maker of makers) maker.join(null)
    for (let i = 0; i < consumers; i++) items.put(null, null)
    for (const taker of takers) taker.join(null)
    const all: number[] = []
    while (seen.length > 0) all.push(seen.get(0) as number)
    process.result(all)
  },
  producer(_process, items: KernelQueue, index: number, each: number, kind: string) {
    for (let i = 0; i < each; i++) {
      const n = index * 1_000_000 + i
      items.put(kind === 'number' ? n : { n, text: 'x'.repeat(i % 50) }, null)
    }
  },
  consumer(_process, items: KernelQueue, seen: KernelQueue) {
    for (let item = items.get(null); item !== null; item = items.get(null)) {
      seen.put(typeof item === 'number' ? item : (item as { n: number }).n, null)
    }
  },

  // An async main, a timer and two more waiters in one worker, all on its one doorbell.
  async manyWaits(process) {
    const { kernel } = process
    const first = process.queue(0)
    const second = process.queue(0)
    const told = process.queue(0)
    const order: string[] = []
    const child = process.start('feeder', told, first, second)
    await Promise.all([
      kernel.sleepAsync(5).then(() => told.put(order.push('timer'), null)),
      first.getAsync(null).then(value => order.push(`first ${value}`)),
      second.getAsync(null).then(value => told.put(order.push(`second ${value}`), null)),
      child.joinAsync(null).then(() => order.push('joined')),
      process
        .queue(0)
        .getAsync(20)
        .then(value => told.put(order.push(value === EMPTY ? 'nothing' : 'something'), null)),
    ])
    process.result(order)
  },
  feeder(process, told: KernelQueue, first: KernelQueue, second: KernelQueue) {
    for (let i = 0; i < 2; i++) told.get(null)
    process.kernel.sleep(10)
    second.put(2, null)
    told.get(null)
    process.kernel.sleep(10)
    first.put(1, null)
  },

  sleepers(process, ms: number, count: number) {
    const children = Array.from({ length: count }, (_, i) => process.start('sleeper', ms * (i + 1)))
    for (const child of children) child.join(null)
    process.result(process.kernel.now())
  },
  sleeper(process, ms: number) {
    process.kernel.sleep(ms)
  },

  // Deadlocks.
  getFromEmpty(process) {
    process.queue(0).get(null)
  },
  lockTwice(process) {
    const lock = process.lock()
    lock.acquire(null)
    lock.acquire(null)
  },
  lockCycle(process) {
    const a = process.lock()
    const b = process.lock()
    const ready = process.queue(0)
    const go = process.queue(0)
    const children = [process.start('takeBoth', a, b, ready, go), process.start('takeBoth', b, a, ready, go)]
    ready.get(null)
    ready.get(null)
    go.put(true, null)
    go.put(true, null)
    for (const child of children) child.join(null)
  },
  takeBoth(_process, one: KernelLock, other: KernelLock, ready: KernelQueue, go: KernelQueue) {
    one.acquire(null)
    ready.put(true, null)
    go.get(null)
    other.acquire(null)
  },
  async awaitNothing(process) {
    await process.queue(0).getAsync(null)
  },
  waitWithTimeout(process, ms: number) {
    process.result(process.queue(0).get(ms) === EMPTY)
    const lock = process.lock()
    lock.acquire(null)
    process.result(lock.acquire(ms))
  },

  // A lock that some wait for with little patience: whoever gives up after a wake-up must not take it along.
  impatience(process, rounds: number, patience: number) {
    const lock = process.lock()
    const children = [
      process.start('locker', lock, rounds, null),
      process.start('locker', lock, rounds, null),
      process.start('locker', lock, rounds, patience),
      process.start('locker', lock, rounds, patience),
    ]
    for (const child of children) child.join(null)
    process.result(lock.locked())
  },
  locker(process, lock: KernelLock, rounds: number, patience: number | null) {
    for (let i = 0; i < rounds; i++) {
      if (!lock.acquire(patience)) continue
      process.kernel.gate.point()
      lock.release()
    }
  },

  // A process ends while an async get of it, which nobody awaits, is first in the queue.
  abandonedWait(process) {
    const items = process.queue(0)
    process.start('abandonGet', items).join(null)
    const told = process.queue(0)
    const child = process.start('getAndTell', items, told)
    process.kernel.sleep(20)
    items.put('for the living', null)
    child.join(null)
    process.result(told.get(0))
  },
  async abandonGet(_process, items: KernelQueue) {
    items.getAsync(null)
  },
  getAndTell(_process, items: KernelQueue, told: KernelQueue) {
    told.put(items.get(null), null)
  },

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

  // Litmus programs: small enough that a test can name all their outcomes.
  twoLockOrders(process) {
    const a = process.lock()
    const b = process.lock()
    const children = [process.start('lockInOrder', a, b), process.start('lockInOrder', b, a)]
    for (const child of children) child.join(null)
  },
  lockInOrder(_process, one: KernelLock, other: KernelLock) {
    one.acquire(null)
    other.acquire(null)
    other.release()
    one.release()
  },
  // Messages of one producer come in its order, whatever the capacity; those of several may interleave.
  orders(process, producers: number, each: number, capacity: number) {
    const items = process.queue(capacity)
    for (let i = 0; i < producers; i++) process.start('producer', items, i, each, 'number')
    const seen: unknown[] = []
    for (let i = 0; i < producers * each; i++) seen.push(items.get(null))
    process.result(seen.join(' '))
  },
  // Store buffering (x = 1, read y beside y = 1, read x): both reading 0 is what sequential consistency forbids.
  storeBuffering(process) {
    const cells = process.cells('i', 2)
    const told = process.queue(0)
    const children = [0, 1].map(i => process.start('storeThenLoad', cells, i, told))
    for (const child of children) child.join(null)
    const read = new Map(children.map(() => told.get(0) as [number, number]))
    process.result(`${read.get(0)}${read.get(1)}`)
  },
  storeThenLoad(_process, cells: KernelCells, index: number, told: KernelQueue) {
    cells.write(index, 1)
    told.put([index, Number(cells.read(1 - index))], null)
  },

  // A process has encoded a value for a full queue, and ends before there is room.
  unsent(process, sender: string) {
    const { kernel } = process
    const full = process.queue(1)
    full.put(0, null)
    const cost = (scenario: string) => {
      const before = kernel.heap.used
      const child = process.start(scenario, full)
      child.join(40)
      child.terminate()
      child.join(null)
      for (let used = -1; used !== kernel.heap.used; kernel.sleep(30)) used = kernel.heap.used
      return kernel.heap.used - before
    }
    // What remains of a process is the handle that this one holds; a name as long makes one of the same size.
    const handle = cost('sendsNothing')
    process.result(cost(sender) - handle)
  },
  sendsNothing() {},
  blockedSender(process, full: KernelQueue) {
    full.put([process.lock(), 'x'.repeat(1000)], null)
  },
  async asyncSender(process, full: KernelQueue) {
    await Promise.all([1, 2].map(n => full.putAsync([process.lock(), 'x'.repeat(1000 * n)], null)))
  },
  async leavingSender(process, full: KernelQueue) {
    full.putAsync([process.lock(), 'x'.repeat(1000)], null)
  },

  // Writes more than a ring holds: it must wait for the collector.
  chatter(process, lines: number) {
    for (let i = 0; i < lines; i++) process.kernel.trace.output(1, `line ${i} ${'é'.repeat(i % 40)}`, 0)
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

  // Many short processes one after another: their slots are used again.
  shortProcesses(process, count: number) {
    const cell = process.cells('i', 1)
    const pids = new Set<number>()
    for (let i = 0; i < count; i++) {
      const child = process.start('looseAdder', cell, 1)
      child.join(null)
      pids.add(child.pid)
    }
    process.result([cell.read(0), pids.size])
  },

  // Objects that name objects, sent about: when all have ended and all was taken, the heap holds what it held before.
  references(process, rounds: number) {
    const { kernel } = process
    const cost = (rounds: number) => {
      const before = kernel.heap.used
      process.start('sendObjects', rounds).join(null)
      // A process is done before it has given everything back.
      for (let used = -1; used !== kernel.heap.used; kernel.sleep(30)) used = kernel.heap.used
      return kernel.heap.used - before
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

  // Code that the kernel did not call runs in an async process while its lane is parked, and waits itself.
  async strangerCalls(process) {
    const items = process.queue(0)
    const sleeper = process.start('sleeper', 200)
    setTimeout(() => {
      process.result(process.queue(0).get(5) === EMPTY)
      items.put('from outside', null)
    }, 20)
    process.result(await items.getAsync(null))
    await sleeper.joinAsync(null)
    // Had the lane been counted twice, this would not be found.
    await items.getAsync(null)
  },
  // What it awaits comes from outside while a wait that nobody needs keeps its loop at rest.
  async strangerEnds(process) {
    process.queue(0).getAsync(null)
    process.start('sleeper', 300)
    await new Promise(resolve => setTimeout(resolve, 30))
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
    process.result(told.get(5000))
    process.result([first.exitCode() ?? 0, second.join(null)])
  },
  lockAndTell(_process, lock: KernelLock, told: KernelQueue) {
    lock.acquire(null)
    lock.release()
    told.put('got it', null)
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
  manyProcesses(process, count: number) {
    let error = ''
    const gate = process.queue(0)
    try {
      for (let i = 0; i < count; i++) process.start('getOne', gate)
    } catch (thrown) {
      error = (thrown as { code: string }).code
    }
    for (let i = 0; i < count; i++) gate.put(i, null)
    process.result(error)
  },
  getOne(_process, gate: KernelQueue) {
    gate.get(null)
  },
}
