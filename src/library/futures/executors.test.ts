import { describe, expect, it } from 'vitest'
import { EventKind } from '../../trace/events.ts'
import { runProgram } from '../harness.testing.ts'

describe('ProcessPoolExecutor', () => {
  it('submits, maps and shuts down, each task traced with its arguments', async () => {
    const run = await runProgram(`
      import { ProcessPoolExecutor } from 'concurrent.futures'
      const power = (a: number, b: number) => a ** b
      const square = (x: number) => x * x
      {
        using executor = new ProcessPoolExecutor(2)
        const future = executor.submit(power, 2, 5)
        console.log(future.result(), future.done(), future.exception(), future.cancelled(), future, executor)
        console.log([...executor.map(square, [1, 2, 3])], [...executor.map(power, [2, 3, 4], [3, 2])])
        console.log([...executor.map(square, [1, 2, 3, 4, 5], { chunksize: 2 })])
        console.log([...executor.map(square, [])])
      }
      console.log('over')
    `)
    expect(run.problem).toBeNull()
    expect(run.output).toEqual([
      'Main: 32 true null false <Future at 1 state=finished returned number> <ProcessPoolExecutor>',
      'Main: [ 1, 4, 9 ] [ 8, 9 ]',
      'Main: [ 1, 4, 9, 16, 25 ]',
      'Main: []',
      'Main: over',
    ])
    expect(run.tasks).toHaveLength(11)
    expect(run.tasks[0]).toBe('2, 5')
    expect(run.events.get(EventKind.Submit)).toBe(9)
    expect(run.status).toBe('finished')
  })

  it('starts workers when there is work for them, and uses an idle one first', async () => {
    const run = await runProgram(
      `
      import { ProcessPoolExecutor } from 'concurrent.futures'
      import { Barrier, currentProcess } from 'multiprocessing'
      const together = new Barrier(3)
      const who = () => currentProcess().name
      const slowWho = () => { together.wait(); return currentProcess().name }
      using executor = new ProcessPoolExecutor(4)
      const names = new Set<string>()
      for (let i = 0; i < 5; i++) names.add(executor.submit(who).result())
      console.log([...names])
      const all = [0, 1, 2].map(() => executor.submit(slowWho)).map(f => f.result())
      console.log(new Set(all).size, all.length)
    `,
      // On one core, without time slices, a worker is idle again before Main can ask for the next.
      { plan: { cores: 1, quantum: null } },
    )
    expect(run.problem).toBeNull()
    expect(run.output).toEqual(["Main: [ 'Process-1' ]", 'Main: 3 3'])
    expect(run.events.get(EventKind.LaneStart)).toBe(4)
  })

  it('runs an initializer in each worker, and breaks when that fails', async () => {
    const run = await runProgram(`
      import { ProcessPoolExecutor, BrokenExecutor, BrokenProcessPool } from 'concurrent.futures'
      let base = 0
      function prepare(n: number) { base = n }
      const add = (n: number) => base + n
      function fail() { throw new Error('no luck') }
      {
        using executor = new ProcessPoolExecutor({ maxWorkers: 1, initializer: prepare, initargs: [10] })
        console.log(executor.submit(add, 1).result(), base)
      }
      const executor = new ProcessPoolExecutor(1, { initializer: fail })
      const futures = [1, 2].map(n => executor.submit(add, n))
      for (const future of futures) {
        try { future.result() } catch (error: any) {
          console.log(error.name, error instanceof BrokenProcessPool, error instanceof BrokenExecutor)
        }
      }
      try { executor.submit(add, 3) } catch (error: any) { console.log(error.name, error.code) }
      executor.shutdown()
    `)
    expect(run.problem).toBeNull()
    expect(run.output).toEqual([
      'Main: 11 0',
      expect.stringMatching(
        /^Process-2! Exception in initializer:\nError: no luck\n {4}at fail \(main.ts:6\)/,
      ),
      'Main: BrokenProcessPool true true',
      'Main: BrokenProcessPool true true',
      'Main: BrokenProcessPool futures.brokenSubmit',
    ])
  })

  it('goes on when a task calls exit, which is an error of its future alone', async () => {
    for (const options of ['1', '2', "{ maxWorkers: 1, mpContext: getContext('spawn') }"]) {
      const run = await runProgram(`
        import { ProcessPoolExecutor } from 'concurrent.futures'
        import { getContext } from 'multiprocessing'
        import { exit } from 'sys'
        import { sleep } from 'time'
        const task = (n: number) => { sleep(0.001); return n % 3 === 0 ? exit(n) : n }
        const later = async (n: number) => { await sleep(0.001); return exit(n) }
        if (__name__ === '__main__') {
          using executor = new ProcessPoolExecutor(${options})
          const futures = [1, 2, 3, 4, 5, 6, 7].map(n => executor.submit(task, n))
          futures.push(executor.submit(later, 8) as any, executor.submit(task, 9), executor.submit(task, 10))
          for (const future of futures) {
            try { console.log(future.result()) } catch (error: any) { console.log(error.name, error.code, error.params.exitCode) }
          }
        }
      `)
      expect(run.problem, options).toBeNull()
      expect(run.output, options).toEqual(
        [1, 2, 'x 3', 4, 5, 'x 6', 7, 'x 8', 'x 9', 10].map(line =>
          `Main: ${line}`.replace('x', 'RuntimeError futures.exit'),
        ),
      )
    }
  })

  it('breaks when a worker dies: all that was not done fails, and nothing more is accepted', async () => {
    const deaths = {
      'executor.killWorkers()': [
        'BrokenProcessPool',
        'BrokenProcessPool',
        'CancelledError',
        'BrokenProcessPool',
      ],
      'kill(pid, 9)': Array(4).fill('BrokenProcessPool'),
    }
    for (const [death, names] of Object.entries(deaths)) {
      const run = await runProgram(`
        import { ProcessPoolExecutor } from 'concurrent.futures'
        import { getpid, kill } from 'os'
        import { sleep } from 'time'
        const nap = (s: number) => { sleep(s); return s }
        const executor = new ProcessPoolExecutor(2)
        const pid = executor.submit(getpid).result()
        const done = executor.submit(nap, 0)
        done.result()
        const futures = [30, 30, 30].map(s => executor.submit(nap, s))
        while (!futures[1]!.running()) sleep(0.001)
        ${death}
        for (const future of futures) {
          try { console.log(future.result()) } catch (error: any) { console.log(error.name) }
        }
        try { executor.submit(nap, 0) } catch (error: any) { console.log(error.name) }
        console.log(done.result())
      `)
      expect(run.problem, death).toBeNull()
      expect(run.output, death).toEqual([...names, '0'].map(line => `Main: ${line}`))
    }
  })

  it('leaves no future without an answer, whenever a worker is killed', async () => {
    const run = await runProgram(`
      import { ProcessPoolExecutor } from 'concurrent.futures'
      import { getpid, kill } from 'os'
      import { sleep } from 'time'
      const work = (n: number) => { sleep(n % 3 / 1000); return n }
      let answered = 0
      for (let round = 0; round < 12; round++) {
        using executor = new ProcessPoolExecutor(2)
        const pid = executor.submit(getpid).result()
        const futures = Array.from({ length: 20 }, (_, i) => executor.submit(work, i))
        sleep(round / 1000)
        try { kill(pid, 9) } catch (error: any) { console.log(error.name) }
        for (const [i, future] of futures.entries()) {
          const error = future.exception() as Error | null
          if (error === null ? future.result() === i : error.name === 'BrokenProcessPool') answered++
        }
      }
      console.log(answered)
    `)
    expect(run.problem).toBeNull()
    expect([run.status, run.output]).toEqual(['finished', ['Main: 240']])
  })

  it('brings an error of a task to its caller, with class, place and the traceback of the worker', async () => {
    const run = await runProgram(`
      import { ProcessPoolExecutor } from 'concurrent.futures'
      class Bad extends Error { override name = 'Bad' }
      function check(n: number) {
        if (n === 3) throw new Bad('three')
        return n
      }
      function useless() { return () => 1 }
      using executor = new ProcessPoolExecutor(2)
      const future = executor.submit(check, 3)
      try { future.result() } catch (error: any) { console.log(error instanceof Bad, error.cause.name, error.cause.message) }
      console.log((future.exception() as Error).message, future)
      const results = executor.map(check, [1, 2, 3, 4])
      console.log(results.next().value, results.next().value)
      try { results.next() } catch (error: any) { console.log(error.message) }
      console.log(results.next())
      try { executor.submit(useless).result() } catch (error: any) { console.log(error.name) }
      for (const local of [future]) try { executor.submit(() => local) } catch (error: any) { console.log(error.name, error.code) }
      try { executor.submit(check, Symbol('x') as any) } catch (error: any) { console.log(error.message.slice(0, 21)) }
      try { executor.submit(check, executor as any) } catch (error: any) { console.log(error.message.slice(0, 39)) }
    `)
    expect(run.problem).toBeNull()
    expect(run.output).toEqual([
      expect.stringMatching(
        /^Main: true RemoteTraceback in Process-\d\nBad: three\n {4}at check \(main.ts:5\)$/,
      ),
      'Main: three <Future at 1 state=finished raised Bad>',
      'Main: 1 2',
      'Main: three',
      'Main: { done: true, value: undefined }',
      'Main: MaybeEncodingError',
      'Main: EncodingError encode.closure',
      'Main: args[0] is the symbol',
      'Main: A ProcessPoolExecutor cannot be sent to',
    ])
  })

  it('replaces workers after so many tasks, never by fork', async () => {
    const run = await runProgram(
      `
      import { ProcessPoolExecutor } from 'concurrent.futures'
      import { currentProcess, getContext } from 'multiprocessing'
      const who = (_: number) => currentProcess().name
      if (__name__ === '__main__') {
        try { new ProcessPoolExecutor(1, { maxTasksPerChild: 2, mpContext: getContext('fork') }) }
        catch (error: any) { console.log(error.name, error.code) }
        using executor = new ProcessPoolExecutor(1, { maxTasksPerChild: 2 })
        console.log([...executor.map(who, [1, 2, 3, 4, 5])].join(' '))
      }
    `,
      { plan: { cores: 2 } },
    )
    expect(run.problem).toBeNull()
    expect(run.output).toEqual([
      'Main: ValueError futures.maxTasksFork',
      'Main: Process-1 Process-1 Process-2 Process-2 Process-3',
    ])
  })

  it('finishes pending work at the exit of the process, also after an error', async () => {
    const run = await runProgram(`
      import { ProcessPoolExecutor } from 'concurrent.futures'
      import { sleep } from 'time'
      const work = (n: number) => { sleep(0.005); console.log(n) }
      const executor = new ProcessPoolExecutor(1)
      for (let n = 1; n <= 3; n++) executor.submit(work, n)
      executor.submit(work, 4).addDoneCallback(() => console.log('called back'))
      throw new Error('main fails')
    `)
    expect(run.exitCode).toBe(1)
    const failure = run.output.findIndex(line => line.startsWith('Main! Error: main fails'))
    expect(failure).not.toBe(-1)
    expect(run.output.toSpliced(failure, 1)).toEqual([
      'Process-1: 1',
      'Process-1: 2',
      'Process-1: 3',
      'Process-1: 4',
      'Main: called back',
    ])
    expect(run.status).toBe('finished')
  })

  it('shuts down: refuses work, finishes or cancels what is there, waits or does not', async () => {
    const run = await runProgram(
      `
      import { ProcessPoolExecutor } from 'concurrent.futures'
      import { sleep } from 'time'
      const work = (n: number) => { sleep(n); return n }
      const executor = new ProcessPoolExecutor(1)
      const first = executor.submit(work, 60)
      const others = [1, 2].map(n => executor.submit(work, n))
      while (!first.running()) sleep(0.001)
      executor.shutdown({ wait: false, cancelFutures: true })
      console.log(first.done(), others.map(f => f.cancelled()), first.cancel())
      try { executor.submit(work, 1) } catch (error: any) { console.log(error.name, error.code) }
      try { others[0]!.result() } catch (error: any) { console.log(error.name) }
      console.log(first.result())
      executor.shutdown()
      executor.shutdown()
    `,
      { plan: { skipIdle: true } },
    )
    expect(run.problem).toBeNull()
    expect(run.output).toEqual([
      'Main: false [ true, true ] false',
      'Main: RuntimeError futures.shutdown',
      'Main: CancelledError',
      'Main: 60',
    ])
  })

  it('works under spawn, under one core, and under controlled schedules', async () => {
    const program = `
      import { ProcessPoolExecutor } from 'concurrent.futures'
      const square = (x: number) => x * x
      if (__name__ === '__main__') {
        using executor = new ProcessPoolExecutor(2)
        console.log([...executor.map(square, [1, 2, 3, 4])].join(' '))
      }`
    for (const plan of [
      { startMethod: 'spawn' },
      { startMethod: 'forkserver' },
      { cores: 1 },
      { policy: 'controlled', seed: 3 },
      { policy: 'controlled', seed: 4 },
    ] as const) {
      const run = await runProgram(program, { plan })
      expect([run.problem, run.output], JSON.stringify(plan)).toEqual([null, ['Main: 1 4 9 16']])
    }
  })

  it('has the limits of map: timeout, chunksize, buffersize', async () => {
    const run = await runProgram(
      `
      import { ProcessPoolExecutor } from 'concurrent.futures'
      import { sleep } from 'time'
      const nap = (s: number) => { sleep(s); return s }
      const same = (n: number) => n
      let read = 0
      function* numbers() { for (;;) yield read++ }
      using executor = new ProcessPoolExecutor(2)
      const results = executor.map(nap, [0, 9, 9, 9], { timeout: 3 })
      console.log(results.next().value)
      try { results.next() } catch (error: any) { console.log(error.name, error.message) }
      let sum = 0
      for (const n of executor.map(same, numbers(), { buffersize: 3 })) { sum += n; if (n === 9) break }
      console.log(sum, read)
      for (const options of [{ chunksize: 0 }, { buffersize: 0 }]) {
        try { executor.map(same, [1], options) } catch (error: any) { console.log(error.name, error.message) }
      }
      try { executor.map(same, 5 as any) } catch (error: any) { console.log(error.name, error.code) }
      try { executor.submit(5 as any) } catch (error: any) { console.log(error.message) }
      try { new ProcessPoolExecutor(0) } catch (error: any) { console.log(error.message) }
    `,
      { plan: { skipIdle: true } },
    )
    expect(run.problem).toBeNull()
    expect(run.output).toEqual([
      'Main: 0',
      'Main: TimeoutError Not all results of map() were there within 3 s of the call.',
      'Main: 45 13',
      'Main: ValueError ProcessPoolExecutor.map: chunksize must be at least 1, not 0.',
      'Main: ValueError ProcessPoolExecutor.map: buffersize must be at least 1, not 0.',
      'Main: TypeError argument.iterable',
      'Main: ProcessPoolExecutor.submit needs a function, not number. Pass the function itself, without calling it.',
      'Main: ProcessPoolExecutor: maxWorkers must be at least 1, not 0.',
    ])
  })
})
