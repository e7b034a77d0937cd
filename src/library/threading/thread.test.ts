import { describe, expect, it } from 'vitest'
import { runProgram } from '../harness.testing.ts'

describe('a Thread', () => {
  it('runs its target, with a name as Python gives it, in the same process', async () => {
    const run = await runProgram(`
      import { Thread, currentThread } from 'threading'
      import { getpid } from 'os'
      import { Queue } from 'multiprocessing'
      const told = new Queue<unknown>()
      const main = getpid()
      function work(a: number, options: { b: number }) {
        told.put([currentThread().name, a + options.b, getpid() === main])
      }
      const t = new Thread({ target: work, args: [1], kwargs: { b: 2 } })
      console.log(t.name, t.isAlive(), t.ident, t.daemon, t)
      t.start()
      t.join()
      console.log(t.isAlive(), typeof t.ident, t.nativeId === t.ident, told.get())
      console.log(new Thread(work, [1], { name: 'second' }).name, new Thread().name, new Thread({ daemon: true }).daemon)
    `)
    expect(run.problem).toBeNull()
    expect(run.output).toEqual([
      'Main: Thread-1 (work) false null false <Thread(Thread-1 (work), initial)>',
      "Main: false number true [ 'Thread-1 (work)', 3, true ]",
      'Main: second Thread-2 true',
    ])
  })

  it('can be subclassed; its fields are copied when it starts', async () => {
    const run = await runProgram(`
      import { Thread } from 'threading'
      class Greeter extends Thread {
        constructor(readonly who: string) { super() }
        override run() { console.log(this.name, 'greets', this.who) }
      }
      const t = new Greeter('you')
      t.start()
      t.join()
      console.log(t)
    `)
    expect(run.problem).toBeNull()
    expect(run.output[0]).toBe('Thread-1: Thread-1 greets you')
    expect(run.output[1]).toMatch(/^Main: <Greeter\(Thread-1, stopped \d+\)>$/)
  })

  it('refuses what Python refuses', async () => {
    const run = await runProgram(`
      import { Thread, currentThread } from 'threading'
      import { Process } from 'multiprocessing'
      const tell = (f: () => void) => { try { f() } catch (error) { console.log((error as Error).name, (error as { code?: string }).code) } }
      const nothing = () => {}
      const t = new Thread({ target: nothing })
      tell(() => t.join())
      t.start()
      tell(() => t.start())
      tell(() => { t.daemon = true })
      tell(() => currentThread().join())
      tell(() => new Thread({ target: 3 as never }))
      tell(() => new Process({ target: nothing, args: [t] }).start())
      t.join()
    `)
    expect(run.problem).toBeNull()
    expect(run.output).toEqual([
      'Main: RuntimeError thread.notStarted',
      'Main: RuntimeError thread.startedTwice',
      'Main: RuntimeError thread.daemonSet',
      'Main: RuntimeError thread.joinSelf',
      'Main: TypeError argument.function',
      'Main: EncodingError library.notSendable',
    ])
  })

  it('waits with a timeout, and can be awaited', async () => {
    const run = await runProgram(
      `
      import { Thread } from 'threading'
      import { sleep } from 'time'
      const nap = () => sleep(60)
      const t = new Thread({ target: nap })
      t.start()
      t.join(0.01)
      console.log(t.isAlive())
      await t.join({ timeout: 0.01 })
      console.log(t.isAlive())
      await t.join()
      console.log(t.isAlive())
    `,
      { plan: { skipIdle: true } },
    )
    expect(run.output).toEqual(['Main: true', 'Main: true', 'Main: false'])
  })

  it('is waited for at the end of the program, unless it is a daemon', async () => {
    const run = await runProgram(`
      import { Thread } from 'threading'
      import { sleep } from 'time'
      function after(seconds: number) { sleep(seconds); console.log('after', seconds) }
      new Thread({ target: after, args: [0.05] }).start()
      new Thread({ target: after, args: [600], daemon: true }).start()
    `)
    expect(run).toMatchObject({ status: 'finished', exitCode: 0 })
    expect(run.output).toEqual(['Thread-1 (after): after 0.05'])
  })

  it('ends alone when it throws or exits', async () => {
    const run = await runProgram(`
      import { Thread } from 'threading'
      import { exit } from 'sys'
      function fail() { throw new RangeError('no more') }
      function leave() { exit('in silence') }
      for (const target of [fail, leave]) {
        const t = new Thread({ target })
        t.start()
        t.join()
      }
      console.log('goes on')
    `)
    expect(run).toMatchObject({ status: 'finished', exitCode: 0, problem: null })
    expect(run.output[0]).toMatch(
      /^Thread-1 \(fail\)! Exception in thread Thread-1 \(fail\):\nRangeError: no more\n {4}at fail \(main.ts:4\)/,
    )
    expect(run.output.slice(1)).toEqual(['Main: goes on'])
  })

  it('tells the except hook that was set', async () => {
    const run = await runProgram(`
      import { Thread, excepthook, getExcepthook, setExcepthook } from 'threading'
      function fail() { throw new RangeError('no more') }
      function hook(args: { thread: { name: string }; excValue: Error; excType: unknown }) {
        console.log('hook:', args.thread.name, args.excValue.message, args.excType === RangeError)
      }
      console.log(getExcepthook() === excepthook)
      setExcepthook(hook as never)
      const t = new Thread({ target: fail })
      t.start()
      t.join()
    `)
    expect(run.output).toEqual(['Main: true', 'Thread-1 (fail): hook: Thread-1 (fail) no more true'])
  })

  it('knows the other threads of its process, and its process', async () => {
    const run = await runProgram(`
      import { Thread, activeCount, currentThread, enumerate, getIdent, getNativeId, mainThread, Event } from 'threading'
      import { currentProcess, parentProcess, Process } from 'multiprocessing'
      const go = new Event()
      function work() {
        go.wait()
        const names = enumerate().map(t => t.name)
        console.log(currentProcess().name, currentThread().name, mainThread().name, names.join(), activeCount())
        console.log(mainThread().isAlive(), mainThread() === enumerate()[0], currentThread().ident === getIdent(), parentProcess()?.name)
      }
      function both() {
        console.log(currentThread().name, currentThread() === mainThread(), getNativeId() === currentProcess().pid)
        const t = new Thread({ target: work })
        t.start()
        console.log(enumerate()[1] === t, activeCount())
        go.set()
        t.join()
        go.clear()
        console.log(activeCount())
      }
      both()
      const p = new Process({ target: both })
      p.start()
      p.join()
    `)
    expect(run.problem).toBeNull()
    expect(run.output).toEqual([
      'Main: MainThread true true',
      'Main: true 2',
      'Thread-1 (work): Main Thread-1 (work) MainThread MainThread,Thread-1 (work) 2',
      'Thread-1 (work): true true true undefined',
      'Main: 1',
      'Process-1: MainThread true true',
      'Process-1: true 2',
      'Thread-1 (work): Process-1 Thread-1 (work) MainThread MainThread,Thread-1 (work) 2',
      'Thread-1 (work): true true true Main',
      'Process-1: 1',
    ])
  })

  it('starts threads and processes of its own, which belong to its process', async () => {
    const run = await runProgram(`
      import { Thread } from 'threading'
      import { Process } from 'multiprocessing'
      import { sleep } from 'time'
      function last(what: string) { sleep(0.05); console.log(what) }
      function start() {
        new Thread({ target: last, args: ['a thread of a thread'] }).start()
        new Process({ target: last, args: ['a process of a thread'] }).start()
      }
      new Thread({ target: start }).start()
    `)
    expect(run).toMatchObject({ status: 'finished', exitCode: 0 })
    expect([...run.output].sort()).toEqual([
      'Process-1: a process of a thread',
      'Thread-2 (last): a thread of a thread',
    ])
  })

  it('crosses to other threads by reference', async () => {
    const run = await runProgram(`
      import { Thread } from 'threading'
      import { sleep } from 'time'
      function first() { sleep(0.05); console.log('first') }
      function second(other: Thread) { other.join(); console.log('second', other.name, other.isAlive()) }
      const one = new Thread({ target: first })
      one.start()
      const two = new Thread({ target: second, args: [one] })
      two.start()
      two.join()
    `)
    expect(run.output).toEqual([
      'Thread-1 (first): first',
      'Thread-2 (second): second Thread-1 (first) false',
    ])
  })

  it('that waits for another that waits for it is a deadlock', async () => {
    const run = await runProgram(`
      import { Thread, mainThread } from 'threading'
      function wait() { mainThread().join() }
      const t = new Thread({ target: wait })
      t.start()
      t.join()
    `)
    expect(run.status).toBe('deadlocked')
    expect(run.blocked.map(({ process, operation, object }) => [process, operation, object])).toEqual([
      ['Main', 'Thread.join', 'Thread-1 (wait)'],
      ['Thread-1 (wait)', 'Thread.join', 'Main'],
    ])
  })
})

describe('the threads of a process', () => {
  it('end with it when it is terminated, and leave the others sound', async () => {
    const run = await runProgram(`
      import { Thread } from 'threading'
      import { Process, Queue, Lock } from 'multiprocessing'
      import { sleep } from 'time'
      const told = new Queue()
      const lock = new Lock()
      function spin() { for (;;); }
      function nap() { told.put('ready'); sleep(1000) }
      function wait() { told.put('ready'); lock.acquire() }
      function family() {
        for (const target of [nap, wait, spin]) new Thread({ target }).start()
        sleep(1000)
      }
      lock.acquire()
      const p = new Process({ target: family })
      p.start()
      told.get()
      told.get()
      p.terminate()
      p.join()
      console.log(p.exitCode)
      lock.release()
      console.log(lock.acquire({ timeout: 1 }))
    `)
    expect(run).toMatchObject({ status: 'finished', exitCode: 0, problem: null })
    expect(run.output).toEqual(['Main: -15', 'Main: true'])
  })

  it('number their children together', async () => {
    const run = await runProgram(`
      import { Thread } from 'threading'
      import { Process, Queue } from 'multiprocessing'
      const names = new Queue<string>()
      const nothing = () => {}
      function make() {
        names.put(new Process({ target: nothing }).name)
        names.put(new Thread().name)
      }
      const threads = [1, 2].map(() => new Thread({ target: make }))
      for (const t of threads) t.start()
      for (const t of threads) t.join()
      console.log([1, 2, 3, 4].map(() => names.get()).sort().join(' '))
    `)
    expect(run.output).toEqual(['Main: Process-1 Process-2 Thread-3 Thread-4'])
  })

  it('are the same under a schedule and in its replay, daemons included', async () => {
    const program = `
      import { Thread, Lock } from 'threading'
      import { sleep } from 'time'
      const lock = new Lock()
      function say(what: string) { lock.with(() => console.log(what)) }
      function forEver() { for (;;) sleep(1) }
      new Thread({ target: forEver, daemon: true }).start()
      for (const what of ['a', 'b', 'c']) new Thread({ target: say, args: [what] }).start()
    `
    const seen = new Set<string>()
    for (const seed of [1, 2, 3]) {
      const plan = { policy: 'controlled', seed } as const
      const first = await runProgram(program, { plan })
      const second = await runProgram(program, { plan })
      expect(first.status).toBe('finished')
      expect(second.output).toEqual(first.output)
      expect(first.output.length).toBe(3)
      seen.add(first.output.join())
    }
    expect(seen.size).toBeGreaterThan(1)
  })
})

describe('a Timer', () => {
  it('calls after its interval unless it is cancelled', async () => {
    const run = await runProgram(
      `
      import { Timer } from 'threading'
      import { perfCounter } from 'time'
      function ring(what: string, options?: { loud: boolean }) { console.log(what, perfCounter() >= 30, options?.loud) }
      const one = new Timer(30, ring, ['one'], { loud: true })
      const two = new Timer(40, ring, ['two'])
      one.start()
      two.start()
      one.join()
      two.cancel()
      two.join()
      console.log(perfCounter() < 40)
    `,
      { plan: { skipIdle: true } },
    )
    expect(run.problem).toBeNull()
    expect(run.output).toEqual(['Thread-1: one true true', 'Main: true'])
  })

  it('takes its arguments among options too, as queues and semaphores do', async () => {
    const run = await runProgram(`
      import { Timer, BoundedSemaphore } from 'threading'
      import { Queue } from 'queue'
      import { Queue as Shared, Semaphore } from 'multiprocessing'
      function ring(what: string, options?: { loud: boolean }) { console.log(what, options) }
      for (const options of [{ args: ['one'] }, { args: ['two'], kwargs: { loud: true } }]) {
        const timer = new Timer(0, ring, options)
        timer.start()
        timer.join()
      }
      console.log(new BoundedSemaphore({ value: 3 }), new Semaphore({ value: 0 }), new Semaphore({}))
      for (const queue of [new Queue({ maxsize: 1 }), new Shared({ maxsize: 1 })]) {
        queue.put(1)
        console.log(queue.full())
      }
    `)
    expect(run.problem).toBeNull()
    expect(run.output).toEqual([
      'Thread-1: one undefined',
      'Thread-2: two { loud: true }',
      'Main: <BoundedSemaphore 3> <Semaphore 0> <Semaphore 1>',
      'Main: true',
      'Main: true',
    ])
  })
})

describe('local', () => {
  it('keeps attributes of each thread apart', async () => {
    const run = await runProgram(`
      import { Thread, local } from 'threading'
      import { Process } from 'multiprocessing'
      class Counter extends local {
        count: number
        constructor(start: number) { super(start); this.count = start }
      }
      const mine = new local()
      const counter = new Counter(5)
      mine.name = 'main'
      counter.count++
      function work(given: local) {
        console.log(mine.name, given.name, given === mine, counter.count)
        mine.name = 'other'
      }
      const t = new Thread({ target: work, args: [mine] })
      t.start()
      t.join()
      console.log(mine.name, counter.count)
      const p = new Process({ target: work, args: [mine] })
      p.start()
      p.join()
    `)
    expect(run.problem).toBeNull()
    expect(run.output).toEqual([
      'Thread-1 (work): undefined undefined true 5',
      'Main: main 6',
      'Process-1: main main true 6',
    ])
  })
})

describe('the switch interval', () => {
  it('can be read and set', async () => {
    const run = await runProgram(`
      import { getSwitchInterval, setSwitchInterval } from 'sys'
      console.log(getSwitchInterval())
      setSwitchInterval(0.02)
      console.log(getSwitchInterval())
      try { setSwitchInterval(0) } catch (error) { console.log((error as Error).name) }
    `)
    expect(run.output).toEqual(['Main: 0.005', 'Main: 0.02', 'Main: ValueError'])
  })
})
