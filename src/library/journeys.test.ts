import { describe, expect, it } from 'vitest'
import { EventKind } from '../trace/events.ts'
import { runProgram } from './harness.testing.ts'

describe('Process', () => {
  it('runs a target, is joined and has an exit code', async () => {
    const run = await runProgram(`
      import { Process, currentProcess } from 'multiprocessing'
      import { exit } from 'sys'
      function greet(name: string, options?: { mark: string }) {
        console.log('hello', name, options?.mark ?? '', currentProcess().name)
      }
      function leave() { exit(3) }
      function fail() { throw new TypeError('no good') }
      const first = new Process({ target: greet, args: ['Ada'], kwargs: { mark: '!' } })
      console.log(first.pid, first.exitCode, first.isAlive(), first.name, first.daemon)
      first.start()
      first.join()
      console.log(first.pid, first.exitCode, first.isAlive())
      const second = new Process(leave, [], { name: 'leaver' })
      second.start(); second.join()
      console.log(second.exitCode)
      const third = new Process({ target: fail })
      third.start(); third.join()
      console.log(third.exitCode, third)
    `)
    expect(run.output).toEqual([
      'Main: null null false Process-1 false',
      'Process-1: hello Ada ! Process-1',
      'Main: 1001 0 false',
      'Main: 3',
      'Process-3! Process Process-3:\nTypeError: no good\n    at fail (main.ts:8)',
      "Main: 1 <Process name='Process-3' pid=1003 stopped exitcode=1>",
    ])
  })

  it('is ended by terminate, wherever it is', async () => {
    const run = await runProgram(`
      import { Process, Queue } from 'multiprocessing'
      function spin(ready: Queue) { ready.put(1); for (;;) {} }
      const ready = new Queue()
      const p = new Process({ target: spin, args: [ready] })
      p.start()
      ready.get()
      p.join(0.01)
      console.log(p.isAlive())
      p.terminate()
      p.join()
      console.log(p.exitCode, p.isAlive())
    `)
    expect(run.output).toEqual(['Main: true', 'Main: -15 false'])
  })

  it('has a copy of the top-level variables as they are at its start, under fork', async () => {
    const run = await runProgram({
      'main.ts': `
        import { Process, Queue } from 'multiprocessing'
        import { shared, table } from './data.ts'
        let counter = 1
        const list = [1, 2]
        const alias = list
        const q = new Queue()
        const pending = new Promise(() => {})
        const processes: Process[] = []
        function show() {
          counter++
          alias.push(3)
          q.put([counter, list, shared.n, table.get('a') === shared, __name__, processes.length])
        }
        function touch() { pending.then(() => {}) }
        console.log('once')
        counter = 10
        shared.n = 5
        for (const target of [show, touch]) processes.push(new Process({ target }))
        for (const p of processes) p.start()
        console.log(q.get())
        for (const p of processes) p.join()
        console.log(counter, list, processes.map(p => p.exitCode))
      `,
      'data.ts': `
        export const shared = { n: 1 }
        export const table = new Map([['a', shared]])
      `,
    })
    expect(run.output.filter(line => !line.startsWith('Process'))).toEqual([
      'Main: once',
      "Main: [ 11, [ 1, 2, 3 ], 5, true, '__main__', 2 ]",
      'Main: 10 [ 1, 2 ] [ 0, 1 ]',
    ])
    expect(run.output.find(line => line.startsWith('Process-2'))).toContain('pending could not be copied')
  })

  it('evaluates the module again under spawn', async () => {
    const run = await runProgram(
      `
      import { Process, getStartMethod } from 'multiprocessing'
      let counter = 1
      console.log('evaluated as', __name__)
      function show(n: number) { console.log(counter, n, getStartMethod()) }
      if (__name__ === '__main__') {
        counter = 10
        const p = new Process({ target: show, args: [7] })
        p.start()
        p.join()
      }
    `,
      { plan: { startMethod: 'spawn' } },
    )
    expect(run.output).toEqual([
      'Main: evaluated as __main__',
      'Process-1: evaluated as __mp_main__',
      'Process-1: 1 7 spawn',
    ])
  })

  it('is refused under spawn where the program has no main guard', async () => {
    const run = await runProgram(
      `import { Process } from 'multiprocessing'
      function nothing() {}
      const p = new Process({ target: nothing })
      p.start()
      p.join()
      console.log(p.exitCode)`,
      { plan: { startMethod: 'spawn' } },
    )
    expect(run.output.at(-1)).toBe('Main: 1')
    expect(run.output[0]).toMatch(/RuntimeError: .*__main__.*\n {4}at main\.ts:4/)
  })

  it('leaves other processes unharmed when it exits while it awaits', async () => {
    const run = await runProgram(`
      import { Process, Pool, Queue } from 'multiprocessing'
      import { exit } from 'sys'
      import { Empty } from 'queue'
      const q = new Queue()
      const pool = new Pool(1)
      function look() { return q.getNowait() }
      async function impatient() {
        setTimeout(() => exit(5), 2)
        await q.get()
      }
      const p = new Process({ target: impatient })
      p.start()
      p.join()
      q.put('still there')
      console.log(p.exitCode, q.get())
      try { pool.apply(look) } catch (error) { console.log(error instanceof Empty) }
    `)
    expect(run.output).toEqual(['Main: 5 still there', 'Main: true'])
    expect(run.problem).toBeNull()
  })

  it('can be a subclass with a run method', async () => {
    for (const startMethod of ['fork', 'spawn'] as const) {
      const run = await runProgram(
        `
        import { Process, Queue } from 'multiprocessing'
        class Squarer extends Process {
          constructor(readonly n: number, readonly q: Queue) { super({ name: 'squarer' }) }
          override run() { this.q.put([this.name, this.n ** 2, this instanceof Squarer]) }
        }
        if (__name__ === '__main__') {
          const q = new Queue()
          const p = new Squarer(7, q)
          p.start()
          console.log(q.get())
          p.join()
        }
      `,
        { plan: { startMethod } },
      )
      expect(run.output).toEqual(["Main: [ 'squarer', 49, true ]"])
    }
  })

  it('tells what is wrong with its use', async () => {
    const run = await runProgram(`
      import { Process } from 'multiprocessing'
      function nothing() {}
      function nested(factor: number) {
        const p = new Process({ target: () => factor * 2 })
        p.start()
      }
      const tries = [
        () => new Process({ target: nothing }).join(),
        () => { const p = new Process({ target: nothing }); p.start(); p.start() },
        () => new Process({ target: 5 as any }),
        () => nested(3),
      ]
      for (const attempt of tries) {
        try { attempt() } catch (error: any) { console.log(error.name, error.code) }
      }
    `)
    expect(run.output).toEqual([
      'Main: AssertionError process.notStarted',
      'Main: AssertionError process.startedTwice',
      'Main: TypeError argument.function',
      'Main: EncodingError encode.closure',
    ])
  })

  it('lives until its floating async work is over', async () => {
    const run = await runProgram(`
      import { Process, Queue } from 'multiprocessing'
      import { sleep } from 'time'
      const q = new Queue()
      async function child() { await sleep(0.01); await q.put('from child'); await sleep(0.01) }
      async function main() {
        const p = new Process({ target: child })
        p.start()
        const ticks: number[] = []
        const timer = setInterval(() => ticks.push(1), 1)
        console.log(await q.get())
        await p.join()
        clearInterval(timer)
        console.log(p.exitCode, ticks.length > 0)
      }
      main()
    `)
    expect(run.output).toEqual(['Main: from child', 'Main: 0 true'])
    expect(run.exitCode).toBe(0)
  })
})

describe('Queue, Lock, Value and Array', () => {
  it('carry a stream from a producer to a consumer', async () => {
    const run = await runProgram(`
      import { Process, Queue } from 'multiprocessing'
      import { Empty, Full } from 'queue'
      function produce(q: Queue<number | null>) {
        for (let i = 0; i < 500; i++) q.put(i)
        q.put(null)
      }
      const q = new Queue<number | null>(4)
      const p = new Process({ target: produce, args: [q] })
      p.start()
      let sum = 0
      for (let item = q.get(); item !== null; item = q.get()) sum += item
      p.join()
      console.log(sum, q.empty(), q.qsize(), q.full())
      try { q.get({ timeout: 0.01 }) } catch (error) { console.log(error instanceof Empty) }
      for (let i = 0; i < 4; i++) q.putNowait(i)
      try { q.put(9, false) } catch (error) { console.log(error instanceof Full, q.full()) }
    `)
    expect(run.output).toEqual(['Main: 124750 true 0 false', 'Main: true', 'Main: true true'])
  })

  it('keep a counter right under a lock', async () => {
    const run = await runProgram(`
      import { Process, Lock, Value, Array as SharedArray } from 'multiprocessing'
      const lock = new Lock()
      function add(counter: Value<'i'>, cells: SharedArray<'d'>) {
        for (let i = 0; i < 300; i++) {
          using _ = lock.hold()
          counter.value += 1
        }
        for (let i = 0; i < 300; i++) lock.with(() => { cells[1] += 0.5 })
        for (let i = 0; i < 300; i++) {
          counter.getLock().acquire()
          try { cells.set(0, cells.get(0) + 1) } finally { counter.getLock().release() }
        }
      }
      const counter = new Value('i', 5)
      const cells = new SharedArray('d', [0, 0, 7.5])
      const ps = [1, 2, 3].map(() => new Process({ target: add, args: [counter, cells] }))
      ps.forEach(p => p.start())
      ps.forEach(p => p.join())
      console.log(counter.value, [...cells], cells.length, cells.at(-1), cells.slice(0, 1))
      for (const wrong of [() => { counter.value = 1.5 }, () => cells[3], () => lock.release()]) {
        try { wrong() } catch (error: any) { console.log(error.name, error.code) }
      }
      console.log(lock.acquire(), lock.acquire(false), lock.acquire({ timeout: 0.01 }), lock.locked())
      console.log(counter, cells)
    `)
    expect(run.output).toEqual([
      'Main: 905 [ 900, 450, 7.5 ] 3 7.5 [ 900 ]',
      'Main: TypeError cells.value',
      'Main: IndexError array.index',
      'Main: ValueError lock.notHeld',
      'Main: true false false true',
      "Main: Value('i', 905) Array('d', [900, 450, 7.5])",
    ])
  })

  it('are seen as a deadlock when all wait', async () => {
    const run = await runProgram(`
      import { Queue } from 'multiprocessing'
      new Queue().get()
    `)
    expect(run.status).toBe('deadlocked')
    expect(run.blocked.map(({ operation }) => operation)).toEqual(['Queue.get'])
    expect(run.program.sites[run.blocked[0]?.site ?? 0]?.line).toBe(3)
  })
})

describe('the end of a process', () => {
  it('reports an uncaught error of the main process with its place', async () => {
    const run = await runProgram(`
      function inner() { throw new RangeError('out of it') }
      function outer() {
        inner()
      }
      outer()
    `)
    expect(run.exitCode).toBe(1)
    expect(run.problem).toMatchObject({
      code: 'program.error',
      params: { name: 'RangeError', message: 'out of it' },
      place: { file: 'main.ts', line: 2 },
    })
    expect(run.output).toEqual([
      'Main! RangeError: out of it\n    at inner (main.ts:2)\n    at outer (main.ts:4)\n    at main.ts:6',
    ])
  })

  it('reports endless recursion and errors of the library by code', async () => {
    const endless = await runProgram('function f(): number { return 1 + f() }\nf()')
    expect(endless.problem).toMatchObject({ code: 'program.recursion', place: { line: 1 } })
    const empty = await runProgram(`import { Queue } from 'multiprocessing'
      new Queue().getNowait()`)
    expect(empty.problem).toMatchObject({ code: 'queue.empty', place: { file: 'main.ts', line: 2 } })
    const rejected = await runProgram(`async function f() { throw new Error('late') }
      f()`)
    expect(rejected.problem).toMatchObject({ code: 'program.error', params: { message: 'late' } })
    const thrown = await runProgram('throw { weird: [1] }')
    expect(thrown.problem).toMatchObject({
      code: 'program.thrown',
      params: { value: '{ weird: [ 1 ] }' },
      place: { file: 'main.ts', line: 1 },
    })
    const hostile =
      await runProgram(`const angry = new Proxy({}, { getPrototypeOf() { throw 1 }, get() { throw 2 } })
      throw angry`)
    expect(hostile.problem).toMatchObject({ code: 'program.thrown', place: { line: 2 } })
    const evaluated = await runProgram(
      "throw new EvalError('violates the following Content Security Policy directive: …')",
    )
    expect(evaluated.problem?.message).toMatch(/^EvalError: Text cannot be run as code here/)
    const missing = await runProgram("import { Nothing } from 'time'\nconsole.log(Nothing)")
    expect(missing.problem).toMatchObject({ params: { name: 'SyntaxError' } })
  })

  it('says who holds the memory when arrays fill it, or when one alone is too large', async () => {
    const many = await runProgram(`import { Array as Shared } from 'multiprocessing'
      const kept = []
      for (;;) kept.push(new Shared('d', 500_000))`)
    expect(many.problem).toMatchObject({ code: 'memory.full', place: { line: 3 } })
    expect(many.problem?.message).toMatch(/Held by \d+ Arrays and Values \(\d+ MB\)/)
    const large = await runProgram(`import { Array as Shared } from 'multiprocessing'
      new Shared('d', 1e9)`)
    expect(large.problem).toMatchObject({
      code: 'memory.full',
      params: { wanted: 7629.4 },
      place: { line: 2 },
    })
  })

  it('exits with the code asked for, past a catch, and after finally', async () => {
    const run = await runProgram(`
      import { exit } from 'sys'
      import { sleep } from 'time'
      try {
        try { exit(4) } finally { console.log('finally') }
      } catch (everything) { console.log('caught') }
      sleep(0.01)
      console.log('never')
    `)
    expect(run.output).toEqual(['Main: finally', 'Main: caught'])
    expect(run.exitCode).toBe(4)
    expect(run.problem).toBeNull()
  })

  it('waits for timers, and for children that are not daemons', async () => {
    const run = await runProgram(
      `
      import { Process } from 'multiprocessing'
      import { sleep, perfCounter } from 'time'
      function slow() { sleep(2); console.log('done') }
      function endless() { for (;;) sleep(1) }
      new Process({ target: slow }).start()
      new Process({ target: endless, daemon: true }).start()
      setTimeout((text: string) => console.log(text, perfCounter() >= 1, performance.now() >= 1000), 1000, 'later')
    `,
      { plan: { skipIdle: true } },
    )
    expect(run.output).toEqual(['Main: later true true', 'Process-1: done'])
    expect(run.events.get(EventKind.LaneEnd)).toBe(3)
  })
})
