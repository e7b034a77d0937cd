import { describe, expect, it } from 'vitest'
import { runProgram } from './harness.testing.ts'

describe("a pool's workers", () => {
  it('are replaced when they are killed from outside; the task that one had fails, the others go on', async () => {
    const run = await runProgram(`
      import { Pool, Queue, activeChildren } from 'multiprocessing'
      import { sleep } from 'time'
      import { getpid } from 'os'
      function slow(n: number) { sleep(n); return n }
      function endless() { pids.put(getpid()); sleep(100) }
      const pids = new Queue<number>()
      const pool = new Pool(2)
      const lost = pool.applyAsync(endless)
      const kept = pool.applyAsync(slow, [0.05])
      const victim = pids.get()
      const children = activeChildren()
      console.log(children.map(c => c.name + ' ' + c.daemon).join(', '))
      children.find(c => c.pid === victim)!.kill()
      try { lost.get() } catch (error: any) { console.log(error.name, error.code, error.params.process, error.params.exitCode) }
      console.log(kept.get())
      console.log(pool.map(slow, [0.001, 0.002, 0.003]))
      console.log(activeChildren().map(c => c.name).join(' '))
      pool.close()
      pool.join()
      console.log(activeChildren().length)
    `)
    expect(run.problem).toBeNull()
    expect(run.output).toEqual([
      'Main: PoolWorker-1 true, PoolWorker-2 true',
      expect.stringMatching(/^Main: ProcessError pool.workerDied PoolWorker-\d -9$/),
      'Main: 0.05',
      'Main: [ 0.001, 0.002, 0.003 ]',
      expect.stringMatching(/^Main: PoolWorker-[12] PoolWorker-3$/),
      'Main: 0',
    ])
  })

  it('that are killed while idle lose nothing', async () => {
    const run = await runProgram(`
      import { Pool, activeChildren } from 'multiprocessing'
      const square = (x: number) => x * x
      using pool = new Pool(2)
      console.log(pool.map(square, [1, 2, 3]))
      const children = activeChildren()
      for (const child of children) child.terminate()
      for (const child of children) child.join()
      console.log(pool.map(square, [4, 5, 6]), activeChildren().length)
    `)
    expect(run.output).toEqual(['Main: [ 1, 4, 9 ]', 'Main: [ 16, 25, 36 ] 2'])
  })

  it('give way to fresh ones after maxtasksperchild chunks', async () => {
    const run = await runProgram(`
      import { Pool, currentProcess } from 'multiprocessing'
      let calls = 0
      function name(_: number) { calls++; return currentProcess().name + ' ' + calls }
      const pool = new Pool(1, { maxtasksperchild: 2 })
      console.log(pool.map(name, [1, 2, 3, 4, 5], { chunksize: 1 }).join(', '))
      const later = pool.mapAsync(name, [1, 2, 3], { chunksize: 1 })
      pool.close()
      pool.join()
      console.log(later.get().length, pool)
    `)
    expect(run.output).toEqual([
      'Main: PoolWorker-1 1, PoolWorker-1 2, PoolWorker-2 1, PoolWorker-2 2, PoolWorker-3 1',
      'Main: 3 <Pool state=closed size=1>',
    ])
  })

  it('are of the start method of the context given', async () => {
    const run = await runProgram(`
      import { Pool, getContext } from 'multiprocessing'
      let where = 'evaluated'
      function look() { return [__name__, where] }
      if (__name__ === '__main__') {
        where = 'copied'
        for (const method of ['fork', 'spawn'] as const) {
          using pool = new Pool({ processes: 1, context: getContext(method) })
          console.log(pool.apply(look))
        }
      }
    `)
    expect(run.output).toEqual(["Main: [ '__main__', 'copied' ]", "Main: [ '__mp_main__', 'evaluated' ]"])
  })
})

describe('results of a pool', () => {
  it('reach their callbacks at the next operation of whoever asked', async () => {
    const run = await runProgram(`
      import { Pool } from 'multiprocessing'
      import { sleep } from 'time'
      const square = (x: number) => { if (x < 0) throw new RangeError('negative'); return x * x }
      using pool = new Pool(2)
      const seen: string[] = []
      const callback = (result: unknown) => seen.push(JSON.stringify(result))
      const errorCallback = (error: any) => seen.push(error.name)
      pool.applyAsync(square, [3], { callback })
      pool.mapAsync(square, [1, 2], { callback })
      pool.starmapAsync(square, [[-1]], { callback, errorCallback })
      pool.applyAsync(square, [4], { callback: () => { seen.push('thrown'); throw new Error('in the callback') } })
      while (seen.length < 4) sleep(0.001)
      console.log(seen.sort().join(' '))
    `)
    expect(run.output.at(-1)).toBe('Main: 9 RangeError [1,4] thrown')
    expect(run.output[0]).toMatch(/^Main! Exception in a callback of a pool:\nError: in the callback/)
    expect(run.problem).toBeNull()
  })

  it('are waited for no longer than asked', async () => {
    const run = await runProgram(
      `
      import { Pool } from 'multiprocessing'
      import { sleep } from 'time'
      function slow(n: number) { sleep(n); return n }
      using pool = new Pool(1)
      const result = pool.applyAsync(slow, [60])
      for (const use of [() => result.get({ timeout: 0.01 }), () => result.get(0.01), () => result.successful()]) {
        try { use() } catch (error: any) { console.log(error.name, error.code) }
      }
      result.wait(0.01)
      console.log(result.ready())
      const stream = pool.imap(slow, [60, 30])
      try { stream.next({ timeout: 0.001 }) } catch (error: any) { console.log(error.name, error.code) }
      console.log(stream.next().value, stream.next(50).value, stream.next(0).done, result.ready(), result.successful())
    `,
      { plan: { skipIdle: true } },
    )
    expect(run.output).toEqual([
      'Main: TimeoutError pool.timeout',
      'Main: TimeoutError pool.timeout',
      'Main: ValueError pool.notReady',
      'Main: false',
      'Main: TimeoutError pool.timeout',
      'Main: 60 30 true true true',
    ])
  })

  it('come no more after terminate, and not to a pool that is still open at join', async () => {
    const run = await runProgram(`
      import { Pool } from 'multiprocessing'
      import { sleep } from 'time'
      function slow(n: number) { sleep(n); return n }
      const pool = new Pool(2)
      const result = pool.mapAsync(slow, [10, 10, 10])
      try { pool.join() } catch (error: any) { console.log(error.name, error.code) }
      pool.terminate()
      pool.join()
      for (const use of [() => result.get(), () => pool.apply(slow, [0]), () => new Pool(0), () => new Pool(1, { maxtasksperchild: 0 })]) {
        try { use() } catch (error: any) { console.log(error.name, error.code) }
      }
    `)
    expect(run.output).toEqual([
      'Main: ValueError pool.joinOpen',
      'Main: ValueError pool.terminated',
      'Main: ValueError pool.notRunning',
      'Main: ValueError argument.least',
      'Main: ValueError argument.least',
    ])
  })
})

describe('a ThreadPool', () => {
  it('shares out tasks among threads of one process, which may be given what stays with it', async () => {
    const run = await runProgram(`
      import { ThreadPool } from 'multiprocessing.pool'
      import { Lock, currentThread } from 'threading'
      import { getpid } from 'os'
      const square = (x: number) => x * x
      function where(lock: Lock) { using _ = lock.hold(); return [getpid(), currentThread().name.startsWith('ThreadPoolWorker-')] }
      const pool = new ThreadPool(3)
      console.log(pool.map(square, [1, 2, 3]), [...pool.imapUnordered(square, [4, 5])].sort(), pool)
      const lock = new Lock()
      console.log(pool.apply(where, [lock]).join() === [getpid(), true].join())
      pool.close()
      pool.join()
      const other = new ThreadPool(2)
      other.apply(square, [1])
      other.terminate()
      other.join()
      console.log('joined')
    `)
    expect(run.problem).toBeNull()
    expect(run.output).toEqual([
      'Main: [ 1, 4, 9 ] [ 16, 25 ] <ThreadPool state=open size=3>',
      'Main: true',
      'Main: joined',
    ])
  })

  it('whose tasks wait for their own pool is seen to be stuck', async () => {
    const run = await runProgram(`
      import { ThreadPool } from 'multiprocessing.pool'
      const inner = (x: number) => x + 1
      function outer(pool: ThreadPool, x: number) { return pool.apply(inner, [x]) }
      const pool = new ThreadPool(1)
      console.log(pool.apply(inner, [1]))
      pool.applyAsync(outer, [pool, 1]).get()
    `)
    expect(run.output).toEqual(['Main: 2'])
    expect(run.status).toBe('deadlocked')
    expect(run.blocked.map(({ operation, object }) => `${operation} ${object}`)).toEqual([
      'AsyncResult.get Pool-1',
      'Pool.apply Pool-1',
    ])
  })
})

it('a pool of processes serves all threads of the process that made it', async () => {
  const run = await runProgram(`
    import { Pool, Process } from 'multiprocessing'
    import { Thread, Lock } from 'threading'
    const square = (x: number) => x * x
    const bad = () => { throw new RangeError('no') }
    function ask(pool: Pool, n: number) {
      console.log(pool.map(square, [n, n + 1]), [...pool.imap(square, [n])])
      try { pool.apply(bad) } catch (error: any) { console.log(error.name) }
      try { pool.terminate() } catch (error: any) { console.log(error.name, error.code) }
    }
    const pool = new Pool(2)
    for (const n of [1, 5]) { const t = new Thread({ target: ask, args: [pool, n] }); t.start(); t.join() }
    console.log(pool.map(square, [9]))
    try { new Process({ target: ask, args: [pool, 1] }).start() } catch (error: any) { console.log(error.name, error.code) }
  `)
  expect(run.problem).toBeNull()
  expect(run.output.map(line => line.replace(/^[^:]*: /, ''))).toEqual([
    '[ 1, 4 ] [ 1 ]',
    'RangeError',
    'RuntimeError pool.notOwner',
    '[ 25, 36 ] [ 25 ]',
    'RangeError',
    'RuntimeError pool.notOwner',
    '[ 81 ]',
    'EncodingError library.notSendable',
  ])
})
