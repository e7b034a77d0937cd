import { describe, expect, test } from 'vitest'
import { runProgram } from './harness.testing.ts'

const HEAD = `import { Process, Queue, Pool, setStartMethod } from 'multiprocessing'
import { sleep } from 'time'
`

describe("a program's own SharedArrayBuffer", () => {
  test.each(['fork', 'spawn', 'forkserver'])('is the same memory in a child by %s', async method => {
    const run = await runProgram(`${HEAD}
      function add(cells, n) {
        for (let i = 0; i < n; i++) Atomics.add(cells, 0, 1)
      }
      if (__name__ === '__main__') {
        setStartMethod('${method}')
        const buffer = new SharedArrayBuffer(16)
        const cells = new Int32Array(buffer, 4, 2)
        const children = [0, 1].map(() => new Process({ target: add, args: [cells, 2000] }))
        for (const child of children) child.start()
        for (const child of children) child.join()
        console.log(cells[0], new Int32Array(buffer).join())
      }`)
    expect(run.output).toEqual(['Main: 4000 0,4000,0,0'])
  })

  test('crosses in top-level variables of a forked child, on to its own child, and in initargs', async () => {
    const run = await runProgram(`${HEAD}
      const cells = new Int32Array(new SharedArrayBuffer(8))
      let mine = null
      function inner() { Atomics.add(cells, 0, 10) }
      function outer() {
        const child = new Process({ target: inner })
        child.start()
        child.join()
        Atomics.add(cells, 0, 1)
      }
      function begin(given) { mine = given }
      function task(n) { Atomics.add(mine, 1, n) }
      const child = new Process({ target: outer })
      child.start()
      child.join()
      const pool = new Pool({ processes: 2, initializer: begin, initargs: [cells] })
      pool.map(task, [1, 2, 3])
      pool.close()
      pool.join()
      console.log(cells.join())`)
    expect(run.output).toEqual(['Main: 11,6'])
  })

  test('arrives by a queue where it is known, and is refused with a remedy where not', async () => {
    const run = await runProgram(`${HEAD}
      function take(q, known) {
        const view = q.get()
        view[0] = 7
        console.log(view.buffer === known.buffer)
        try { q.get() } catch (error) { console.log(error.code) }
      }
      if (__name__ === '__main__') {
        setStartMethod('spawn')
        const q = new Queue()
        const view = new Uint8Array(new SharedArrayBuffer(8))
        const child = new Process({ target: take, args: [q, view] })
        child.start()
        q.put(view.subarray(4))
        q.put(new SharedArrayBuffer(4))
        child.join()
        console.log(view.join())
      }`)
    expect(run.output).toEqual(['Process-1: true', 'Process-1: decode.buffer', 'Main: 0,0,0,0,7,0,0,0'])
  })
})

describe('Atomics.wait of a program', () => {
  test('gives the core to whoever will notify it', async () => {
    const run = await runProgram(
      `${HEAD}
      const cells = new Int32Array(new SharedArrayBuffer(8))
      function ring() {
        Atomics.store(cells, 0, 1)
        Atomics.notify(cells, 0)
      }
      // Awaited calls leave wake-ups behind that belong to nobody: they must not end the wait or keep the core.
      for (let i = 0; i < 3; i++) await sleep(0.001)
      const child = new Process({ target: ring })
      child.start()
      const first = Atomics.wait(cells, 0, 0)
      console.log(first === 'ok' || first === 'not-equal', Atomics.wait(cells, 0, 0), Atomics.wait(cells, 0, 1, 20))
      child.join()`,
      { plan: { cores: 1, quantum: null } },
    )
    expect(run.output).toEqual(['Main: true not-equal timed-out'])
    expect(run.status).toBe('finished')
  })

  test('is no deadlock while somebody unknown may end it; a waiter can be terminated', async () => {
    const run = await runProgram(`${HEAD}
      const cells = new Int32Array(new SharedArrayBuffer(8))
      function sleeper() { Atomics.wait(cells, 1, 0) }
      const child = new Process({ target: sleeper })
      child.start()
      const how = await Atomics.waitAsync(cells, 0, 0, 50).value
      child.terminate()
      child.join()
      console.log(how, child.exitCode)`)
    expect(run.output).toEqual(['Main: timed-out -15'])
    expect(run.status).toBe('finished')
  })

  test('refuses memory that is not shared as it does everywhere', async () => {
    const run =
      await runProgram(`try { Atomics.wait(new Int32Array(2), 0, 0) } catch (error) { console.log(error.name) }
      console.log(Atomics.add(new Int32Array([5]), 0, 1))`)
    expect(run.output).toEqual(['Main: TypeError', 'Main: 5'])
  })
})
