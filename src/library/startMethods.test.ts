import { expect, it } from 'vitest'
import { runProgram } from './harness.testing.ts'

it('what a child sees of its parent depends on the start method', async () => {
  const run = await runProgram(`
    import { Queue, getContext } from 'multiprocessing'
    console.log('evaluated as', __name__)
    let setAtTop = 'top'
    const list: string[] = []
    function tell(q: Queue) { q.put([__name__, setAtTop, list.length]) }
    if (__name__ === '__main__') {
      setAtTop = 'main'
      list.push('only here')
      for (const method of ['fork', 'forkserver', 'spawn'] as const) {
        const ctx = getContext(method)
        const q = new Queue()
        const p = new ctx.Process({ target: tell, args: [q], name: method })
        p.start(); p.join()
        console.log(method, q.get())
      }
    }
  `)
  expect(run.output).toEqual([
    'Main: evaluated as __main__',
    "Main: fork [ '__main__', 'main', 1 ]",
    'forkserver: evaluated as __mp_main__',
    "Main: forkserver [ '__mp_main__', 'top', 0 ]",
    'spawn: evaluated as __mp_main__',
    "Main: spawn [ '__mp_main__', 'top', 0 ]",
  ])
})

it('a program without a main guard is told so by its spawned child, and its parent goes on', async () => {
  for (const startMethod of ['spawn', 'forkserver'] as const) {
    const run = await runProgram(
      `import { Process } from 'multiprocessing'
      function nothing() {}
      const p = new Process({ target: nothing })
      p.start()
      p.join()
      console.log('child ended with', p.exitCode)`,
      { plan: { startMethod } },
    )
    expect(run.status).toBe('finished')
    expect(run.output.at(-1)).toBe('Main: child ended with 1')
    expect(run.output.join('\n')).toMatch(/RuntimeError: .*bootstrapping.*if \(__name__ === '__main__'\)/)
  }
})

it('a multiprocessing lock held while forking is the same lock in the child', async () => {
  const run = await runProgram(`
    import { Process, Lock } from 'multiprocessing'
    import { sleep } from 'time'
    const lock = new Lock()
    function child() { lock.acquire(); console.log('child has it'); lock.release() }
    lock.acquire()
    const p = new Process({ target: child })
    p.start()
    sleep(0.03)
    console.log('parent lets go')
    lock.release()
    p.join()
  `)
  expect(run.output).toEqual(['Main: parent lets go', 'Process-1: child has it'])
})
