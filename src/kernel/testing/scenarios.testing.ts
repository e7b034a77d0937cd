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
import { killScenarios } from './killScenarios.testing.ts'
import { litmusScenarios } from './litmusScenarios.testing.ts'
import { memoryScenarios } from './memoryScenarios.testing.ts'
import { sharedScenarios } from './sharedScenarios.testing.ts'
import { signalScenarios } from './signalScenarios.testing.ts'
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
  ...killScenarios,
  ...litmusScenarios,
  ...memoryScenarios,
  ...signalScenarios,
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

  // Writes more than a ring holds: it must wait for the collector.
  chatter(process, lines: number) {
    for (let i = 0; i < lines; i++) process.kernel.trace.output(1, `line ${i} ${'é'.repeat(i % 40)}`, 0)
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
