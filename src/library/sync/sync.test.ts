import { describe, expect, it } from 'vitest'
import { runProgram } from '../harness.testing.ts'

/** Lines of a program's output without the process's name. */
const said = async (text: string): Promise<string[]> => {
  const { output, status, problem } = await runProgram(text)
  expect(problem).toBeNull()
  expect(status).toBe('finished')
  return output.map(line => line.replace(/^[^:!]*[:!] /, ''))
}

const tell = `
  function tell(action: () => unknown): void {
    try { console.log(action()) } catch (error) { console.log((error as any).name, (error as any).code) }
  }`

describe('of multiprocessing', () => {
  it('an RLock is acquired again by its owner, and released by nobody else', async () => {
    const lines = await said(`
      import { Process, RLock } from 'multiprocessing'
      ${tell}
      const lock = new RLock()
      function other() {
        tell(() => lock.release())
        tell(() => lock.acquire({ timeout: 0.05 }))
      }
      lock.acquire()
      lock.acquire(true, 1)
      const child = new Process({ target: other })
      child.start()
      child.join()
      lock.release()
      tell(() => lock.locked())
      lock.release()
      tell(() => lock.locked())
      tell(() => lock.release())
      console.log(lock)
    `)
    expect(lines).toEqual([
      'AssertionError rlock.notOwner',
      'false',
      'true',
      'false',
      'AssertionError rlock.notOwner',
      '<RLock unlocked>',
    ])
  })

  it('a semaphore lets as many in as it says, and a bounded one notices a release too many', async () => {
    const lines = await said(`
      import { Barrier, BoundedSemaphore, Process, Semaphore, Value } from 'multiprocessing'
      ${tell}
      const slots = new Semaphore(2)
      // Whoever is inside waits there for another.
      const pair = new Barrier(2)
      const inside = new Value('i', 0)
      const most = new Value('i', 0)
      function visit() {
        using _ = slots.hold()
        inside.getLock().with(() => {
          inside.value += 1
          most.value = Math.max(most.value, inside.value)
        })
        pair.wait()
        inside.getLock().with(() => { inside.value -= 1 })
      }
      const children = [1, 2, 3, 4].map(() => new Process({ target: visit }))
      for (const child of children) child.start()
      for (const child of children) child.join()
      console.log(most.value, slots.getValue())
      const bounded = new BoundedSemaphore(1)
      bounded.with(() => console.log(slots.locked(), bounded.locked()))
      tell(() => bounded.release())
      tell(() => new Semaphore(-1))
      slots.release(3)
      console.log(slots.getValue(), slots)
      tell(() => slots.release(0))
    `)
    expect(lines).toEqual([
      '2 2',
      'false true',
      'ValueError semaphore.bound',
      'ValueError argument.least',
      '5 <Semaphore 5>',
      'ValueError argument.least',
    ])
  })

  it('a condition wakes those that wait, gives a recursive lock back as it was, and wants it held', async () => {
    const lines = await said(`
      import { Condition, Process, Value } from 'multiprocessing'
      ${tell}
      const condition = new Condition()
      const stock = new Value('i', 0, { lock: false })
      function produce() {
        for (let i = 0; i < 3; i++) {
          using _ = condition.hold()
          stock.value += 1
          condition.notify()
        }
      }
      condition.acquire()
      condition.acquire()
      const child = new Process({ target: produce })
      child.start()
      for (let i = 0; i < 3; i++) {
        condition.waitFor(() => stock.value > 0)
        stock.value -= 1
      }
      console.log(condition.locked())
      tell(() => condition.wait({ timeout: 0.01 }))
      tell(() => condition.wait(0))
      tell(() => condition.waitFor(() => 0, 0.01))
      condition.release()
      condition.release()
      child.join()
      tell(() => condition.wait())
      tell(() => condition.notifyAll())
      console.log(stock.value, condition)
    `)
    expect(lines).toEqual([
      'true',
      'false',
      'false',
      '0',
      'AssertionError condition.notHeld',
      'AssertionError condition.notHeld',
      '0 <Condition of <RLock unlocked>>',
    ])
  })

  it('an event lets go on who waits and who comes', async () => {
    const lines = await said(`
      import { Event, Process } from 'multiprocessing'
      const event = new Event()
      const ready = new Event()
      function waiter() {
        ready.set()
        console.log('child', event.wait())
      }
      const child = new Process({ target: waiter })
      child.start()
      ready.wait()
      console.log(event.isSet(), event.wait(0.01))
      event.set()
      child.join()
      console.log(event.wait(0), event)
      event.clear()
      console.log(event.wait({ timeout: 0 }))
    `)
    expect(lines).toEqual(['false false', 'child true', 'true <Event set>', 'false'])
  })

  it('a barrier is passed together, carries out its action once, and can be broken and reset', async () => {
    const lines = await said(`
      import { Barrier, Process, Queue, Value } from 'multiprocessing'
      ${tell}
      const rounds = new Value('i', 0)
      function round() { rounds.value += 1 }
      const barrier = new Barrier(3, { action: round })
      const numbers = new Queue<number>()
      function party() { for (let i = 0; i < 4; i++) numbers.put(barrier.wait()) }
      const children = [1, 2].map(() => new Process({ target: party }))
      for (const child of children) child.start()
      party()
      for (const child of children) child.join()
      const all: number[] = []
      while (!numbers.empty()) all.push(numbers.get())
      console.log(rounds.value, all.sort().join(''))
      tell(() => barrier.wait(0.01))
      console.log(barrier.broken, barrier.nWaiting, barrier.parties)
      tell(() => barrier.wait())
      barrier.reset()
      console.log(barrier.broken, barrier)
      const failing = new Barrier(1, () => { throw new RangeError('no') }, 1)
      tell(() => failing.wait())
      console.log(failing.broken)
    `)
    expect(lines).toEqual([
      '4 000011112222',
      'BrokenBarrierError barrier.broken',
      'true 0 3',
      'BrokenBarrierError barrier.broken',
      'false <Barrier 0/3>',
      'RangeError undefined',
      'true',
    ])
  })

  it('awaits everything that can wait', async () => {
    const lines = await said(`
      import { Barrier, Condition, Event, Process, RLock, Semaphore } from 'multiprocessing'
      const lock = new RLock(), slots = new Semaphore(1), condition = new Condition()
      const event = new Event(), barrier = new Barrier(2)
      let order: string[] = []
      function other() {
        lock.with(() => { event.set() })
        slots.with(() => { barrier.wait() })
        condition.with(() => condition.notifyAll())
      }
      const child = new Process({ target: other })
      await lock.acquire()
      child.start()
      setTimeout(() => { order.push('timer'); lock.release() }, 5)
      order.push(String(await event.wait()))
      order.push(String((await barrier.wait()) < 2))
      await slots.with(async () => { order.push('in') })
      await condition.with(async () => {
        if (child.isAlive()) await condition.wait(0.5)
        order.push(String(condition.locked()))
        order.push(String(await condition.waitFor(async () => 7)))
      })
      await child.join()
      console.log(order.join(' '))
    `)
    expect(lines).toEqual(['timer true true in true 7'])
  })

  it('a lock made under fork is refused to a spawned child of another context, and to no other', async () => {
    const lines = await said(
      `
      import { Event, getContext, Lock, Process, Queue } from 'multiprocessing'
      ${tell}
      function touch(lock: Lock) { lock.with(() => console.log('touched')) }
      if (__name__ === '__main__') {
        const forked = getContext('fork'), spawned = getContext('spawn')
        tell(() => new spawned.Process({ target: touch, args: [forked.Lock()] }).start())
        tell(() => new spawned.Process({ target: touch, args: [new Lock()] }).start())
        for (const child of [
          new spawned.Process({ target: touch, args: [new spawned.Lock()] }),
          new forked.Process({ target: touch, args: [new spawned.Lock()] }),
          new Process({ target: touch, args: [new Lock()] }),
        ]) {
          child.start()
          child.join()
        }
      }
    `.replace('forked.Lock()', 'new forked.Lock()'),
    )
    expect(lines).toEqual([
      'RuntimeError sync.context',
      'RuntimeError sync.context',
      'touched',
      'touched',
      'touched',
    ])
  })
})

describe('of threading', () => {
  it('it is Python’s arguments and errors', async () => {
    const lines = await said(`
      import { Condition, Lock, RLock } from 'threading'
      ${tell}
      const lock = new Lock()
      tell(() => lock.release())
      tell(() => new RLock().release())
      tell(() => new Condition().notify())
      tell(() => lock.acquire({ blocking: false }))
      tell(() => lock.acquire({ blocking: false }))
      tell(() => lock.acquire({ block: false }))
      tell(() => lock.acquire(false, 1))
      tell(() => lock.acquire(true, -2))
      tell(() => lock.acquire({ timeout: 0.01 }))
      lock.release()
      tell(() => lock.acquire(true, -1))
    `)
    expect(lines).toEqual([
      'RuntimeError lock.notHeld',
      'RuntimeError rlock.notOwner',
      'RuntimeError condition.notHeld',
      'true',
      'false',
      'false',
      'ValueError timeout.nonBlocking',
      'ValueError timeout.negative',
      'false',
      'true',
    ])
  })

  it('a fork copies it as it is, for the child alone; a message refuses it', async () => {
    const lines = await said(`
      import { Process, Queue } from 'multiprocessing'
      import { Barrier, BoundedSemaphore, Condition, Event, Lock, RLock, Semaphore } from 'threading'
      ${tell}
      const held = new RLock(), free = new Lock(), slots = new Semaphore(3), bounded = new BoundedSemaphore(1)
      const event = new Event(), barrier = new Barrier(2), condition = new Condition(free)
      held.acquire()
      event.set()
      slots.acquire()
      function child() {
        console.log(held.locked(), free.locked(), slots.getValue(), event.isSet(), barrier.parties)
        held.release()
        condition.acquire()
        console.log(free.locked(), held.locked())
        tell(() => bounded.release())
      }
      const process = new Process({ target: child })
      process.start()
      process.join()
      console.log(free.locked(), held.locked())
      tell(() => new Queue().put(free))
    `)
    expect(lines).toEqual([
      'true false 2 true 2',
      'true false',
      'ValueError semaphore.bound',
      'false true',
      'TypeError threading.notSendable',
    ])
  })
})
