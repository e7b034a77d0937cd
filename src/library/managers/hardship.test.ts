import { describe, expect, it } from 'vitest'
import { runProgram } from '../harness.testing.ts'

describe('a manager in hard times', () => {
  it('counts right under every controlled schedule', async () => {
    for (const seed of [1, 2, 3]) {
      const run = await runProgram(
        `
        import { Manager, Process } from 'multiprocessing'
        using manager = Manager()
        const list = manager.list([0])
        const lock = manager.Lock()
        function work() { for (let i = 0; i < 3; i++) { using _ = lock.hold(); list[0] = list[0] + 1 } }
        const ps = [1, 2].map(() => new Process({ target: work }))
        for (const p of ps) p.start()
        for (const p of ps) p.join()
        print(list)
      `,
        { plan: { policy: 'controlled', seed } },
      )
      expect([run.status, run.output]).toEqual(['finished', ['Main: [ 6 ]']])
    }
  })

  it('serves on when its callers are killed in the middle of their calls', async () => {
    const run = await runProgram(`
      import { Manager, Process } from 'multiprocessing'
      import { random } from 'random'
      import { sleep } from 'time'
      using manager = Manager()
      const list = manager.list<number>()
      const queue = manager.Queue<string>()
      function work() { for (;;) { list.append(1); queue.put('x'.repeat(50)); queue.get() } }
      for (let round = 0; round < 6; round++) {
        const ps = [1, 2, 3].map(() => new Process({ target: work }))
        for (const p of ps) p.start()
        for (const before = list.length; list.length === before; ) sleep(0.001)
        sleep(random() * 0.02)
        for (const p of ps) p.kill()
        for (const p of ps) p.join()
      }
      print(list.length > 5, queue.qsize() >= 0)
    `)
    expect(run.problem).toBeNull()
    expect(run.output).toEqual(['Main: true true'])
  })

  it('tells its callers when its own process is killed', async () => {
    const run = await runProgram(`
      import { Process } from 'multiprocessing'
      import { SyncManager } from 'multiprocessing.managers'
      import { getpid, kill } from 'os'
      import { SIGKILL } from 'signal'
      import { sleep } from 'time'
      class Inside { pid() { return getpid() } }
      class MyManager extends SyncManager { declare Inside: () => Inside }
      MyManager.register('Inside', Inside)
      const manager = new MyManager()
      const pid = manager.Inside().pid()
      const event = manager.Event()
      function wait() {
        try { event.wait() } catch (error) { print((error as Error).name) }
      }
      const p = new Process({ target: wait })
      p.start()
      sleep(0.1)
      kill(pid, SIGKILL)
      p.join()
      try { event.set() } catch (error) { print((error as Error).name) }
    `)
    expect(run.problem).toBeNull()
    expect(run.output).toEqual([
      expect.stringContaining('ConnectionRefusedError'),
      'Main: ConnectionRefusedError',
    ])
  })

  it('is found in a deadlock over a condition and a barrier, with who holds what and how many are missing', async () => {
    const run = await runProgram(`
      import { Manager, Process } from 'multiprocessing'
      const manager = Manager()
      const condition = manager.Condition()
      const barrier = manager.Barrier(3)
      const held = manager.Event()
      function holder() { condition.acquire(); held.set(); barrier.wait() }
      new Process({ target: holder }).start()
      held.wait()
      condition.acquire()
    `)
    expect(run.status).toBe('deadlocked')
    const blocked = run.blocked.map(({ process, operation, object, holder, detail }) => [
      process,
      operation,
      object,
      holder,
      detail,
    ])
    expect(blocked).toEqual([
      ['Main', 'RLock.acquire', 'SyncManager-1/RLock-1', 'Process-2', undefined],
      ['Process-2', 'Barrier.wait', 'SyncManager-1/Barrier-1', null, { kind: 'barrier', missing: 2 }],
    ])
  })

  it('is part of the cycle where a method of its own waits for a lock of its caller', async () => {
    const run = await runProgram(`
      import { Lock } from 'multiprocessing'
      import { BaseManager } from 'multiprocessing.managers'
      const lock = new Lock()
      class Slow { async wait() { await lock.acquire() } }
      class MyManager extends BaseManager { declare Slow: () => Slow }
      MyManager.register('Slow', Slow)
      const manager = new MyManager()
      lock.acquire()
      manager.Slow().wait()
    `)
    expect(run.status).toBe('deadlocked')
    const blocked = run.blocked.map(({ process, operation, object, target }) => [
      process,
      operation,
      object,
      target,
    ])
    expect(blocked).toEqual([
      ['Main', 'Manager call', 'Manager-1', 1],
      ['MyManager-1', 'Lock.acquire', 'Lock-1', 0],
    ])
  })

  it('serves the threads of a process one by one, each the owner of its own locks', async () => {
    const run = await runProgram(`
      import { Manager } from 'multiprocessing'
      import { random } from 'random'
      import { Thread } from 'threading'
      using manager = Manager()
      const drawn = manager.list<number>()
      const lock = manager.RLock()
      const ends = manager.list<number>()
      function work() {
        drawn.append(random())
        using _ = lock.hold()
        const before = ends.length
        ends.append(before)
      }
      const threads = [1, 2, 3].map(() => new Thread({ target: work }))
      for (const thread of threads) thread.start()
      for (const thread of threads) thread.join()
      print(new Set(drawn).size, ends)
    `)
    expect(run.problem).toBeNull()
    expect(run.output).toEqual(['Main: 3 [ 0, 1, 2 ]'])
  })

  it('is started as a context says', async () => {
    const run = await runProgram(`
      import { getContext } from 'multiprocessing'
      if (__name__ === '__main__') {
        using manager = getContext('spawn').Manager()
        print(manager.list([1]))
      } else print('evaluated again')
    `)
    expect(run.problem).toBeNull()
    expect(run.output).toEqual(['SyncManager-1: evaluated again', 'Main: [ 1 ]'])
  })
})
