import { describe, expect, it } from 'vitest'
import { runProgram } from '../harness.testing.ts'

const ORDER = `
  import { asCompleted, wait, ProcessPoolExecutor, ThreadPoolExecutor, FIRST_COMPLETED, FIRST_EXCEPTION } from 'concurrent.futures'
  import { sleep } from 'time'
  const nap = (s: number) => { sleep(s); return s }
  function fail(s: number) { sleep(s); throw new Error('failed') }
`

describe('waiting for futures', () => {
  it('yields them as they are done, of several executors, until the time is over', async () => {
    const run = await runProgram(
      `${ORDER}
      using processes = new ProcessPoolExecutor(3)
      using threads = new ThreadPoolExecutor(3)
      const futures = [processes.submit(nap, 60), threads.submit(nap, 20), processes.submit(nap, 40)]
      console.log([...asCompleted([...futures, futures[0]!])].map(f => f.result()))
      console.log([...asCompleted(futures)].map(f => f.result()), [...asCompleted([])])
      const late = [nap, nap].map((f, i) => threads.submit(f, 10 + 90 * i))
      try { for (const f of asCompleted(late, { timeout: 50 })) console.log(f.result()) }
      catch (error: any) { console.log(error.name, error.message) }
    `,
      { plan: { skipIdle: true } },
    )
    expect(run.problem).toBeNull()
    expect(run.output).toEqual([
      'Main: [ 20, 40, 60 ]',
      'Main: [ 20, 40, 60 ] []',
      'Main: 10',
      'Main: TimeoutError 1 of 2 futures were not done within 50 s.',
    ])
  })

  it('tells the done from the others: of all, of the first, of the first that fails, in time', async () => {
    const run = await runProgram(
      `${ORDER}
      using executor = new ThreadPoolExecutor(3)
      const told = (r: any) => { const [done, notDone] = r; return [done.size, notDone.size, r.done === done] }
      const three = () => [executor.submit(nap, 10), executor.submit(fail, 20), executor.submit(nap, 30)]
      console.log(told(wait(three())))
      console.log(told(wait(three(), { returnWhen: FIRST_COMPLETED })))
      console.log(told(wait(three(), { returnWhen: FIRST_EXCEPTION })))
      console.log(told(wait([executor.submit(nap, 500)], { timeout: 5 })), told(wait([])))
      try { wait([], { returnWhen: 'SOON' as any }) } catch (error: any) { console.log(error.name) }
      try { wait([1] as any) } catch (error: any) { console.log(error.message) }
    `,
      { plan: { skipIdle: true } },
    )
    expect(run.problem).toBeNull()
    expect(run.output).toEqual([
      'Main: [ 3, 0, true ]',
      'Main: [ 1, 2, true ]',
      'Main: [ 2, 1, true ]',
      'Main: [ 0, 1, true ] [ 0, 0, true ]',
      'Main: ValueError',
      'Main: wait() needs futures, not number. Pass what submit() returned.',
    ])
  })

  it('works for async code', async () => {
    const run = await runProgram(
      `${ORDER}
      const executor = new ThreadPoolExecutor(2)
      let timer = 0
      setTimeout(() => timer++, 1)
      const futures = [executor.submit(nap, 20), executor.submit(nap, 10)]
      const seen: number[] = []
      for await (const f of asCompleted(futures)) seen.push(await f.result())
      const both = await Promise.all([executor.submit(nap, 2).result(), executor.submit(nap, 1).result()])
      const { done } = await wait(futures)
      for await (const n of executor.map(nap, [2, 1])) seen.push(n)
      try { await executor.submit(nap, 500).result(1) } catch (error: any) { console.log(error.name) }
      await executor.shutdown()
      console.log(seen, both, done.size, timer)
    `,
      { plan: { skipIdle: true } },
    )
    expect(run.problem).toBeNull()
    expect(run.output).toEqual(['Main: TimeoutError', 'Main: [ 10, 20, 2, 1 ] [ 2, 1 ] 2 1'])
  })
})

describe('Future', () => {
  it('calls back at the next operation, prints what a callback throws, and at once when it is done', async () => {
    const run = await runProgram(`
      import { ThreadPoolExecutor } from 'concurrent.futures'
      import { sleep } from 'time'
      const same = (n: number) => n
      using executor = new ThreadPoolExecutor(1)
      const future = executor.submit(same, 7)
      future.addDoneCallback(f => console.log('got', f.result()))
      future.addDoneCallback(() => { throw new Error('careless') })
      future.addDoneCallback(f => console.log('too', f === future))
      while (!future.done()) sleep(0.001)
      future.addDoneCallback(() => console.log('at once'))
    `)
    expect(run.problem).toBeNull()
    expect(run.output).toEqual([
      'Main: got 7',
      expect.stringMatching(
        /^Main! exception calling callback for <Future at 1 state=finished returned number>\nError: careless/,
      ),
      'Main: too true',
      'Main: at once',
    ])
  })

  it('can be cancelled until a worker has begun', async () => {
    const run = await runProgram(
      `
      import { ThreadPoolExecutor } from 'concurrent.futures'
      import { sleep } from 'time'
      const nap = (s: number) => { sleep(s); return s }
      using executor = new ThreadPoolExecutor(1)
      const [first, second, third] = [10, 20, 30].map(s => executor.submit(nap, s))
      while (!first!.running()) sleep(0.001)
      second!.addDoneCallback(f => console.log('called back', f.cancelled()))
      console.log(first!.cancel(), second!.cancel(), second!.cancel(), second!.running(), third!.running())
      console.log(first, second, third)
      for (const ask of [() => second!.result(), () => second!.exception()]) {
        try { ask() } catch (error: any) { console.log(error.name) }
      }
      try { first!.result({ timeout: 1 }) } catch (error: any) { console.log(error.name, error.message) }
      console.log(third!.result(), second!.done())
    `,
      { plan: { skipIdle: true } },
    )
    expect(run.problem).toBeNull()
    expect(run.output).toEqual([
      'Main: called back true',
      'Main: false true true false false',
      'Main: <Future at 1 state=running> <Future at 2 state=cancelled> <Future at 3 state=pending>',
      'Main: CancelledError',
      'Main: CancelledError',
      'Main: TimeoutError The future was not done within 1 s.',
      'Main: 30 true',
    ])
  })

  it('is cancelled or done, never both, whatever the schedule', async () => {
    const seen = new Set<string>()
    for (let seed = 1; seed <= 6; seed++) {
      const run = await runProgram(
        `
        import { ThreadPoolExecutor } from 'concurrent.futures'
        const same = (n: number) => n
        const executor = new ThreadPoolExecutor(1)
        const futures = [1, 2].map(n => executor.submit(same, n))
        const cancelled = futures.map(f => f.cancel())
        executor.shutdown()
        console.log(futures.map((f, i) => cancelled[i] === f.cancelled() ? (f.cancelled() ? 'c' : f.result()) : '?').join(''))
      `,
        { plan: { policy: 'controlled', seed } },
      )
      expect(run.problem).toBeNull()
      seen.add(run.output[0] ?? '')
    }
    for (const outcome of seen) expect(['Main: cc', 'Main: 1c', 'Main: c2', 'Main: 12']).toContain(outcome)
    expect(seen.size).toBeGreaterThan(1)
  })

  it('can be made by the program, within one thread', async () => {
    const run = await runProgram(`
      import { Future, InvalidStateError, ThreadPoolExecutor } from 'concurrent.futures'
      const own = new Future<number>()
      console.log(own, own.setRunningOrNotifyCancel(), own, own.cancel())
      own.setResult(5)
      console.log(own.result(), own)
      try { own.setResult(6) } catch (error: any) { console.log(error.name, error instanceof InvalidStateError) }
      const bad = new Future()
      bad.setException(new TypeError('bad'))
      try { bad.result() } catch (error: any) { console.log(error.message, bad) }
      const gone = new Future()
      console.log(gone.cancel(), gone.setRunningOrNotifyCancel())
      using executor = new ThreadPoolExecutor(1)
      try { executor.submit(Math.abs, 1).setResult(2) } catch (error: any) { console.log(error.code) }
    `)
    expect(run.problem).toBeNull()
    expect(run.output).toEqual([
      'Main: <Future at 1 state=running> true <Future at 1 state=running> false',
      'Main: 5 <Future at 1 state=finished returned number>',
      'Main: InvalidStateError true',
      'Main: bad <Future at 2 state=finished raised TypeError>',
      'Main: true false',
      'Main: futures.executorOwned',
    ])
  })
})
