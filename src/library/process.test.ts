import { describe, expect, it } from 'vitest'
import { runProgram } from './harness.testing.ts'

describe('a child process', () => {
  it('has a place in a family: names, parents, children', async () => {
    const run = await runProgram(`
      import { Process, Queue, activeChildren, parentProcess, currentProcess } from 'multiprocessing'
      const q = new Queue()
      function grandchild() { q.put([currentProcess().name, parentProcess()!.name, parentProcess()!.pid]) }
      function child(stop: Queue) {
        const p = new Process({ target: grandchild })
        p.start(); p.join()
        q.put([parentProcess()!.name, parentProcess()!.isAlive(), activeChildren().length])
        stop.get()
      }
      console.log(parentProcess(), activeChildren())
      const stop = new Queue()
      const p = new Process({ target: child, args: [stop] })
      p.start()
      console.log(q.get(), p.pid)
      console.log(q.get(), activeChildren().map(c => c === p))
      stop.put(1)
      p.join()
      console.log(activeChildren(), p.ident === p.pid)
    `)
    expect(run.output).toEqual([
      'Main: null []',
      "Main: [ 'Process-1:1', 'Process-1', 1001 ] 1001",
      "Main: [ 'Main', true, 0 ] [ true ]",
      'Main: [] true',
    ])
  })

  it('is named after its class', async () => {
    const run = await runProgram(`
      import { Process, getContext } from 'multiprocessing'
      class Worker extends Process {}
      console.log(new Process().name, new Worker().name, new (getContext('spawn').Process)().name)
    `)
    expect(run.output).toEqual(['Main: Process-1 Worker-2 SpawnProcess-3'])
  })

  it('tells by its exit code how it ended', async () => {
    const run = await runProgram(`
      import { Process } from 'multiprocessing'
      import { exit } from 'sys'
      import { sleep } from 'time'
      const targets = [
        () => {},
        () => exit(0), () => exit(7), () => exit('no way'), () => exit(true as never),
        () => { throw new Error('oh') },
        () => sleep(1000), () => sleep(1000),
      ]
      const all = targets.map(target => new Process({ target }))
      for (const p of all) p.start()
      all[6].terminate()
      all[7].kill()
      for (const p of all) p.join()
      console.log(all.map(p => p.exitCode).join(' '))
      console.log(all[6], all[7])
    `)
    expect(run.output.slice(-2)).toEqual([
      'Main: 0 0 7 1 1 1 -15 -9',
      "Main: <Process name='Process-7' pid=1007 stopped exitcode=-SIGTERM> <Process name='Process-8' pid=1008 stopped exitcode=-SIGKILL>",
    ])
  })

  it('is let go of by close, once it has ended', async () => {
    const run = await runProgram(
      `
      import { Process, Event } from 'multiprocessing'
      const enough = new Event()
      function long() { enough.wait() }
      const p = new Process({ target: long })
      p.start()
      try { p.close() } catch (error: any) { console.log(error.name, error.code) }
      enough.set()
      p.join()
      p.close()
      p.close()
      for (const use of [() => p.pid, () => p.exitCode, () => p.exitcode, () => p.isAlive(), () => p.join(), () => p.start(), () => p.sentinel]) {
        try { use() } catch (error: any) { console.log(error.name, error.code) }
      }
      console.log(p)
    `,
    )
    expect(run.output).toEqual([
      'Main: ValueError process.running',
      ...Array(7).fill('Main: ValueError process.closed'),
      "Main: <Process name='Process-1' closed>",
    ])
  })

  it('can be joined by nobody but its parent, and joins its own parent', async () => {
    const run = await runProgram(`
      import { Process, parentProcess } from 'multiprocessing'
      import { sleep } from 'time'
      function look(p: Process) {
        for (const use of [() => p.join(), () => p.isAlive(), () => p.terminate(), () => p.start()]) {
          try { use() } catch (error: any) { console.log(error.name, error.code) }
        }
        console.log(p.name, parentProcess()!.isAlive())
        parentProcess()!.join(0.01)
      }
      const first = new Process({ target: () => sleep(0.1), name: 'first' })
      first.start()
      const second = new Process({ target: look, args: [first] })
      second.start()
      second.join()
      console.log(second.exitcode)
    `)
    expect(run.output).toEqual([
      ...Array(4).fill('Process-2: AssertionError process.notChild'),
      'Process-2: first true',
      'Main: 0',
    ])
  })

  it('runs the method of a subclass, whose fields cross, whatever the start method', async () => {
    for (const startMethod of ['fork', 'spawn', 'forkserver'] as const) {
      const run = await runProgram(
        `
        import { Process } from 'multiprocessing'
        class Greeter extends Process {
          readonly greeting = 'hello'
          constructor(readonly who: string) { super() }
          override run() { console.log(this.greeting, this.who, this.name, this.pid === null) }
        }
        if (__name__ === '__main__') {
          const p = new Greeter('Ada')
          p.start()
          p.join()
          console.log(p.exitCode)
        }
      `,
        { plan: { startMethod } },
      )
      expect(run.output).toEqual(['Greeter-1: hello Ada Greeter-1 false', 'Main: 0'])
    }
  })

  it('that is a daemon ends with its parent, and may have no children', async () => {
    const run = await runProgram(`
      import { Process } from 'multiprocessing'
      import { sleep } from 'time'
      function endless() { for (;;) sleep(1) }
      function tries() { new Process({ target: endless }).start() }
      const d = new Process({ target: tries, daemon: true })
      d.start(); d.join()
      new Process({ target: endless, daemon: true }).start()
      console.log(d.exitCode, d.daemon)
    `)
    expect(run.output.at(-1)).toBe('Main: 1 true')
    expect(run.output[0]).toContain('daemonic process')
    expect(run.status).toBe('finished')
  })
})

describe('start methods', () => {
  it('are chosen once, by setting or by use', async () => {
    const run = await runProgram(`
      import { getAllStartMethods, getStartMethod, setStartMethod, Process, freezeSupport, cpuCount } from 'multiprocessing'
      freezeSupport()
      console.log(getAllStartMethods().join(' '), getStartMethod({ allowNone: true }), cpuCount())
      setStartMethod('forkserver')
      console.log(getStartMethod({ allowNone: true }), getStartMethod())
      for (const use of [() => setStartMethod('fork'), () => setStartMethod('fork', { force: true }), () => setStartMethod('vfork' as never)]) {
        try { use() } catch (error: any) { console.log(error.name, error.code) }
      }
      const p = new Process({ target: () => console.log(getStartMethod(), getStartMethod({ allowNone: true })) })
      p.start(); p.join()
    `)
    expect(run.output).toEqual([
      'Main: fork spawn forkserver null 4',
      'Main: forkserver forkserver',
      'Main: RuntimeError context.alreadySet',
      'Main: ValueError context.method',
      'Process-1: fork fork',
    ])
  })

  it('are bound to the names of a context', async () => {
    const run = await runProgram(`
      import { getContext, getStartMethod, Process } from 'multiprocessing'
      const state = { changed: false }
      function tell(q: any) { q.put([__name__, state.changed, getStartMethod()]) }
      function square(n: number) { return [n * n, state.changed] }
      if (__name__ === '__main__') {
        state.changed = true
        for (const method of ['fork', 'spawn', 'forkserver'] as const) {
          const ctx = getContext(method)
          const q = new ctx.Queue()
          const p = new ctx.Process({ target: tell, args: [q] })
          p.start()
          console.log(ctx.getStartMethod(), q.get(), p.name, p instanceof Process, ctx)
          p.join()
          using pool = new ctx.Pool(1)
          console.log(pool.map(square, [3]))
        }
        const ctx = getContext('spawn')
        console.log(ctx.getContext() === ctx, ctx.getContext('fork') === getContext('fork'), getContext() === getContext('fork'))
        try { ctx.setStartMethod('fork') } catch (error: any) { console.log(error.name, error.code) }
        try { getContext('none' as never) } catch (error: any) { console.log(error.name, error.code) }
      }
    `)
    expect(run.problem).toBeNull()
    expect(run.output).toEqual([
      "Main: fork [ '__main__', true, null ] ForkProcess-1 true <ForkContext>".replace('null', "'fork'"),
      'Main: [ [ 9, true ] ]',
      "Main: spawn [ '__mp_main__', false, 'fork' ] SpawnProcess-2 true <SpawnContext>",
      'Main: [ [ 9, false ] ]',
      "Main: forkserver [ '__mp_main__', false, 'fork' ] ForkServerProcess-3 true <ForkServerContext>",
      'Main: [ [ 9, false ] ]',
      'Main: true true true',
      'Main: ValueError context.concrete',
      'Main: ValueError context.method',
    ])
  })
})

it('the sentinel of a child is ready when it has ended', async () => {
  const run = await runProgram(`
    import { Process } from 'multiprocessing'
    import { wait } from 'multiprocessing.connection'
    import { sleep } from 'time'
    const slow = new Process({ target: () => sleep(100), daemon: true })
    const quick = new Process({ target: () => {} })
    slow.start(); quick.start()
    const ready = wait([slow.sentinel, quick.sentinel])
    console.log(ready.length, quick.exitCode, slow.isAlive(), wait([slow.sentinel], 0.01).length)
  `)
  expect(run.output).toEqual(['Main: 1 0 true 0'])
})
