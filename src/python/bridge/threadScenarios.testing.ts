import { ObjectType, Operation } from '../../trace/events.ts'
import type { Scenario } from './scenarios.testing.ts'

/** Programs that test threads, and locks of `threading` and `multiprocessing`. */
export const threadScenarios: Record<string, Scenario> = {
  async parking({ bridge, result, thread }) {
    const main = bridge.thread_ident()
    const park = (timeout: number) => bridge.thread_park(0, timeout, Operation.LockAcquire, 0)
    result([main, bridge.thread_count()])
    // A permit that came before counts, once.
    bridge.thread_wake(main)
    bridge.thread_wake(main)
    result([await park(-1), await park(0), await park(0.01)])
    const log: unknown[] = []
    const other = thread('Thread-1', async () => {
      log.push(bridge.thread_ident() === other, bridge.thread_count())
      log.push(await park(-1))
      bridge.thread_wake(main)
    })
    result([other, await park(20)])
    bridge.thread_wake(other)
    result([await park(-1), log])
    await bridge.sleep(10, 0)
    result(bridge.thread_count())
  },

  // A wake-up is no reason to sleep less; a thread that sleeps lets others run.
  async sleeping({ bridge, result, thread }) {
    const order: string[] = []
    const slow = thread('slow', async () => {
      await bridge.sleep(60, 0)
      order.push('slow')
    })
    thread('fast', async () => {
      await bridge.sleep(20, 0)
      order.push('fast')
      bridge.thread_wake(slow)
    })
    await bridge.sleep(100, 0)
    result(order)
  },

  // Two threads take turns by giving way.
  async turns({ bridge, result, thread }) {
    const order: string[] = []
    for (const name of ['a', 'b']) {
      thread(name, async () => {
        for (let i = 0; i < 3; i++) {
          order.push(name)
          await bridge.thread_yield()
        }
      })
    }
    await bridge.sleep(30, 0)
    result(order.join(''))
  },

  // A lock of threading is Python's own; the report names who holds it.
  async deadlock({ bridge, thread }) {
    const lock = bridge.object_new(ObjectType.Lock)
    bridge.object_holder(lock, bridge.thread_ident())
    const between = bridge.sem_new(ObjectType.RLock, 1, 1)
    bridge.sem_try(between)
    thread('waits', async () => {
      await bridge.thread_park(lock, -1, Operation.LockAcquire, 2)
    })
    await bridge.sem_acquire(between, -1, Operation.RLockAcquire, 1)
  },

  async semaphores({ bridge, result }) {
    const few = bridge.sem_new(ObjectType.BoundedSemaphore, 2, 2)
    const take = (timeout: number) => bridge.sem_acquire(few, timeout, 0, 0)
    result([await take(-1), bridge.sem_value(few), bridge.sem_try(few), bridge.sem_try(few)])
    result([await take(0), await take(0.01), bridge.sem_release(few), bridge.sem_release(few)])
    result([bridge.sem_release(few), bridge.sem_value(few)])
    const lock = bridge.sem_new(ObjectType.Lock, 1, 1)
    result([bridge.sem_value(lock), bridge.sem_try(lock), bridge.sem_try(lock), bridge.sem_value(lock)])
    result([bridge.sem_release(lock), bridge.sem_release(lock)])
  },

  // Processes, each with threads, come through a lock; what is in it is told by a pipe.
  async contended(process, workers: number, threads: number, rounds: number) {
    const { bridge } = process
    const lock = bridge.sem_new(ObjectType.Lock, 1, 1)
    const [reader, writer] = bridge.pipe_new(ObjectType.Connection)
    await bridge.pipe_send(writer, process.bytes([0, 0]), 0, 0)
    const pids: number[] = []
    for (let i = 0; i < workers; i++) {
      pids.push(
        await process.spawn('contender', [lock, reader, writer], lock, reader, writer, threads, rounds),
      )
    }
    for (const pid of pids) await bridge.process_wait(pid, -1, 0, 0)
    const [low = 0, high = 0] = (await process.receive(reader)) ?? []
    process.result(low + high * 256)
  },
  async contender(process, lock: number, reader: number, writer: number, threads: number, rounds: number) {
    const { bridge } = process
    let left = threads
    for (let i = 0; i < threads; i++) {
      process.thread(`contender ${i}`, async () => {
        for (let n = 0; n < rounds; n++) {
          if (!bridge.sem_try(lock)) await bridge.sem_acquire(lock, -1, Operation.LockAcquire, 0)
          const [low = 0, high = 0] = (await process.receive(reader)) ?? []
          if (n % 5 === 0) await bridge.thread_yield()
          const sum = low + high * 256 + 1
          await bridge.pipe_send(writer, process.bytes([sum & 255, sum >> 8]), 0, 0)
          bridge.sem_release(lock)
        }
        left--
      })
    }
    while (left > 0) await bridge.sleep(0.005, 0)
  },
}
