import { describe, expect, it } from 'vitest'
import { runProgram } from './harness.testing.ts'

const skipIdle = { plan: { skipIdle: true } }

describe('io', () => {
  it('answers after its latency, with the same content each time', async () => {
    const run = await runProgram(
      `
      import { configure, read, readBytes, request, write } from 'io'
      import { perfCounter } from 'time'
      configure({ latency: 200, bandwidth: 10 })
      const start = perfCounter()
      const text = read('book.txt', { size: 1000 })
      const took = perfCounter() - start
      print(text.length, took >= 300, took < 350, text === read('book.txt', { size: 1000 }), /^[a-z \\n]+$/.test(text))
      print(readBytes('a', { size: 5000 }).length, write('b', 'é'))
      const { status, ms, body } = request('https://example.com', { size: 10 })
      print(status, ms >= 200_000, body.length)
    `,
      skipIdle,
    )
    expect(run.problem).toBeNull()
    expect(run.output).toEqual(['Main: 1000 true true true true', 'Main: 5000 2', 'Main: 200 true 10'])
  })

  it('shares its bandwidth among processes, and lets requests queue for its places', async () => {
    const run = await runProgram(
      `
      import { Process } from 'multiprocessing'
      import { Device, configure, read } from 'io'
      import { perfCounter } from 'time'
      const narrow = new Device({ latency: 0, bandwidth: 10 })
      const few = new Device({ latency: 1000, concurrency: 2 })
      configure({ latency: 1000 })
      const jobs = [
        (d: Device) => d.read('x', { size: 1000 }),
        (d: Device) => d.request('x'),
        () => read('x'),
      ]
      function work(job: number, device: Device) { jobs[job]?.(device) }
      for (const [job, device] of [[0, narrow], [1, few], [2, few]] as const) {
        const start = perfCounter()
        const ps = Array.from({ length: 4 }, () => new Process({ target: work, args: [job, device] }))
        for (const p of ps) p.start()
        for (const p of ps) p.join()
        print(Math.round((perfCounter() - start) / (job === 0 ? 100 : 1000)))
      }
    `,
      skipIdle,
    )
    expect(run.problem).toBeNull()
    expect(run.output).toEqual(['Main: 4', 'Main: 2', 'Main: 1'])
  })

  it('lets threads wait at the same time, GIL or not', async () => {
    for (const gil of [true, false]) {
      const run = await runProgram(
        `
        import { configure, read } from 'io'
        import { Thread } from 'threading'
        import { perfCounter } from 'time'
        configure({ latency: 30 })
        const threads = [1, 2, 3].map(() => new Thread({ target: () => { read('x') } }))
        const start = perfCounter()
        for (const thread of threads) thread.start()
        for (const thread of threads) thread.join()
        print(Math.floor((perfCounter() - start) / 10))
      `,
        { plan: { skipIdle: true, gil } },
      )
      expect(run.problem).toBeNull()
      expect(run.output).toEqual(['Main: 3'])
    }
  })

  it('waits for many answers at once where the program awaits', async () => {
    const run = await runProgram(
      `
      import { configure, request } from 'io'
      import { perfCounter } from 'time'
      configure({ latency: 10 })
      const get = async (url: string) => (await request(url, { size: 4 })).status
      const start = perfCounter()
      print(await Promise.all(['a', 'b', 'c'].map(get)), perfCounter() - start < 15)
    `,
      skipIdle,
    )
    expect(run.problem).toBeNull()
    expect(run.output).toEqual(['Main: [ 200, 200, 200 ] true'])
  })

  it('fails and is late as it was told, the same in each run', async () => {
    const program = `
      import { Device, OSError, TimeoutError } from 'io'
      const bad = new Device({ failures: 0.5, jitter: 1, latency: 1, seed: 3 })
      const outcomes: string[] = []
      for (let i = 0; i < 12; i++) {
        try { outcomes.push(bad.request('page', { timeout: 1.2 }).status === 200 ? 'ok' : '?') }
        catch (error) { outcomes.push(error instanceof TimeoutError ? 'late' : error instanceof OSError ? 'failed' : '?') }
      }
      print(outcomes.join())
      print([...new Set(outcomes)].sort().join())
    `
    const first = await runProgram(program, skipIdle)
    expect(first.problem).toBeNull()
    expect(first.output[1]).toBe('Main: failed,late,ok')
    expect((await runProgram(program, skipIdle)).output).toEqual(first.output)
  })

  it('refuses settings that make no sense', async () => {
    const run = await runProgram(`
      import { Device, write } from 'io'
      for (const wrong of [{ latency: -1 }, { bandwidth: 0 }, { jitter: 2 }, { concurrency: 0 }, { failures: NaN }])
        try { new Device(wrong) } catch (error) { print((error as Error).name) }
      try { write('x', 5 as unknown as string) } catch (error) { print((error as Error).name) }
    `)
    expect(run.output.map(line => line.replace('Main: ', ''))).toEqual([
      'ValueError',
      'ValueError',
      'ValueError',
      'ValueError',
      'TypeError',
      'TypeError',
    ])
  })
})
