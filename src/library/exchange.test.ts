import { describe, expect, it } from 'vitest'
import { runProgram } from './harness.testing.ts'

const outputOf = async (program: string | Readonly<Record<string, string>>, plan = {}): Promise<string[]> =>
  (await runProgram(program, { plan })).output.map(line => line.replace(/^Main[:!] /, ''))

describe('the queues of multiprocessing', () => {
  it('count what is not done, wait for it, and refuse one call too many', async () => {
    const output = await outputOf(`
      import { JoinableQueue, Process } from 'multiprocessing'
      const q = new JoinableQueue<number>()
      const done = new JoinableQueue<number>()
      function work() { for (;;) { done.put(q.get() * 2); q.taskDone() } }
      new Process({ target: work, daemon: true }).start()
      for (let i = 0; i < 5; i++) q.put(i)
      q.join()
      console.log(done.qsize(), q.empty())
      try { q.taskDone() } catch (error: any) { console.log(error.name, error.code) }
    `)
    expect(output).toEqual(['5 true', 'ValueError queue.taskDone'])
  })

  it('are closed for the process that closes them', async () => {
    const output = await outputOf(`
      import { Process, Queue, SimpleQueue } from 'multiprocessing'
      const q = new Queue(), s = new SimpleQueue()
      function child() { q.put('from child'); s.put([1]) }
      const p = new Process({ target: child })
      p.start(); p.join()
      console.log(q.get(), s.get(), s.empty())
      for (const attempt of [() => q.joinThread(), () => { q.close(); q.put(1) }, () => q.get(), () => { s.close(); s.get() }]) {
        try { attempt() } catch (error: any) { console.log(error.name, error.code) }
      }
      q.joinThread(); q.cancelJoinThread()
    `)
    expect(output).toEqual([
      'from child [ 1 ] true',
      'ValueError queue.joinOpen',
      'ValueError queue.closed',
      'ValueError queue.closed',
      'OSError queue.closed',
    ])
  })
})

describe('TimeoutError', () => {
  it('is the built-in class of executors and devices, and another of multiprocessing', async () => {
    const output = await outputOf(`
      import { TimeoutError as BuiltIn, ProcessPoolExecutor } from 'concurrent.futures'
      import { OSError, TimeoutError as OfDevices } from 'io'
      import { Lock, Pool, ProcessError, TimeoutError } from 'multiprocessing'
      import { Lock as ThreadLock } from 'threading'
      import { sleep } from 'time'
      const tell = (action: () => unknown) => {
        try { action() } catch (error: any) {
          const kinds = [BuiltIn, OSError, TimeoutError, ProcessError].map(kind => Number(error instanceof kind))
          console.log(error.name, error.code, kinds.join(''))
        }
      }
      console.log(BuiltIn === OfDevices, BuiltIn.name, TimeoutError.name)
      const lock = new Lock(), own = new ThreadLock()
      const wait = () => { lock.hold(0.001) }
      lock.acquire()
      own.acquire()
      using pool = new Pool(1)
      using executor = new ProcessPoolExecutor(1)
      tell(() => lock.hold(0.001))
      tell(() => own.hold(0.001))
      tell(() => pool.applyAsync(sleep, [0.5]).get(0.001))
      tell(() => executor.submit(sleep, 0.5).result(0.001))
      tell(() => executor.submit(wait).result())
    `)
    expect(output).toEqual([
      'true TimeoutError TimeoutError',
      'TimeoutError lock.timeout 0011',
      'TimeoutError lock.timeout 1100',
      'TimeoutError pool.timeout 0011',
      'TimeoutError futures.timeout 1100',
      'TimeoutError lock.timeout 0011',
    ])
  })
})

describe('the queues of the module queue', () => {
  it('give out the last, the least and the oldest item', async () => {
    const output = await outputOf(`
      import { LifoQueue, PriorityQueue, Queue, SimpleQueue } from 'queue'
      const take = (q: any) => { const all: any[] = []; while (!q.empty()) all.push(q.get()); return all }
      const fill = (q: any, items: any[]) => { for (const item of items) q.put(item); return q }
      console.log(take(fill(new LifoQueue(), [1, 'b', [3]])))
      console.log(take(fill(new PriorityQueue(), [3, -1.5, 10n, true, 2])))
      console.log(take(fill(new PriorityQueue(), ['b', 'abc', 'ab', ''])))
      console.log(take(fill(new PriorityQueue(), [[2, 'x'], [1, 'z'], [1, 'a', 5], [1, 'a']])).join(' '))
      console.log(take(fill(new Queue(), [3, 1, 2])), take(fill(new SimpleQueue(), [{ a: 1 }])))
      const p = new PriorityQueue<any>()
      for (const item of [{}, [1, {}], [1, {}], ['a']]) {
        try { p.put(item) } catch (error: any) { console.log(error.name, error.code) }
      }
      console.log(p.qsize())
    `)
    expect(output).toEqual([
      "[ [ 3 ], 'b', 1 ]",
      '[ -1.5, true, 2, 3, 10n ]',
      "[ '', 'ab', 'abc', 'b' ]",
      '1,a 1,a,5 1,z 2,x',
      '[ 3, 1, 2 ] [ { a: 1 } ]',
      'TypeError priority.order',
      'TypeError priority.compare',
      'TypeError priority.compare',
      '1',
    ])
  })

  it('can be shut down: what is left is taken, or goes at once', async () => {
    const output = await outputOf(`
      import { Queue, ShutDown, Full } from 'queue'
      const q = new Queue<number>(2)
      q.put(1); q.put(2)
      try { q.putNowait(3) } catch (error: any) { console.log(error instanceof Full) }
      q.shutdown()
      for (const attempt of [() => q.put(3), () => q.get(), () => q.get(), () => q.get()]) {
        try { console.log(attempt()) } catch (error: any) { console.log(error instanceof ShutDown, error.name) }
      }
      q.taskDone(); q.taskDone(); q.join()
      const r = new Queue<number>()
      r.put(1)
      r.shutdown({ immediate: true })
      r.join()
      console.log(r.qsize())
    `)
    expect(output).toEqual(['true', 'true ShutDown', '1', '2', 'true ShutDown', '0'])
  })

  it('refuse a timeout below 0, which those of multiprocessing take for 0', async () => {
    const output = await outputOf(`
      import { Queue as ProcessQueue } from 'multiprocessing'
      import { Queue, SimpleQueue } from 'queue'
      const small = new Queue<number>(1), any = new Queue<number>(), between = new ProcessQueue<number>(1)
      const tell = (action: () => unknown) => {
        try { console.log(action()) } catch (error: any) { console.log(error.name, error.code) }
      }
      tell(() => any.put(1, true, -1))
      tell(() => any.get({ timeout: -1 }))
      tell(() => any.get(false, -1))
      tell(() => small.put(1, { timeout: -0.5 }))
      tell(() => new SimpleQueue().get(true, -1))
      try { await small.get({ timeout: -1 }) } catch (error: any) { console.log(error.name) }
      tell(() => between.put(1, true, -1))
      tell(() => between.put(2, true, -1))
      tell(() => between.get({ timeout: -1 }))
      tell(() => between.get({ timeout: -1 }))
    `)
    expect(output).toEqual([
      'undefined',
      'ValueError timeout.negative',
      '1',
      'ValueError timeout.negative',
      'ValueError timeout.negative',
      'ValueError',
      'undefined',
      'Full queue.full',
      '1',
      'Empty queue.empty',
    ])
  })

  it('are the same queue for all threads of their process, and carry its locks', async () => {
    const output = await outputOf(`
      import { Lock, Thread } from 'threading'
      import { Queue } from 'queue'
      const q = new Queue<any>(2), back = new Queue<any>()
      function work() {
        for (;;) {
          const item = q.get()
          if (item === null) return
          { using _ = item.lock.hold(); back.put(item.n * 2) }
          q.taskDone()
        }
      }
      const lock = new Lock()
      const threads = [1, 2].map(() => new Thread({ target: work }))
      for (const t of threads) t.start()
      for (let n = 0; n < 6; n++) q.put({ n, lock })
      q.join()
      for (const _ of threads) q.put(null)
      for (const t of threads) t.join()
      const all: number[] = []
      while (!back.empty()) all.push(back.get())
      console.log(all.sort((a, b) => a - b))
    `)
    expect(output).toEqual(['[ 0, 2, 4, 6, 8, 10 ]'])
  })

  it('are copied by fork and refused by everything else', async () => {
    const program = `
      import { Process, Queue } from 'multiprocessing'
      import { PriorityQueue } from 'queue'
      function child(q: PriorityQueue<any>, told: Queue) { q.put(0); told.put([q.get(), q.get(), q.qsize()]) }
      if (__name__ === '__main__') {
        const q = new PriorityQueue<any>(), told = new Queue()
        for (const item of [5, 3, 4]) q.put(item)
        const p = new Process({ target: child, args: [q, told] })
        try { p.start(); p.join(); console.log(told.get(), q.qsize()) }
        catch (error: any) { console.log(error.name, error.code) }
        try { told.put(q) } catch (error: any) { console.log(error.name, error.code) }
      }
    `
    expect(await outputOf(program)).toEqual(['[ 0, 3, 2 ] 3', 'EncodingError queue.notSendable'])
    expect(await outputOf(program, { startMethod: 'spawn' })).toEqual([
      'EncodingError queue.notSendable',
      'EncodingError queue.notSendable',
    ])
  })
})

describe('a pipe', () => {
  it('goes both ways, carries bytes, and can be polled', async () => {
    const output = await outputOf(`
      import { Pipe, Process } from 'multiprocessing'
      const [here, there] = Pipe()
      function child() {
        const { n } = there.recv()
        there.send([n + 1, new Map([[1, 2]])])
        there.sendBytes(new Uint8Array([9, 8, 7]), 1)
      }
      const p = new Process({ target: child })
      p.start()
      console.log(here.poll(0.001))
      here.send({ n: 1 })
      console.log(here.poll(5), here.recv(), here.recvBytes())
      p.join()
      console.log(here.poll(), here.readable, here.writable, here)
    `)
    expect(output).toEqual([
      'false',
      'true [ 2, Map(1) { 1 => 2 } ] Uint8Array(2) [ 8, 7 ]',
      'false true true <Connection both ways>',
    ])
  })

  it('ends when all who held its other end have closed it or ended', async () => {
    const output = await outputOf(`
      import { Pipe, Process } from 'multiprocessing'
      const [receiver, sender] = Pipe(false)
      function child() { sender.send('last words') }
      const p = new Process({ target: child })
      p.start()
      sender.close()
      console.log(receiver.recv())
      for (const attempt of [() => receiver.recv(), () => sender.send(1), () => receiver.send(1)]) {
        try { attempt() } catch (error: any) { console.log(error.name, error.code) }
      }
      console.log(receiver.poll(), sender.closed)
      p.join()
      const [a, b] = Pipe()
      { using _ = b }
      try { a.send(1) } catch (error: any) { console.log(error.name, error.code) }
    `)
    expect(output).toEqual([
      'last words',
      'EOFError connection.eof',
      'OSError connection.closed',
      'OSError connection.oneWay',
      'true true',
      'BrokenPipeError connection.brokenPipe',
    ])
  })

  it('holds 64 KiB: then who sends waits', async () => {
    const run = await runProgram(`
      import { Pipe } from 'multiprocessing'
      const [a, b] = Pipe()
      let sent = 0
      for (;;) { a.sendBytes(new Uint8Array(1000)); console.log(++sent) }
    `)
    expect(run.status).toBe('deadlocked')
    expect(run.output.length).toBe(64)
    expect(run.blocked[0]).toMatchObject({ operation: 'Connection.send', object: 'Connection-2' })
  })

  it('is waited for together with other pipes, queues and ends of processes', async () => {
    const output = await outputOf(
      `
      import { Pipe, Process, Queue } from 'multiprocessing'
      import { wait } from 'multiprocessing.connection'
      import { sleep } from 'time'
      const pipes = [Pipe(false), Pipe(false)]
      const q = new Queue()
      function child(i: number) { sleep(60 * (i + 1)); pipes[i]![1].send(i) }
      const all = [0, 1].map(i => new Process({ target: child, args: [i] }))
      for (const p of all) p.start()
      const readers = pipes.map(([reader]) => reader)
      const heard: unknown[] = []
      while (heard.length < 2) for (const reader of wait(readers)) heard.push(reader.recv())
      console.log(heard, wait([...readers, q], 0.001).length)
      for (const p of all) p.join()
      q.put(1)
      const ready = wait([all[0]!.sentinel, q, readers[0]!])
      console.log(ready.length, ready.includes(q))
    `,
      { skipIdle: true },
    )
    expect(output).toEqual(['[ 0, 1 ] 0', '2 true'])
  })
})

describe('shared values', () => {
  it('have a lock that nests, and raw ones none', async () => {
    const output = await outputOf(`
      import { Array, Process, RawArray, RawValue, Value } from 'multiprocessing'
      const n = new Value('i'), raw = new RawValue('d', 1.5), flags = new RawArray('?', [true, false])
      const word = new Array('c', 8), wide = new RawArray('u', 3), letter = new Value('c', 'x')
      function add() {
        for (let i = 0; i < 500; i++) { using _ = n.getLock().hold(); using _2 = n.getLock().hold(); n.value++ }
        raw.value = 2.5; flags[1] = true; word.value = 'hello'; wide.value = '日本'
      }
      const all = [1, 2].map(() => new Process({ target: add }))
      for (const p of all) p.start()
      for (const p of all) p.join()
      console.log(n.value, raw.value, flags.slice(), word.value, word.raw.length, wide.value, letter.value)
      console.log(n.acquire(), n.getObj().value, n, word[0])
      n.release()
      for (const attempt of [() => { word.value = 'much too long' }, () => { (n as any).value = 1.5 }, () => (flags as any).value]) {
        try { attempt() } catch (error: any) { console.log(error.name, error.code) }
      }
    `)
    expect(output).toEqual([
      '1000 2.5 [ true, true ] hello 8 日本 x',
      "true 1000 Value('i', 1000) h",
      'ValueError cells.text',
      'TypeError cells.value',
      'TypeError cells.characters',
    ])
  })
})

describe('named shared memory', () => {
  it('is found by its name until it is unlinked', async () => {
    const output = await outputOf(
      `
      import { Process, sharedMemory } from 'multiprocessing'
      import { SharedMemory } from 'multiprocessing.sharedMemory'
      function child(name: string) {
        const memory = new SharedMemory(name)
        memory.buf[0] = 42
        memory.view(Float64Array, 8)[0] = 0.5
        memory.close()
        try { memory.buf } catch (error: any) { console.log(error.name, error.code) }
      }
      if (__name__ === '__main__') {
        const memory = new sharedMemory.SharedMemory({ create: true, size: 24 })
        const p = new Process({ target: child, args: [memory.name] })
        p.start(); p.join()
        console.log(memory.buf[0], memory.view(Float64Array, 8)[0], memory.size, memory.buf.length, memory.buf[24])
        const attempts = [
          () => new SharedMemory(memory.name, { create: true, size: 8 }),
          () => memory.buf.subarray(1).buffer,
          () => memory.view(Float64Array, 4),
          () => { memory.unlink(); new SharedMemory(memory.name) },
          () => memory.unlink(),
        ]
        for (const attempt of attempts) try { attempt() } catch (error: any) { console.log(error.name, error.code) }
        console.log(memory.buf.slice(0, 2).buffer.byteLength, memory.buf.subarray(-24, 1)[0])
      }
    `,
      { startMethod: 'spawn' },
    )
    expect(output).toEqual([
      'Process-1: ValueError sharedMemory.closed',
      '42 0.5 24 24 undefined',
      'FileExistsError sharedMemory.exists',
      'RuntimeError sharedMemory.buffer',
      'ValueError sharedMemory.view',
      'FileNotFoundError sharedMemory.missing',
      'FileNotFoundError sharedMemory.missing',
      '2 42',
    ])
  })

  it('holds lists whose items keep their room', async () => {
    const output = await outputOf(`
      import { Process } from 'multiprocessing'
      import { ShareableList } from 'multiprocessing.sharedMemory'
      const list = new ShareableList([1, 2.5, 'abc', true, null, new Uint8Array([7]), 5n], { name: 'things' })
      function child() {
        const mine = new ShareableList(null, { name: 'things' })
        mine[0] = -9; mine[2] = 'wxyz'; list[3] = false
      }
      const p = new Process({ target: child })
      p.start(); p.join()
      console.log([...list], list.length, list.format)
      console.log(list.count(-9), list.index('wxyz'), list[-1], list)
      for (const attempt of [() => { list[2] = 'longer than eight' }, () => list[9], () => list.index(3), () => new ShareableList([{} as any])]) {
        try { attempt() } catch (error: any) { console.log(error.name, error.code) }
      }
      list.shm.unlink()
    `)
    expect(output).toEqual([
      "[ -9, 2.5, 'wxyz', false, null, Uint8Array(1) [ 7 ], 5n ] 7 qd8sxxxxxxx?xxxxxx?x8sq",
      "1 2 5n ShareableList([-9, 2.5, 'wxyz', false, null, Uint8Array(1) [ 7 ], 5n], name='things')",
      'ValueError shareableList.room',
      'IndexError shareableList.index',
      'ValueError shareableList.missing',
      'TypeError shareableList.item',
    ])
  })
})

describe('a deadlock', () => {
  it.each([
    ['new Queue().get()', 'Queue.get', 'Queue-1'],
    ['const q = new Queue(1); q.put(1); q.put(2)', 'Queue.put', 'Queue-1'],
    ['const q = new JoinableQueue(); q.put(1); q.get(); q.join()', 'Queue.join', 'JoinableQueue-1'],
    ['const [a] = Pipe(); a.recv()', 'Connection.recv', 'Connection-1'],
    ['const [a] = Pipe(); a.poll(null)', 'Connection.poll', 'Connection-1'],
    ['const [a, b] = Pipe(); wait([a, b])', 'connection.wait', ''],
    ['new PriorityQueue().get()', 'Queue.get', 'PriorityQueue-1'],
  ])('says what %s waits for', async (code, operation, object) => {
    const run = await runProgram(`
      import { JoinableQueue, Pipe, Queue } from 'multiprocessing'
      import { wait } from 'multiprocessing.connection'
      import { PriorityQueue } from 'queue'
      ${code}
    `)
    expect(run.status).toBe('deadlocked')
    expect(run.blocked).toMatchObject([{ operation, object }])
  })
})
