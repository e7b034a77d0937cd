import { describe, expect, it } from 'vitest'
import { runProgram } from '../harness.testing.ts'

describe('ThreadPoolExecutor', () => {
  it('works in threads of this process, which share its state and have names', async () => {
    const run = await runProgram(`
      import { ThreadPoolExecutor } from 'concurrent.futures'
      import { currentThread, shared, Lock } from 'threading'
      import { getpid } from 'os'
      const state = shared({ sum: 0 })
      const lock = new Lock()
      function add(n: number) { lock.with(() => { state.sum += n }); return getpid() }
      const name = () => currentThread().name
      {
        using executor = new ThreadPoolExecutor({ maxWorkers: 2 })
        console.log([...executor.map(add, [1, 2, 3, 4])].every(pid => pid === getpid()), state.sum)
        console.log(executor.submit(name).result().slice(0, -1), executor)
      }
      using named = new ThreadPoolExecutor(1, { threadNamePrefix: 'io' })
      using other = new ThreadPoolExecutor(1)
      console.log(named.submit(name).result(), other.submit(name).result())
      try { named.submit(() => { throw new RangeError('lost') }).result() } catch (error: any) { console.log(error.cause.message) }
    `)
    expect(run.problem).toBeNull()
    expect(run.output).toEqual([
      'Main: true 10',
      'Main: ThreadPoolExecutor-0_ <ThreadPoolExecutor>',
      'Main: io_0 ThreadPoolExecutor-1_0',
      expect.stringMatching(/^Main: in io_0\nRangeError: lost\n/),
    ])
  })

  it('lets tasks give work to their own executor; one that waits for it with one worker is a deadlock', async () => {
    const program = (workers: number) => `
      import { ThreadPoolExecutor } from 'concurrent.futures'
      const power = (a: number, b: number) => a ** b
      function waitOnFuture() {
        const future = executor.submit(power, 5, 2)
        return future.result()
      }
      const executor = new ThreadPoolExecutor(${workers})
      console.log(executor.submit(waitOnFuture).result())
    `
    const two = await runProgram(program(2))
    expect([two.problem, two.output]).toEqual([null, ['Main: 25']])
    const one = await runProgram(program(1))
    expect(one.status).toBe('deadlocked')
    expect(
      one.blocked.map(({ process, operation, object }) => `${process}: ${operation} of ${object}`),
    ).toEqual(['Main: Future.result of Executor-1', 'ThreadPoolExecutor-0_0: Future.result of Executor-1'])
  })

  it('breaks when its initializer fails; a task that calls exit only ends its thread', async () => {
    const run = await runProgram(`
      import { ThreadPoolExecutor, BrokenThreadPool } from 'concurrent.futures'
      import { exit } from 'sys'
      const same = (n: number) => n
      function fail() { throw new Error('no luck') }
      const broken = new ThreadPoolExecutor(1, { initializer: fail })
      try { broken.submit(same, 1).result() } catch (error: any) { console.log(error.name, error instanceof BrokenThreadPool) }
      try { broken.submit(same, 1) } catch (error: any) { console.log(error.name) }
      const executor = new ThreadPoolExecutor(1)
      try { executor.submit(exit, 3).result() } catch (error: any) { console.log(error.name, error.code) }
      console.log(executor.submit(same, 2).result())
    `)
    expect(run.problem).toBeNull()
    expect(run.output.filter(line => line.startsWith('Main'))).toEqual([
      'Main: BrokenThreadPool true',
      'Main: BrokenThreadPool',
      'Main: RuntimeError futures.exit',
      'Main: 2',
    ])
    expect(run.output[0]).toMatch(/Exception in initializer:\nError: no luck/)
  })

  it('finishes pending work at the exit of the process', async () => {
    const run = await runProgram(`
      import { ThreadPoolExecutor } from 'concurrent.futures'
      import { sleep } from 'time'
      const work = (n: number) => { sleep(0.005); console.log(n) }
      const executor = new ThreadPoolExecutor(1)
      for (let n = 1; n <= 3; n++) executor.submit(work, n)
      console.log('end')
    `)
    expect(run.problem).toBeNull()
    const lines = run.output.map(line => line.split(': ')[1])
    expect(lines.filter(line => line !== 'end')).toEqual(['1', '2', '3'])
    expect(lines).toContain('end')
    expect(run.status).toBe('finished')
  })
})

describe('the plan of workers', () => {
  const program = `
    import { ProcessPoolExecutor, ThreadPoolExecutor } from 'concurrent.futures'
    import { Pool, Process, currentProcess } from 'multiprocessing'
    import { Thread } from 'threading'
    import { getpid } from 'os'
    const pid = () => getpid()
    const double = (n: number) => 2 * n
    class Greeter extends Process {
      constructor(readonly who: string) { super() }
      override run() { console.log('hello ' + this.who, currentProcess().name) }
    }
    class Worker extends Thread {
      override run() { console.log('works') }
    }
    function fail() { throw new Error('oh') }
    using processes = new ProcessPoolExecutor(1)
    using threads = new ThreadPoolExecutor(1)
    const here = getpid()
    console.log(processes.submit(pid).result() === here, threads.submit(pid).result() === here)
    using pool = new Pool(2)
    console.log(pool.map(double, [1, 2, 3]))
    const greeter = new Greeter('you')
    greeter.start()
    greeter.join()
    const worker = new Worker()
    worker.start()
    worker.join()
    const failing = new Process({ target: fail })
    failing.start()
    failing.join()
    console.log(greeter.exitCode, failing.exitcode, greeter.pid === here, failing.isAlive(), worker.isAlive())
  `
  const said = (output: readonly string[]) =>
    output.filter(line => !/^[^:]*!/.test(line)).map(line => line.slice(line.indexOf(': ') + 2))

  it('runs what was written, all as threads, or all as processes', async () => {
    const expected = {
      asWritten: ['false true', 'false'],
      threads: ['true true', 'true'],
      processes: ['false false', 'false'],
    } as const
    for (const workers of ['asWritten', 'threads', 'processes'] as const) {
      const run = await runProgram(program, { plan: { workers } })
      const [pids, own] = expected[workers]
      expect([run.problem, run.status], workers).toEqual([null, 'finished'])
      expect(said(run.output), workers).toEqual([
        pids,
        '[ 2, 4, 6 ]',
        expect.stringMatching(/^hello you (Process|Greeter)-\d$/),
        'works',
        `0 1 ${own} false false`,
      ])
    }
  })
})
