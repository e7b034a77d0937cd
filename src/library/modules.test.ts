import { describe, expect, it } from 'vitest'
import { runProgram } from './harness.testing.ts'

describe('print', () => {
  it('prints values as console.log does, and takes no text for a template', async () => {
    const run = await runProgram(`
      print('sum:', 1 + 2, [1, 'a'], null)
      print('%d', 5)
      print()
    `)
    expect(run.problem).toBeNull()
    expect(run.output).toEqual(["Main: sum: 3 [ 1, 'a' ] null", 'Main: %d 5', 'Main: '])
  })
})

describe('time', () => {
  it('tells one time on all its clocks, in seconds and in nanoseconds', async () => {
    const run = await runProgram(
      `
      import { monotonic, monotonicNs, perfCounter, perfCounterNs, sleep, time, timeNs } from 'time'
      sleep(30)
      print(monotonic() >= 30, perfCounter() < 60, Math.abs(Number(perfCounterNs()) / 1e9 - perfCounter()) < 1)
      print(typeof monotonicNs(), Math.abs(Number(timeNs() / 1000000n) / 1000 - time()) < 1, time() > 1.6e9)
    `,
      { plan: { skipIdle: true } },
    )
    expect(run.output).toEqual(['Main: true true true', 'Main: bigint true true'])
  })
})

describe('random', () => {
  const draws = `
    import { Process, Queue } from 'multiprocessing'
    import { random, seed, randint, Random, shuffle, sample, choices, gauss, expovariate, randrange, choice } from 'random'
    const q = new Queue<unknown>()
    const work = () => q.put(random())
    print(random())
    const p = new Process({ target: work })
    p.start()
    p.join()
    print(q.get())
    print(new Random().random(), new Random().random())
    seed(42)
    const first = [random(), randint(1, 6), gauss(), gauss()]
    seed(42)
    print(JSON.stringify(first) === JSON.stringify([random(), randint(1, 6), gauss(), gauss()]))
    print(new Random('a').random() === new Random('a').random(), new Random(1).random() !== new Random('1').random())
  `
  it('draws the same in each run, something else in each process and from another seed of the plan', async () => {
    const first = await runProgram(draws)
    const second = await runProgram(draws)
    const other = await runProgram(draws, { plan: { seed: 2 } })
    expect(first.problem).toBeNull()
    expect(second.output).toEqual(first.output)
    expect(new Set([...first.output.slice(0, 3), ...other.output.slice(0, 3)]).size).toBe(6)
    expect(first.output.slice(3)).toEqual(['Main: true', 'Main: true true'])
  })

  it('keeps to its ranges and distributions', async () => {
    const run = await runProgram(`
      import { Random } from 'random'
      const r = new Random(7)
      const many = <T>(draw: () => T): T[] => Array.from({ length: 4000 }, draw)
      const mean = (xs: number[]) => xs.reduce((a, b) => a + b, 0) / xs.length
      print(new Set(many(() => r.randint(1, 6))).size, [...new Set(many(() => r.randrange(10, 0, -3)))].sort().join())
      print(Math.abs(mean(many(() => r.random())) - 0.5) < 0.03, Math.abs(mean(many(() => r.uniform(2, 4))) - 3) < 0.06)
      print(Math.abs(mean(many(() => r.gauss(5, 2))) - 5) < 0.2, Math.abs(mean(many(() => r.expovariate(4))) - 0.25) < 0.03)
      const items = [1, 2, 3, 4, 5]
      r.shuffle(items)
      print([...items].sort().join(), new Set(r.sample('abc', 3)).size, r.choice('xxx'))
      print(r.choices(['a', 'b'], { weights: [0, 1], k: 3 }))
      for (const wrong of [() => r.sample([1], 2), () => r.randint(2, 1), () => r.choice([]), () => r.choices([1], { weights: [0] })]) {
        try { wrong() } catch (error) { print((error as Error).name, (error as { code: string }).code) }
      }
    `)
    expect(run.problem).toBeNull()
    expect(run.output).toEqual([
      'Main: 6 1,10,4,7',
      'Main: true true',
      'Main: true true',
      'Main: 1,2,3,4,5 3 x',
      "Main: [ 'b', 'b', 'b' ]",
      'Main: ValueError random.sampleLarge',
      'Main: ValueError random.emptyRange',
      'Main: IndexError random.empty',
      'Main: ValueError random.weights',
    ])
  })

  it('goes on in another process where it stands here', async () => {
    const run = await runProgram(`
      import { Pool } from 'multiprocessing'
      import { Random } from 'random'
      const next = (r: Random) => r.random()
      const r = new Random(1)
      r.random()
      using pool = new Pool(1)
      print(pool.map(next, [r])[0] === r.random())
    `)
    expect(run.output).toEqual(['Main: true'])
  })
})

describe('os and signal', () => {
  it('tell processes apart and count processors', async () => {
    const run = await runProgram(
      `
      import { Process } from 'multiprocessing'
      import { cpuCount, getpid, getppid, processCpuCount } from 'os'
      function child(parent: number) { print(getppid() === parent, getpid() !== parent) }
      const p = new Process({ target: child, args: [getpid()] })
      p.start()
      p.join()
      print(getppid(), cpuCount(), processCpuCount(), p.pid !== getpid())
    `,
      { plan: { cores: 2 } },
    )
    expect(run.output).toEqual(['Process-1: true true', 'Main: 0 4 2 true'])
  })

  it('end a process by its id, and say when there is none', async () => {
    const run = await runProgram(`
      import { Process } from 'multiprocessing'
      import { kill } from 'os'
      import { raiseSignal, SIGKILL, SIGTERM, Signals, strsignal } from 'signal'
      import { sleep } from 'time'
      for (const signal of [SIGTERM, SIGKILL]) {
        const p = new Process({ target: sleep, args: [60] })
        p.start()
        kill(p.pid ?? 0, 0)
        kill(p.pid ?? 0, signal)
        p.join()
        print(p.exitCode, strsignal(signal), signal === Signals.SIGTERM)
        try { kill(p.pid ?? 0, 0) } catch (error) { print((error as Error).name) }
      }
      const p = new Process({ target: () => { raiseSignal(SIGTERM); print('not reached') } })
      p.start()
      p.join()
      print(p.exitCode)
      try { kill(1000, 99) } catch (error) { print((error as Error).name) }
    `)
    expect(run.problem).toBeNull()
    expect(run.output).toEqual([
      'Main: -15 Terminated true',
      'Main: ProcessLookupError',
      'Main: -9 Killed false',
      'Main: ProcessLookupError',
      'Main: -15',
      'Main: ValueError',
    ])
  })
})
