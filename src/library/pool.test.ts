import { describe, expect, it } from 'vitest'
import { EventKind } from '../trace/events.ts'
import { runProgram } from './harness.testing.ts'

describe('Pool', () => {
  it('maps in order, in few messages, each task traced with its arguments', async () => {
    const run = await runProgram(`
      import { Pool } from 'multiprocessing'
      function isPrime(n: number): boolean {
        for (let d = 2; d * d <= n; d++) if (n % d === 0) return false
        return n > 1
      }
      using pool = new Pool(2)
      const found = pool.map(isPrime, Array.from({ length: 1000 }, (_, i) => i))
      console.log(found.filter(Boolean).length, found[2], found[4])
    `)
    expect(run.problem).toBeNull()
    expect(run.output).toEqual(['Main: 168 true false'])
    expect(run.tasks.map(Number).sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, i) => i))
    expect(run.events.get(EventKind.TaskEnd)).toBe(1000)
    expect(run.events.get(EventKind.Submit)).toBe(1)
    expect(run.events.get(EventKind.Operation) ?? 0).toBeLessThan(100)
  })

  it('leaves finished results alone when it is terminated', async () => {
    const run = await runProgram(`
      import { Pool } from 'multiprocessing'
      const square = (x: number) => x * x
      const failures: unknown[] = []
      const results = (() => {
        using pool = new Pool(2)
        const all = [2, 3].map(x => pool.applyAsync(square, [x], { errorCallback: e => failures.push(e) }))
        for (const result of all) result.wait()
        return all
      })()
      console.log(results.map(result => result.get()), failures.length)
    `)
    expect(run.problem).toBeNull()
    expect(run.output).toEqual(['Main: [ 4, 9 ] 0'])
  })

  it('offers every way to give work', async () => {
    const run = await runProgram(`
      import { Pool } from 'multiprocessing'
      import { sleep } from 'time'
      const add = (a: number, b: number) => a + b
      const square = (x: number) => x * x
      async function later(x: number) { await sleep(0.001); return -x }
      function* numbers() { for (let i = 0; i < 20; i++) yield i }
      const pool = new Pool(3)
      console.log(pool.starmap(add, [[1, 2], [3, 4]]), pool.apply(add, [5, 6]), pool.map(later, [1, 2, 3]))
      console.log(pool.map(Math.sqrt, [4, 9]), pool.map(x => x + 1, new Set([1, 2])), pool.map(square, []))
      let called = 0
      const result = pool.applyAsync(add, [1, 1], { callback: n => { called = n } })
      console.log(result.get({ timeout: 5 }), called, result.ready(), result.successful())
      console.log(pool.mapAsync(square, numbers(), { chunksize: 3 }).get().length)
      console.log([...pool.imap(square, numbers())].join(' '))
      console.log([...pool.imapUnordered(square, numbers(), { chunksize: 4 })].sort((a, b) => a - b).length)
      function* endless() { for (let i = 0; ; i++) yield i }
      let sum = 0
      for (const x of pool.imap(square, endless())) { sum += x; if (x > 100) break }
      console.log(sum)
      pool.close()
      pool.join()
      try { pool.map(square, [1]) } catch (error: any) { console.log(error.name, error.code) }
    `)
    expect(run.output).toEqual([
      'Main: [ 3, 7 ] 11 [ -1, -2, -3 ]',
      'Main: [ 2, 3 ] [ 2, 3 ] []',
      'Main: 2 2 true true',
      'Main: 20',
      'Main: 0 1 4 9 16 25 36 49 64 81 100 121 144 169 196 225 256 289 324 361',
      'Main: 20',
      'Main: 506',
      'Main: ValueError pool.notRunning',
    ])
    expect(run.problem).toBeNull()
  })

  it('works for async code, several waits at once', async () => {
    const run = await runProgram(`
      import { Pool } from 'multiprocessing'
      import { sleep } from 'time'
      async function slow(ms: number) { await sleep(ms / 1000); return ms }
      using pool = new Pool(2)
      let timer = 0
      setTimeout(() => timer++, 1)
      async function one(ms: number) { return await pool.apply(slow, [ms]) }
      const list = await pool.map(slow, [3, 1, 2])
      const both = await Promise.all([one(4), one(1), pool.applyAsync(slow, [2]).get()])
      const seen: number[] = []
      for await (const x of pool.imap(slow, [2, 1])) seen.push(x)
      try { await pool.applyAsync(slow, [60_000]).get(0.01) } catch (error: any) { console.log(error.name) }
      console.log(list, both, seen, timer)
    `)
    expect(run.output).toEqual(['Main: TimeoutError', 'Main: [ 3, 1, 2 ] [ 4, 1, 2 ] [ 2, 1 ] 1'])
  })

  it('brings an error of a task to its caller, with class and place', async () => {
    const run = await runProgram(`
      import { Pool } from 'multiprocessing'
      class Bad extends Error {
        override name = 'Bad'
        constructor(message: string, readonly n: number) { super(message) }
      }
      function check(n: number) {
        if (n === 3) throw new Bad('three', n)
        return n
      }
      const pool = new Pool(2)
      try { pool.map(check, [1, 2, 3, 4]) } catch (error: any) {
        console.log(error instanceof Bad, error.n, error.cause.name, error.cause.message)
      }
      console.log(pool.map(check, [5]))
      function useless() { return () => 1 }
      try { pool.apply(useless) } catch (error: any) { console.log(error.name, error.code) }
      const results = pool.imap(check, [2, 3, 4])
      console.log(results.next().value)
      try { results.next() } catch (error: any) { console.log(error.message) }
      console.log(results.next().value, results.next().done)
      pool.map(check, [3])
    `)
    expect(run.output.slice(0, -1)).toEqual([
      expect.stringMatching(
        /^Main: true 3 RemoteTraceback in PoolWorker-\d\nBad: three\n {4}at check \(main.ts:8\)$/,
      ),
      'Main: [ 5 ]',
      'Main: MaybeEncodingError pool.resultNotSendable',
      'Main: 2',
      'Main: three',
      'Main: 4 true',
    ])
    expect(run.output.at(-1)).toMatch(
      /^Main! RemoteTraceback: .*\nBad: three\n.*main.ts:8\)\n[\s\S]*\nBad: three\n {4}at main.ts:22$/,
    )
    expect(run.problem).toMatchObject({ code: 'program.error', place: { file: 'main.ts', line: 8 } })
  })

  it('names what it cannot send as its caller does', async () => {
    const run = await runProgram(`import { Pool } from 'multiprocessing'
      function task(n: unknown): unknown { return n === 1 ? [Symbol('inside')] : n }
      function tell(attempt: () => unknown) {
        try { attempt() } catch (error) { console.log((error as Error).message.split(' ').slice(0, -11).join(' ')) }
      }
      using pool = new Pool(1)
      const odd = Symbol('odd')
      tell(() => pool.map(task, [0, 0, { deep: odd }], { chunksize: 2 }))
      tell(() => pool.apply(task, [odd]))
      tell(() => pool.starmap(task, [[0], [odd]]))
      tell(() => [...pool.imap(task, [0, odd])])
      tell(() => pool.map(task, [1]))
      const local = (() => { const x = {}; return () => x })()
      tell(() => pool.map(local, [1]))`)
    expect(run.output).toEqual([
      'Main: items[2].deep is the symbol',
      'Main: args[0] is the symbol',
      'Main: items[1][0] is the symbol',
      'Main: items[1] is the symbol',
      'Main: The result of a task cannot be sent back: result[0] is the symbol',
      expect.stringMatching(/^Main: the function of the tasks is the function/),
    ])
  })

  it('replaces a worker that dies, and tells whoever waits for its task', async () => {
    const run = await runProgram(`
      import { Pool, currentProcess } from 'multiprocessing'
      import { exit } from 'sys'
      function leave() { exit(7) }
      function name() { return currentProcess().name }
      using pool = new Pool(1)
      console.log(pool.apply(name))
      try { pool.apply(leave) } catch (error: any) { console.log(error.name, error.code, error.params.exitCode) }
      console.log(pool.apply(name))
    `)
    expect(run.output).toEqual([
      'Main: PoolWorker-1',
      'Main: ProcessError pool.workerDied 7',
      'Main: PoolWorker-2',
    ])
  })

  it('runs an initializer in each worker, and fails if that fails', async () => {
    const run = await runProgram(`
      import { Pool } from 'multiprocessing'
      let base = 0
      function setUp(n: number) { base = n }
      function plus(x: number) { return base + x }
      function broken() { throw new Error('not today') }
      {
        using pool = new Pool(2, { initializer: setUp, initargs: [100] })
        console.log(pool.map(plus, [1, 2]))
      }
      using other = new Pool({ processes: 1, initializer: broken })
      try { other.map(plus, [1]) } catch (error: any) { console.log(error.message) }
    `)
    expect(run.output.filter(line => line.startsWith('Main:'))).toEqual([
      'Main: [ 101, 102 ]',
      'Main: not today',
    ])
  })

  it('works under spawn, under one core, and under a controlled schedule', async () => {
    const source = `
      import { Pool } from 'multiprocessing'
      const square = (x: number) => x * x
      if (__name__ === '__main__') {
        using pool = new Pool(2)
        console.log(pool.map(square, [1, 2, 3]))
      }
    `
    for (const plan of [{ startMethod: 'spawn' }, { cores: 1 }, { policy: 'controlled', seed: 7 }] as const) {
      const run = await runProgram(source, { plan })
      expect(run.output).toEqual(['Main: [ 1, 4, 9 ]'])
    }
  })
})
