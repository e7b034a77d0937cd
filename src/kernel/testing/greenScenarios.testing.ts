import { Operation } from '../../trace/events.ts'
import type { KernelCells } from '../exchange/cells.ts'
import { type ENDED, KernelConnection } from '../exchange/connection.ts'
import { EMPTY, KernelQueue } from '../exchange/queue.ts'
import type { Kernel } from '../kernel.ts'
import type { ProcessHandle } from '../process/processHandle.ts'
import { KernelLock } from '../sync/lock.ts'
import { KernelSemaphore } from '../sync/semaphore.ts'
import { Threads } from './greenThreads.testing.ts'
import type { Scenario } from './scenarios.testing.ts'

/**
 * Computes for `ms` of the host's time and till `enough`, and asks all the while whether to give way, as Python does between
 * bytecodes. Resolves to how often it did.
 */
async function compute(kernel: Kernel, ms: number, enough = (_turns: number) => true): Promise<number> {
  const until = kernel.host.now() + ms
  let turns = 0
  while (kernel.host.now() < until || !enough(turns)) {
    if (!kernel.gate.wantsSwitch) continue
    const way = kernel.gate.giveWayGreen()
    if (way === null) continue
    turns++
    await way
  }
  return turns
}

/** One addition that another thread may come between. */
async function add(kernel: Kernel, cell: KernelCells, way: () => Promise<void> | null): Promise<void> {
  const value = Number(cell.read(0))
  await way()
  if (kernel.gate.wantsSwitch) await kernel.gate.giveWayGreen()
  cell.write(0, value + 1)
}

/** Programs that test green lanes. */
export const greenScenarios: Record<string, Scenario> = {
  async greenBasics(process) {
    const { kernel } = process
    const team = new Threads(process)
    const { lanes } = team
    const seen: unknown[] = [lanes.alone, lanes.current === kernel]
    let ran = false
    const thread = team.start('Thread-1', async own => {
      ran = true
      seen.push([own.pid === kernel.pid, own.isThread, lanes.current === own, own.lane, lanes.size])
      await own.sleepAsync(5)
      seen.push(lanes.current === own)
    })
    // Not before the one that runs gives way.
    seen.push(ran, lanes.alone)
    const handle = kernel.threads().find(one => one.lane === thread.lane) as ProcessHandle
    seen.push(await handle.joinAsync(null), handle.exitCode(), handle.name, handle.thread)
    seen.push(lanes.current === kernel, lanes.alone, kernel.threads().length)
    process.result(seen)
  },

  // Threads add under a lock and a semaphore, and give way in the middle of it.
  async greenAdders(process, threads: number, rounds: number, locked: boolean) {
    const { kernel } = process
    const team = new Threads(process)
    const lock = KernelLock.create(kernel)
    const few = KernelSemaphore.create(kernel, 2, 2)
    const cell = process.cells('i', 1)
    for (let i = 0; i < threads; i++) {
      team.start(`adder ${i}`, async own => {
        const mine = KernelLock.attach(own, lock.id)
        const room = KernelSemaphore.attach(own, few.id)
        for (let n = 0; n < rounds; n++) {
          if (locked) {
            await room.acquireAsync(null)
            await mine.acquireAsync(null)
          }
          await add(own, cell, () => (n % 3 === 0 ? own.gate.yieldGreen() : null))
          if (!locked) continue
          mine.release()
          room.release()
        }
      })
    }
    await team.join()
    process.result(cell.read(0))
  },

  // Items go from threads here through a process and its threads back to threads here.
  async greenExchange(process, threads: number, each: number) {
    const { kernel } = process
    const team = new Threads(process)
    const out = process.queue(3)
    const back = process.queue(3)
    const child = process.start('greenEcho', out, back, threads)
    const got: number[] = []
    for (let i = 0; i < threads; i++) {
      team.start(`maker ${i}`, async own => {
        const mine = KernelQueue.attach(own, out.id)
        for (let n = 0; n < each; n++) await mine.putAsync(i * 1_000_000 + n, null)
        await mine.putAsync(null, null)
      })
      team.start(`taker ${i}`, async own => {
        const mine = KernelQueue.attach(own, back.id)
        for (;;) {
          const item = await mine.getAsync(null)
          if (item === null) return
          got.push(item as number)
        }
      })
    }
    await team.join()
    await child.joinAsync(null)
    process.result(got.sort((a, b) => a - b))
    process.result(kernel.threads().length)
  },
  async greenEcho(process, from: KernelQueue, to: KernelQueue, threads: number) {
    const team = new Threads(process)
    for (let i = 0; i < threads; i++) {
      team.start(`echo ${i}`, async own => {
        const source = KernelQueue.attach(own, from.id)
        const target = KernelQueue.attach(own, to.id)
        for (;;) {
          const item = await source.getAsync(null)
          await target.putAsync(item, null)
          if (item === null) return
        }
      })
    }
    await team.join()
  },

  // One waits at a pipe that another closes: it learns of its end when the other end is closed, too.
  async greenPipe(process) {
    const { kernel } = process
    const team = new Threads(process)
    const [reader, writer] = process.pipe(false)
    const got: unknown[] = []
    team.start('reader', async own => {
      const mine = KernelConnection.attach(own, reader.id)
      for (;;) {
        const item: unknown | typeof ENDED = await mine.recvAsync()
        got.push(typeof item === 'symbol' ? 'end' : item)
        if (typeof item === 'symbol') return
      }
    })
    await kernel.sleepAsync(2)
    // Which the reader holds for as long as it waits there.
    kernel.objects.unhold(reader.id)
    await writer.sendAsync('last words')
    kernel.objects.unhold(writer.id)
    await team.join()
    process.result(got)
  },

  async greenSleepers(process, threads: number, ms: number) {
    const { kernel } = process
    const team = new Threads(process)
    const begun = kernel.now()
    const order: number[] = []
    for (let i = threads; i > 0; i--) {
      team.start(`sleeper ${i}`, async own => {
        await own.sleepAsync(i * ms)
        order.push(i)
      })
    }
    await team.join()
    process.result([order, Math.round(kernel.now() - begun)])
    process.result((await process.queue(0).getAsync(20)) === EMPTY)
  },

  // Two threads and a process, each of which waits for the next.
  async greenDeadlock(process) {
    const team = new Threads(process)
    const [first, second, third] = [process.lock(), process.lock(), process.lock()]
    const ready = process.queue(0)
    const child = process.start('takeBothAfter', third, first, ready)
    const take = (name: string, one: KernelLock, other: KernelLock) =>
      team.start(name, async own => {
        await KernelLock.attach(own, one.id).acquireAsync(null)
        await own.sleepAsync(5)
        ready.put(name, null)
        await own.sleepAsync(20)
        await KernelLock.attach(own, other.id).acquireAsync(null)
      })
    take('Thread-1', first, second)
    take('Thread-2', second, third)
    await child.joinAsync(null)
  },
  takeBothAfter(_process, own: KernelLock, other: KernelLock, ready: KernelQueue) {
    own.acquire(null)
    ready.get(null)
    ready.get(null)
    other.acquire(null)
  },

  async greenGil(process, threads: number, ms: number) {
    const team = new Threads(process)
    const turns: number[] = []
    // On a slow machine that takes longer. Once one is done there is nobody to give way to.
    const enough = (count: number): boolean => count >= 6 || turns.length > 0
    for (let i = 0; i < threads; i++) {
      team.start(`spin ${i}`, async own => turns.push(await compute(own, ms, enough)))
    }
    await team.join()
    process.result(turns)
  },

  // A process with two threads that compute, and one with a single thread that blocks its worker: on one core both get on.
  async greenSlices(process, ms: number) {
    const team = new Threads(process)
    const child = process.start('greenAlone', ms)
    const turns: number[] = []
    const enough = (count: number): boolean => count >= 4 || turns.length > 0
    for (let i = 0; i < 2; i++) {
      team.start(`spin ${i}`, async own => turns.push(await compute(own, ms, enough)))
    }
    await team.join()
    process.result(turns.every(count => count > 1))
    process.result(await child.joinAsync(null))
  },
  async greenAlone(process, ms: number) {
    const { lanes } = new Threads(process)
    process.result(await compute(lanes.current, ms))
  },

  async greenBlocks(process) {
    const team = new Threads(process)
    const { kernel } = process
    const lock = process.lock()
    lock.acquire(null)
    let message = ''
    team.start('sleeper', own => own.sleepAsync(1))
    try {
      lock.acquire(null)
    } catch (error) {
      message = (error as Error).message
    }
    await team.join()
    // Alone again, it may.
    process.result([message, lock.acquire(1), kernel.threads().length])
  },

  async greenDaemons(process) {
    const team = new Threads(process)
    const { kernel } = process
    team.start('for ever', own => own.sleepAsync(1e9), true)
    team.start('stuck', async own => {
      const lock = KernelLock.create(own)
      lock.acquire(null)
      await lock.acquireAsync(null)
    })
    await kernel.sleepAsync(5)
    team.start('not even begun', own => own.sleepAsync(1), true)
    process.result(kernel.threads().length)
  },

  async greenMany(process, count: number) {
    const { kernel } = process
    const team = new Threads(process)
    const gate = process.queue(0)
    let code = ''
    let started = 0
    try {
      for (; started < count; started++) {
        team.start(`t${started}`, own => KernelQueue.attach(own, gate.id).getAsync(null))
      }
    } catch (thrown) {
      code = (thrown as { code: string }).code
    }
    for (let i = 0; i < started; i++) gate.put(i, null)
    await team.join()
    process.result([code, started])
    const used = kernel.heap.used
    for (let i = 0; i < 200; i++) {
      const short = team.start('short', own => own.sleepAsync(0))
      const handle = kernel.threads().find(one => one.lane === short.lane) as ProcessHandle
      await handle.joinAsync(null)
      kernel.objects.unhold(handle.id)
    }
    process.result(kernel.heap.used - used)
  },

  // Who starts processes from threads does not keep the others from running.
  async greenStarts(process, count: number) {
    const { kernel } = process
    const team = new Threads(process)
    const payload = kernel.codec.encode(['nothing', []])
    let ticks = 0
    let over = false
    team.start('clock', async own => {
      while (!over) {
        await own.sleepAsync(1)
        ticks++
      }
    })
    const pids: number[] = []
    for (let i = 0; i < 2; i++) {
      team.start(`starter ${i}`, async own => {
        for (let n = 0; n < count; n++) {
          const child = await own.startProcessAsync({ name: 'c', flags: 0, startMethod: 'spawn', payload })
          pids.push(child.pid)
          await child.joinAsync(null)
        }
        over = true
      })
    }
    await team.join()
    process.result([new Set(pids).size, ticks > 3])
  },

  // Processes with green lanes are killed at random moments; what is left must be sound.
  greenVictims(process, kills: number) {
    const { kernel } = process
    const stop = process.queue(0)
    const survivor = process.start('greenSurvivor', stop)
    const lock = process.lock()
    const cell = process.cells('i', 1)
    const items = process.queue(4)
    let used = 0
    for (let i = 0; i < kills; i++) {
      const victim = process.start('greenThreads', lock, cell, items, i)
      kernel.sleep((i * 7) % 23)
      victim.terminate()
      victim.join(null)
      while (items.get(0) !== EMPTY);
      if (i === kills >> 1) used = kernel.heap.used
    }
    // Handles of processes stay, 50 words each.
    const grown = kernel.heap.used - used - (kills >> 1) * 50
    stop.put(null, null)
    process.result([kills, grown, survivor.join(null)])
  },
  // Passes its turn on from thread to thread until it is told to stop.
  async greenSurvivor(process, stop: KernelQueue) {
    const team = new Threads(process)
    const turns = [1, 0, 0].map(value => KernelSemaphore.create(process.kernel, value).id)
    let rounds = 0
    let over = false
    for (let i = 0; i < 3; i++) {
      team.start(`t${i}`, async own => {
        const mine = KernelSemaphore.attach(own, turns[i] as number)
        const next = KernelSemaphore.attach(own, turns[(i + 1) % 3] as number)
        while (!over) {
          await mine.acquireAsync(null)
          rounds++
          await own.sleepAsync(0.5)
          next.release()
        }
      })
    }
    await stop.getAsync(null)
    over = true
    await team.join()
    process.result(rounds)
  },
  async greenThreads(process, lock: KernelLock, cell: KernelCells, items: KernelQueue, seed: number) {
    const team = new Threads(process)
    const kinds: ((own: Kernel) => Promise<unknown>)[] = [
      own => compute(own, 10_000),
      async own => {
        const mine = KernelLock.attach(own, lock.id)
        for (;;) {
          if (!(await mine.acquireAsync(1))) continue
          await add(own, cell, () => own.gate.yieldGreen())
          mine.release()
        }
      },
      async own => {
        const mine = KernelQueue.attach(own, items.id)
        for (let i = 0; ; i++) await mine.putAsync({ i }, null)
      },
      async own => {
        for (;;) {
          const short = team.start('short', one => one.sleepAsync(0))
          const handle = own.threads().find(one => one.lane === short.lane)
          if (handle !== undefined) await handle.joinAsync(null)
        }
      },
      async own => {
        for (;;) await own.sleepAsync(1)
      },
    ]
    for (let i = 0; i < 3; i++) {
      const kind = kinds[(seed + i * 2) % kinds.length] as (own: Kernel) => Promise<unknown>
      team.start(`t${i}`, kind)
    }
    if (seed % 3 === 0) await compute(process.kernel, 1000)
    else if (seed % 3 === 1) await items.putAsync(seed, null)
    else await team.join()
  },

  // Two threads wake each other. Tells what the event loop has done till they are over, and then.
  async greenSwitches(process, rounds: number) {
    const { kernel } = process
    const team = new Threads(process)
    const turn = [false, false]
    const kernels: Kernel[] = []
    const reason = { operation: Operation.None, object: 0, site: 0 }
    const play = (me: 0 | 1) => async (own: Kernel) => {
      const other = me === 0 ? 1 : 0
      for (let i = 0; i < rounds; i++) {
        turn[other] = true
        own.gate.wake((kernels[other] as Kernel).slot)
        await own.waiter.pauseAsync(reason, Number.POSITIVE_INFINITY, () => turn[me] === true)
        turn[me] = false
      }
      turn[other] = true
      own.gate.wake((kernels[other] as Kernel).slot)
    }
    kernels.push(team.start('a', play(0)), team.start('b', play(1)))
    let turns = 0
    kernel.host.later(() => {
      turns++
    })
    await team.join()
    process.result(turns)
    // It comes as soon as it is let.
    await new Promise<void>(resolve => kernel.host.later(resolve))
    process.result(turns)
  },
}
