import type { KernelCells } from '../exchange/cells.ts'
import { EMPTY, type KernelQueue } from '../exchange/queue.ts'
import type { KernelLock } from '../sync/lock.ts'
import type { Process, Scenario } from './scenarios.testing.ts'

/** Computes for about `ms` of the host's time, ticking as compiled loops do. */
function compute(process: Process, ms: number): void {
  const { kernel } = process
  const until = kernel.host.now() + ms
  do kernel.tick()
  while (kernel.host.now() < until)
}

/** A fixed amount of work, whoever else runs meanwhile. */
function work(process: Process, rounds: number): number {
  let sum = 0
  for (let i = 0; i < rounds; i++) {
    for (let j = 0; j < 20_000; j++) sum = (sum * 31 + j) | 0
    process.kernel.tick()
  }
  return sum
}

/** Programs that test threads. */
export const threadScenarios: Record<string, Scenario> = {
  // A thread shares the pid, has a lane of its own, and is waited for at the end.
  threadBasics(process) {
    const { kernel } = process
    const told = process.queue(0)
    const thread = process.startThread('tellWhoIAm', told)
    process.result(thread.join(null))
    const [pid, parent, isThread, lane] = told.get(0) as [number, number, boolean, number]
    process.result([pid === kernel.pid, parent === kernel.parentPid, isThread, lane === thread.lane])
    process.result([thread.thread, thread.name, thread.exitCode(), kernel.threads().length])
  },
  tellWhoIAm(process, told: KernelQueue) {
    const { kernel } = process
    told.put([kernel.pid, kernel.parentPid, kernel.isThread, kernel.lane], null)
  },

  // The main thread ends first: its process waits for the thread, and ends what the thread starts as a daemon.
  leaveThreadBehind(process) {
    process.startThread('sleepAndTell', 30)
  },
  sleepAndTell(process, ms: number) {
    process.kernel.sleep(ms)
    process.result(`slept ${ms}`)
  },

  addInThreads(process, threads: number, rounds: number, locked: boolean) {
    const lock = process.lock()
    const cell = process.cells('i', 1)
    const adders = Array.from({ length: threads }, () =>
      locked
        ? process.startThread('adder', lock, cell, rounds)
        : process.startThread('looseAdder', cell, rounds),
    )
    for (const adder of adders) adder.join(null)
    process.result(cell.read(0))
  },

  // Who ends is told to a queue, whichever way it ends.
  notices(process) {
    const { kernel } = process
    const notices = process.queue(0)
    const payload = (name: string, ...args: unknown[]) => kernel.codec.encode([name, args])
    const start = (name: string, ...args: unknown[]) =>
      kernel.startProcess({
        name,
        flags: 0,
        startMethod: 'spawn',
        payload: payload(name, ...args),
        notice: notices.id,
      })
    const ended = start('nothing')
    process.result(notices.get(null) === ended.lane)
    const killed = start('sleeper', 100_000)
    killed.terminate()
    process.result(notices.get(null) === killed.lane)
    const thread = kernel.startThread({
      name: 'nothing',
      flags: 0,
      payload: payload('nothing'),
      notice: notices.id,
    })
    process.result(notices.get(null) === thread.lane)
    process.result([ended.exitCode(), killed.exitCode(), thread.exitCode()])
  },

  // Processes with three threads each are killed at random moments; the rest must go on as if nothing were.
  /** Tells by how much the memory in use has grown since the 100th. */
  manyShort(process, count: number) {
    const { kernel } = process
    let used = 0
    for (let i = 0; i < count; i++) {
      const one = i % 2 === 0 ? process.start('nothing') : process.startThread('nothing')
      one.join(null)
      kernel.objects.unhold(one.id)
      if (i === 100) used = kernel.heap.used
    }
    process.result(Math.max(0, kernel.heap.used - used))
  },
  /** Victims sit where short processes and threads have come and gone. */
  victimsOnUsedWorkers(process, kills: number) {
    const lock = process.lock()
    const cell = process.cells('i', 1)
    const items = process.queue(4)
    const { kernel } = process
    for (let i = 0; i < kills; i++) {
      const short = [0, 1, 2].map(n =>
        n === i % 3 ? process.startThread('nothing') : process.start('nothing'),
      )
      for (const one of short) one.join(null)
      const victim = process.start('threeThreads', lock, cell, items, i)
      const other = process.start('nothing')
      kernel.sleep((i * 7) % 11)
      victim.terminate()
      // Killed while it ends, or when another may sit in its worker's slot.
      other.terminate()
      victim.join(null)
      other.join(null)
      while (items.get(0) !== EMPTY);
    }
    process.result(kills)
  },
  threadVictims(process, kills: number) {
    const lock = process.lock()
    const cell = process.cells('i', 1)
    const items = process.queue(4)
    const { kernel } = process
    let used = 0
    for (let i = 0; i < kills; i++) {
      const victim = process.start('threeThreads', lock, cell, items, i)
      kernel.sleep((i * 7) % 11)
      victim.terminate()
      victim.join(null)
      // What its threads had put; a lock that died with its owner is not waited for.
      while (items.get(0) !== EMPTY);
      if (i === 20) used = kernel.heap.used
    }
    process.result(kills)
    // Handles of processes stay, 50 words each.
    process.result(kernel.heap.used - used - (kills - 21) * 50)
    const last = process.startThread('nothing')
    process.result(last.join(null))
  },
  threeThreads(process, lock: KernelLock, cell: KernelCells, items: KernelQueue, seed: number) {
    const kinds = ['spin', 'impatientAdder', 'putForEver', 'startForEver', 'sleepForEver']
    for (let i = 0; i < 3; i++) {
      process.startThread(kinds[(seed + i * 2) % kinds.length] as string, lock, cell, items)
    }
    if (seed % 3 === 0) compute(process, 1000)
    else if (seed % 3 === 1) items.put(seed, null)
  },
  spin(process) {
    compute(process, 10_000)
  },
  impatientAdder(process, lock: KernelLock, cell: KernelCells) {
    for (;;) {
      if (!lock.acquire(1)) continue
      cell.write(0, Number(cell.read(0)) + 1)
      process.kernel.gate.point()
      lock.release()
    }
  },
  putForEver(_process, _lock: KernelLock, _cell: KernelCells, items: KernelQueue) {
    for (let i = 0; ; i++) items.put({ i }, null)
  },
  startForEver(process) {
    for (;;) process.startThread('nothing').join(null)
  },
  sleepForEver(process) {
    for (;;) process.kernel.sleep(1)
  },

  manyThreads(process, count: number) {
    const gate = process.queue(0)
    let code = ''
    let started = 0
    try {
      for (; started < count; started++) process.startThread('getOne', gate)
    } catch (thrown) {
      code = (thrown as { code: string }).code
    }
    for (let i = 0; i < started; i++) gate.put(i, null)
    process.result([code, started])
  },

  // The same work one after another and in two threads: ms of each.
  workInThreads(process, rounds: number) {
    const go = process.queue(0)
    const ready = process.queue(0)
    const threads = [0, 1].map(() => process.startThread('worker', go, ready, rounds))
    for (let i = 0; i < 2; i++) ready.get(null)
    for (let i = 0; i < 2; i++) go.put(i, null)
    for (const thread of threads) thread.join(null)
  },
  worker(process, go: KernelQueue, ready: KernelQueue, rounds: number) {
    work(process, 5)
    ready.put(1, null)
    go.get(null)
    work(process, rounds)
  },

  // One computes, the other sleeps 1 ms again and again: how long each sleep took.
  convoy(process, rounds: number) {
    const stop = process.cells('i', 1)
    const thread = process.startThread('computeUntil', stop)
    const { kernel } = process
    kernel.sleep(30)
    for (let i = 0; i < rounds; i++) {
      const start = kernel.now()
      kernel.sleep(1)
      process.result(kernel.now() - start)
    }
    stop.write(0, 1)
    thread.join(null)
  },
  computeUntil(process, stop: KernelCells) {
    while (stop.read(0) === 0) work(process, 1)
  },

  sleepInThreads(process, ms: number, count: number) {
    const threads = Array.from({ length: count }, () => process.startThread('sleeper', ms))
    for (const thread of threads) thread.join(null)
  },
  setInterval(process, ms: number) {
    process.kernel.switchInterval = ms
    process.result(process.kernel.switchInterval)
  },
}
