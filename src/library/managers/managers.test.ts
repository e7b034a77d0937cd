import { describe, expect, it } from 'vitest'
import { runProgram } from '../harness.testing.ts'

const outputOf = async (text: string, plan = {}): Promise<string[]> => {
  const run = await runProgram(text, { plan })
  expect(run.problem).toBeNull()
  expect(run.status).toBe('finished')
  return run.output.map(line => line.replace(/^Main: /, ''))
}

describe('Manager', () => {
  it('keeps lists and dicts that all processes change', async () => {
    const output = await outputOf(`
      import { Manager, Process } from 'multiprocessing'
      import type { DictProxy, ListProxy } from 'multiprocessing.managers'
      function work(i: number, list: ListProxy<number>, dict: DictProxy) {
        list.append(i * i)
        dict[\`worker \${i}\`] = i
        dict.set('sum', 0)
      }
      using manager = Manager()
      const list = manager.list<number>([100])
      const dict = manager.dict()
      const ps = [1, 2, 3].map(i => new Process({ target: work, args: [i, list, dict] }))
      for (const p of ps) p.start()
      for (const p of ps) p.join()
      list.sort()
      print(list, list.length, list[0], list.at(-1), [...list].length)
      print(Object.keys(dict).sort(), dict['worker 2'], dict.size, 'sum' in dict)
      list[0] = -1
      list.reverse()
      print(list.pop(), list.index(9), list.count(4), list.includes(100), list.slice(1, 2))
    `)
    expect(output).toEqual([
      '[ 1, 4, 9, 100 ] 4 1 100 4',
      "[ 'sum', 'worker 1', 'worker 2', 'worker 3' ] 2 4 true",
      '-1 1 1 true [ 9 ]',
    ])
  })

  it('keeps namespaces, values and arrays', async () => {
    const output = await outputOf(`
      import { Manager, Process } from 'multiprocessing'
      const manager = new Manager()
      const ns = manager.Namespace({ x: 1 })
      const value = manager.Value('i', 5)
      const array = manager.Array('d', [1, 2, 3])
      function work(n: typeof ns, v: typeof value, a: typeof array) {
        n.x = (n.x as number) + 1
        n.names = ['a']
        v.value += 1
        a[1] = 20
      }
      const p = new Process({ target: work, args: [ns, value, array] })
      p.start()
      p.join()
      print(ns, ns.x, value.value, value.get(), array, array.length, [...array][1])
      ;(ns.names as string[]).push('b')
      print(ns.names)
      delete ns.x
      for (const wrong of [() => ns.x, () => { array[3] = 1 }, () => manager.list()[0], () => manager.dict().pop('k'), () => manager.list().remove(1)]) {
        try { wrong() } catch (error) { print((error as Error).name, (error as Error).cause !== undefined) }
      }
      manager.shutdown()
    `)
    expect(output).toEqual([
      "{ x: 2, names: [ 'a' ] } 2 6 6 [ 1, 20, 3 ] 3 20",
      "[ 'a' ]",
      'AttributeError true',
      'IndexError true',
      'IndexError true',
      'KeyError true',
      'ValueError true',
    ])
  })

  it('holds proxies as values of its lists and dicts', async () => {
    const output = await outputOf(`
      import { Manager } from 'multiprocessing'
      using manager = Manager()
      const inner = manager.list([1])
      const outer = manager.dict({ inner, plain: [1] })
      ;(outer.inner as typeof inner).append(2)
      ;(outer.plain as number[]).push(2)
      print(inner, outer.plain, manager.list([[inner], inner]).index(inner))
    `)
    expect(output).toEqual(['[ 1, 2 ] [ 1 ] 1'])
  })

  it('locks by the process or thread that asks, one after the other', async () => {
    const output = await outputOf(`
      import { Manager, Process } from 'multiprocessing'
      using manager = Manager()
      const lock = manager.Lock()
      const rlock = manager.RLock()
      const semaphore = manager.BoundedSemaphore(2)
      const total = manager.Value('i', 0)
      function add() {
        for (let i = 0; i < 20; i++) {
          using _ = lock.hold()
          total.value = total.value + 1
        }
        rlock.acquire()
        rlock.acquire()
        print(rlock.acquire(), 'mine')
        rlock.release(); rlock.release(); rlock.release()
      }
      const ps = [1, 2, 3].map(() => new Process({ target: add }))
      for (const p of ps) p.start()
      for (const p of ps) p.join()
      print(total.value, lock.locked(), lock.acquire(), lock.acquire({ timeout: 0.01 }), lock.acquire(false))
      print(semaphore.acquire(), semaphore.acquire(), semaphore.acquire(false))
      semaphore.release()
      semaphore.release()
      for (const wrong of [() => semaphore.release(), () => rlock.release(), () => { lock.release(); lock.release() }, () => { using _ = lock.hold(); lock.hold(0) }]) {
        try { wrong() } catch (error) { print((error as Error).name) }
      }
    `)
    expect(output.map(line => line.replace(/^Process-\d: /, ''))).toEqual([
      'true mine',
      'true mine',
      'true mine',
      '60 false true false false',
      'true true false',
      'ValueError',
      'RuntimeError',
      'RuntimeError',
      'TimeoutError',
    ])
  })

  it('lets processes wait for each other', async () => {
    const output = await outputOf(
      `
      import { Manager, Process } from 'multiprocessing'
      import { sleep } from 'time'
      using manager = Manager()
      const condition = manager.Condition()
      const event = manager.Event()
      const barrier = manager.Barrier(3, { action: () => { print('all here') } })
      const queue = manager.Queue(1)
      const jobs = manager.JoinableQueue()
      const items = manager.list<number>()
      function consumer() {
        barrier.wait()
        condition.with(() => {
          condition.waitFor(() => items.length > 0)
          items.append(2)
        })
        event.wait()
        queue.put('first')
        queue.put('second')
        jobs.get()
        jobs.taskDone()
        jobs.get()
        sleep(5)
        jobs.taskDone()
      }
      const one = new Process({ target: consumer })
      const other = new Process({ target: () => { barrier.wait() } })
      one.start()
      other.start()
      print(barrier.parties, typeof barrier.wait(), barrier.nWaiting)
      sleep(1)
      condition.with(() => { items.append(1); condition.notify() })
      print(event.wait(0.5), event.isSet())
      event.set()
      print(queue.get(), queue.get({ timeout: 1 }), queue.empty(), items)
      jobs.put(1); jobs.put(2)
      jobs.join()
      one.join()
      other.join()
      try { queue.get(true, 2) } catch (error) { print((error as Error).name) }
      try { barrier.wait(0.1) } catch (error) { print((error as Error).name, barrier.broken) }
      try { condition.notify() } catch (error) { print((error as Error).name) }
    `,
      { skipIdle: true },
    )
    expect(output.map(line => line.replace(/^SyncManager-1: /, ''))).toEqual([
      'all here',
      '3 number 0',
      'false false',
      'first second true [ 1, 2 ]',
      'Empty',
      'BrokenBarrierError true',
      'RuntimeError',
    ])
  })

  it('answers many at once where the program awaits', async () => {
    const output = await outputOf(
      `
      import { Manager } from 'multiprocessing'
      using manager = Manager()
      const queue = manager.Queue()
      async function take() { return await queue.get() }
      const two = [take(), take()]
      queue.put(1)
      await queue.put(2)
      print(await Promise.all(two))
    `,
    )
    expect(output).toEqual(['[ 1, 2 ]'])
  })

  it('finds a deadlock over its locks, and tells who holds what', async () => {
    const run = await runProgram(`
      import { Manager, Process } from 'multiprocessing'
      const manager = Manager()
      const a = manager.Lock()
      const b = manager.Lock()
      const both = manager.Barrier(2)
      function work() { b.acquire(); both.wait(); a.acquire() }
      const p = new Process({ target: work })
      p.start()
      a.acquire()
      both.wait()
      b.acquire()
    `)
    expect(run.status).toBe('deadlocked')
    expect(
      run.blocked.map(({ process, operation, object, holder }) => [process, operation, object, holder]),
    ).toEqual([
      ['Main', 'Lock.acquire', 'SyncManager-1/Lock-2', 'Process-2'],
      ['Process-2', 'Lock.acquire', 'SyncManager-1/Lock-1', 'Main'],
    ])
  })

  it('refuses calls once it has ended, also those that wait for an answer', async () => {
    const run = await runProgram(`
      import { Manager, Process } from 'multiprocessing'
      import { kill } from 'os'
      import { SIGKILL } from 'signal'
      import { sleep } from 'time'
      const manager = Manager()
      const pid = manager.list([0])
      const event = manager.Event()
      const p = new Process({ target: () => { event.wait() } })
      p.start()
      sleep(0.2)
      manager.shutdown()
      p.join()
      for (const late of [() => pid[0], () => manager.list(), () => { manager.shutdown() }])
        try { late(); print('fine') } catch (error) { print((error as Error).name) }
      print(p.exitCode)
    `)
    expect(run.output.filter(line => line.startsWith('Main:'))).toEqual([
      'Main: ConnectionRefusedError',
      'Main: ProcessError',
      'Main: fine',
      'Main: 1',
    ])
  })

  it('is a daemon that ends with the process that made it', async () => {
    const run = await runProgram(`
      import { Manager } from 'multiprocessing'
      const list = Manager().list([1])
      print(list.length)
    `)
    expect([run.status, run.exitCode, run.output]).toEqual(['finished', 0, ['Main: 1']])
  })
})

describe('BaseManager', () => {
  it('serves classes and functions of the program', async () => {
    const output = await outputOf(
      `
      import { Process, currentProcess } from 'multiprocessing'
      import { BaseManager, NamespaceProxy } from 'multiprocessing.managers'
      import { sleep } from 'time'
      class Counter {
        count = 0
        _secret() { return 1 }
        add(n: number) { this.count += n; return this.count }
        where() { return currentProcess().name }
        async slow() { await sleep(1); return 'slow' }
        fail() { throw new RangeError('no') }
        child() { return new Counter() }
        closure() { const x = 1; return () => x }
      }
      class Settings { level = 1 }
      class MyManager extends BaseManager {
        declare Counter: (start?: number) => any
        declare plain: () => any
        declare Settings: () => any
      }
      MyManager.register('Counter', Counter, { methodToTypeid: { child: 'Counter' } })
      MyManager.register('plain', () => new Map([['a', 1]]), { exposed: ['get', 'has'] })
      MyManager.register('Settings', Settings, { proxytype: NamespaceProxy })
      using manager = new MyManager()
      manager.start()
      const counter = manager.Counter()
      const work = (c: any) => { c.add(1) }
      const q = new Process({ target: work, args: [counter] })
      q.start()
      q.join()
      print(counter.add(1), counter.where(), counter._secret, counter.slow())
      try { counter.fail() } catch (error) { print((error as Error).name, (error as Error).message) }
      try { counter.closure() } catch (error) { print((error as Error).name) }
      const child = counter.child()
      child.add(7)
      print(child.add(0), counter.add(0), counter)
      const map = manager.plain()
      print(map.get('a'), map.has('b'), map.set, counter._callmethod('add', [2]))
      const settings = manager.Settings()
      settings.level += 1
      print(settings.level)
      try { manager.start() } catch (error) { print((error as Error).name) }
    `.replace('const p = new Process({ target: counter.add, args: [5] })', ''),
    )
    expect(output).toEqual([
      '2 MyManager-1 undefined slow',
      'RangeError no',
      'MaybeEncodingError',
      '7 2 <proxy of a Counter in MyManager-1>',
      '1 false undefined 4',
      '2',
      'ProcessError',
    ])
  })

  it('works under every start method', async () => {
    for (const startMethod of ['spawn', 'forkserver'] as const) {
      const output = await outputOf(
        `
        import { Process } from 'multiprocessing'
        import { BaseManager } from 'multiprocessing.managers'
        class Box { items: number[] = []; add(n: number) { return this.items.push(n) } }
        class Boxes extends BaseManager { declare Box: () => Box }
        Boxes.register('Box', Box)
        function work(box: Box) { box.add(1) }
        if (__name__ === '__main__') {
          using boxes = new Boxes()
          const box = boxes.Box()
          const p = new Process({ target: work, args: [box] })
          p.start()
          p.join()
          print(box.add(2))
        }
      `,
        { startMethod },
      )
      expect(output).toEqual(['2'])
    }
  })
})

describe('SharedMemoryManager', () => {
  it('makes shared memory, and takes its names away at its end', async () => {
    const output = await outputOf(`
      import { Process } from 'multiprocessing'
      import { SharedMemoryManager } from 'multiprocessing.managers'
      import { SharedMemory } from 'multiprocessing.sharedMemory'
      const manager = new SharedMemoryManager()
      const memory = manager.SharedMemory(16)
      const list = manager.ShareableList([1, 'two'])
      function work(m: typeof memory, l: typeof list) { m.buf[0] = 7; l[0] = 5 }
      const p = new Process({ target: work, args: [memory, list] })
      p.start()
      p.join()
      print(memory.buf[0], list[0], p.exitCode)
      const { name } = memory
      manager.shutdown()
      try { new SharedMemory(name) } catch (error) { print((error as Error).name) }
      try { manager.SharedMemory(1) } catch (error) { print((error as Error).name) }
    `)
    expect(output).toEqual(['7 5 0', 'FileNotFoundError', 'ProcessError'])
  })
})
