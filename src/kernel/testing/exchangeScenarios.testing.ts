import { below, xorshift32 } from '../../base/prng.ts'
import { ENDED, type KernelConnection } from '../exchange/connection.ts'
import { EMPTY, KernelQueue, type QueueOptions } from '../exchange/queue.ts'
import { Order } from '../memory/messages.ts'
import type { Process } from './scenarios.testing.ts'

/** A queue of the kind that a scenario asks for; others attach it by its number. */
const make = (process: Process, capacity: number, options: QueueOptions = {}) =>
  KernelQueue.create(process.kernel, capacity, options)

/** Programs that test queues and pipes. */
export const exchangeScenarios = {
  // Two put, one takes twice: which orders there are depends on the kind of queue.
  twoPut(process: Process, order: Order, one: number, other: number) {
    const items = make(process, 0, { order })
    const children = [one, other].map(value => process.start('putOne', items.id, value))
    for (const child of children) child.join(null)
    process.result(`${items.get(null)} ${items.get(null)}`)
  },
  putOne(process: Process, id: number, value: unknown) {
    KernelQueue.attach(process.kernel, id).put(value, null)
  },

  // One takes while another puts two: the first one taken is one of the two or, of a priority queue, the least that is there.
  takeBetween(process: Process, order: Order) {
    const items = make(process, 0, { order })
    process.start('putTwo', items.id)
    process.result(`${items.get(null)} ${items.get(null)}`)
  },
  putTwo(process: Process, id: number) {
    const items = KernelQueue.attach(process.kernel, id)
    items.put(2, null)
    items.put(1, null)
  },

  // A shutdown beside a put and a get: an item that was put is taken or counted, and nobody waits for ever.
  shutdownRace(process: Process, immediate: boolean) {
    const items = make(process, 0, { joinable: true })
    const told = process.queue(0)
    const children = [
      process.start('putAndTell', items.id, told),
      process.start('getAndFinish', items.id, told),
    ]
    items.shutdown(immediate)
    for (const child of children) child.join(null)
    const said = [told.get(0), told.get(0)].sort()
    process.result(`${said.join(' ')} left ${items.length}`)
  },
  putAndTell(process: Process, id: number, told: KernelQueue) {
    told.put(KernelQueue.attach(process.kernel, id).put('x', null) ? 'put' : 'not put', null)
  },
  getAndFinish(process: Process, id: number, told: KernelQueue) {
    const items = KernelQueue.attach(process.kernel, id)
    const got = items.get(null) !== EMPTY
    if (got) items.taskDone()
    told.put(got ? 'got' : 'got nothing', null)
  },

  // Who joins goes on only when all is done.
  joinAll(process: Process, count: number) {
    const items = make(process, 0, { joinable: true })
    const cell = process.cells('i', 1)
    for (let i = 0; i < count; i++) items.put(i, null)
    const workers = [0, 1].map(() => process.start('doTasks', items.id, cell))
    items.join()
    process.result(cell.read(0))
    for (const worker of workers) worker.join(null)
    process.result(items.taskDone())
  },
  doTasks(
    process: Process,
    id: number,
    cell: { read(i: number): number; write(i: number, n: number): void },
  ) {
    const items = KernelQueue.attach(process.kernel, id)
    while (items.get(0) !== EMPTY) {
      cell.write(0, 1)
      items.taskDone()
    }
  },

  // The end of a pipe that two held: closed when both have ended, and not before all they sent was received.
  async pipeEnd(process: Process) {
    const [here, there] = process.pipe(true)
    const children = [1, 2].map(n => process.start('sendOne', there, n))
    there.close()
    const heard: unknown[] = []
    for (let value = here.recv(); value !== ENDED; value = here.recv()) heard.push(value)
    process.result(`${heard.join(' ')} ${here.poll(null)} ${here.send(1)}`)
    for (const child of children) child.join(null)
  },
  sendOne(_process: Process, there: KernelConnection, n: number) {
    there.send(n)
  },

  // Random operations beside an obvious twin.
  twinOfQueue(process: Process, order: Order, seed: number, operations: number) {
    const items = make(process, 0, { order })
    const twin: [number, number, unknown][] = []
    let random = seed
    for (let i = 0; i < operations; i++) {
      random = xorshift32(random)
      if (below(random, 5) < 3 || twin.length === 0) {
        random = xorshift32(random)
        const key = below(random, 20) / 4
        const text = 'é'.repeat(below(xorshift32(random + 1), i % 50 === 0 ? 2000 : 60))
        const item = order === Order.Priority ? [key, i, text] : i % 3 === 0 ? i : [i, text]
        items.put(item, 0)
        twin.push([key, i, item])
        continue
      }
      let at = order === Order.Lifo ? twin.length - 1 : 0
      if (order === Order.Priority) {
        for (const [j, [key, n]] of twin.entries()) {
          const [least, first] = twin[at] as [number, number, unknown]
          if (key < least || (key === least && n < first)) at = j
        }
      }
      const [[, , expected]] = twin.splice(at, 1) as [[number, number, unknown]]
      const got = items.get(0)
      if (JSON.stringify(got) !== JSON.stringify(expected)) {
        process.result(`operation ${i}: ${JSON.stringify(got)} for ${JSON.stringify(expected)}`)
        return
      }
    }
    process.result(items.length === twin.length ? 'alike' : `${items.length} items for ${twin.length}`)
  },

  // Messages of all sizes through a pipe, both sides knowing what must come.
  twinOfPipe(process: Process, seed: number, count: number) {
    const [here, there] = process.pipe(false)
    const child = process.start('sendBytes', there, seed, count)
    there.close()
    let random = seed
    let wrong = 0
    for (let i = 0; i < count; i++) {
      random = xorshift32(random)
      const got = here.recv() as Uint8Array
      const length = sizeOf(random)
      if (got.length !== length || (length > 0 && got[length - 1] !== (i & 0xff))) wrong++
    }
    process.result(`${wrong} wrong, ${here.recv() === ENDED ? 'ended' : 'more'}`)
    child.join(null)
  },
  sendBytes(_process: Process, there: KernelConnection, seed: number, count: number) {
    let random = seed
    for (let i = 0; i < count; i++) {
      random = xorshift32(random)
      there.send(new Uint8Array(sizeOf(random)).fill(i))
    }
  },

  // Processes are killed wherever they are in put, get, send and recv.
  killedInExchange(process: Process, kills: number, seed: number) {
    const items = process.queue(4)
    const least = make(process, 3, { order: Order.Priority })
    let random = seed
    for (let ended = 0; ended < kills; ) {
      const [here, there] = process.pipe(true)
      const children = [
        process.start('putsForEver', items, least.id),
        process.start('getsForEver', items, least.id),
        process.start('sendsForEver', there),
        process.start('receivesForEver', here),
      ]
      for (const end of [here, there]) end.close()
      for (const child of children) {
        random = xorshift32(random)
        child.join(below(random, 3000) / 1000)
        child.terminate()
        child.join(null)
        ended++
      }
      // All still works, and holds no more than it may.
      while (items.get(0) !== EMPTY);
      while (least.get(0) !== EMPTY);
      items.put('alive', 100)
      least.put(1, 100)
      if (items.get(100) !== 'alive' || least.get(100) !== 1) process.result('stuck')
    }
    process.result('done')
  },
  putsForEver(process: Process, items: KernelQueue, id: number) {
    const least = KernelQueue.attach(process.kernel, id)
    for (let i = 0; ; i++) {
      items.put(i % 2 === 0 ? i : ['x'.repeat(i % 3000)], 1)
      least.put([i % 7, 'y'], 1)
    }
  },
  getsForEver(process: Process, items: KernelQueue, id: number) {
    const least = KernelQueue.attach(process.kernel, id)
    for (;;) {
      items.get(1)
      least.get(1)
    }
  },
  sendsForEver(_process: Process, there: KernelConnection) {
    for (let i = 0; there.send('z'.repeat((i * 997) % 9000)); i++);
  },
  receivesForEver(_process: Process, here: KernelConnection) {
    while (here.recv() !== ENDED);
  },

  // Takers are killed wherever they are, also while they watch the queue and nobody else is woken: the others take what is there.
  killedTakers(process: Process, kills: number, seed: number) {
    const items = process.queue(0)
    const told = process.queue(0)
    const start = () => process.start('takesForEver', items, told)
    const takers = [start(), start(), start()]
    let random = seed
    for (let ended = 0; ended < kills; ended++) {
      random = xorshift32(random)
      const victim = below(random, takers.length)
      const taker = takers[victim] as ReturnType<typeof start>
      for (let i = below(random >>> 8, 4); i >= 0; i--) items.put(i, null)
      taker.join(below(random >>> 4, 200) / 1000)
      items.put(-1, null)
      taker.terminate()
      items.put(-2, null)
      taker.join(null)
      // Were nobody awake for them, this would be a deadlock.
      while (items.length > 0) told.get(null)
      while (told.get(0) !== EMPTY);
      takers[victim] = start()
    }
    for (const taker of takers) taker.terminate()
    process.result('done')
  },
  takesForEver(_process: Process, items: KernelQueue, told: KernelQueue) {
    for (;;) told.put(items.get(null), null)
  },

  manyMessages(process: Process, count: number) {
    const items = process.queue(0)
    const told = process.queue(0)
    process.start('sumUp', items, told, count)
    for (let i = 0; i < count; i++) items.put(i, null)
    process.result(told.get(null))
  },
  sumUp(_process: Process, items: KernelQueue, told: KernelQueue, count: number) {
    let sum = 0
    for (let i = 0; i < count; i++) sum += items.get(null) as number
    told.put(sum, null)
  },

  // A message that is too large is refused, and harms nothing.
  largeMessage(process: Process, bytes: number) {
    const items = process.queue(0)
    try {
      items.put(new Uint8Array(bytes), null)
      process.result((items.get(null) as Uint8Array).length)
    } catch (error) {
      const { name, code, message } = error as { name: string; code: string; message: string }
      process.result(`${name} ${code} ${message}`)
    }
    items.put('small', null)
    process.result(items.get(0))
  },
  fillPipe(process: Process) {
    const [here, there] = process.pipe(true)
    process.start('sendMuch', there)
    process.kernel.sleep(300)
    process.result(here.recv() === ENDED ? 'ended' : 'came')
  },
  sendMuch(process: Process, there: KernelConnection) {
    try {
      there.send(new Uint8Array(40 * 1024 * 1024))
    } catch (error) {
      process.result((error as { code: string }).code)
    }
  },
}

/** Mostly small, some larger than a pipe holds. */
const sizeOf = (random: number): number =>
  below(random, 20) === 0 ? below(xorshift32(random), 200_000) : below(xorshift32(random), 3000)
