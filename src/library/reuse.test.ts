import { describe, expect, it } from 'vitest'
import { EventKind } from '../trace/events.ts'
import { runProgram } from './harness.testing.ts'

/** More than workers stand ready, so that some process sits where another has been. */
const TIMES = 12

/** Runs `work` in one short process after the other. What each prints must not depend on those before it. */
async function oneAfterTheOther(
  body: string,
  imports = '',
  start = 'const p = new Process({ target: work, args: [i] }); p.start(); p.join(); p.close()',
) {
  const run = await runProgram(
    `
    import { Process, Value } from 'multiprocessing'
    ${imports}
    function work(i: number) { ${body} }
    for (let i = 0; i < ${TIMES}; i++) { ${start} }
    `,
    { plan: { cores: 2, seed: 7 } },
  )
  const lines = run.output.map(line => line.replace(/^[^:!]*[:!] /, ''))
  return { run, lines, same: new Set(lines).size }
}

describe('a worker that is used again', () => {
  it.each([
    [
      'variables',
      `const { seen } = globalThis as any; console.log(seen); count++; console.log(count)`,
      'let count = 0',
    ],
    [
      'console groups, counts and times',
      `console.log('x'); console.group(); console.count(); console.time('a')`,
      '',
    ],
    ['timers', `setTimeout(() => console.log('once'), 1)`, ''],
    [
      'the excepthook',
      `console.log(getExcepthook() === excepthook); setExcepthook(() => {})`,
      `import { getExcepthook, setExcepthook, excepthook } from 'threading'`,
    ],
    [
      'contexts',
      `const c: any = getContext('fork'); console.log(c.mark); c.mark = 1`,
      `import { getContext } from 'multiprocessing'`,
    ],
    [
      'the start method',
      `console.log(getStartMethod({ allowNone: true })); setStartMethod('fork', { force: true })`,
      `import { getStartMethod, setStartMethod } from 'multiprocessing'`,
    ],
    [
      'threading.local',
      `console.log((here as any).x); (here as any).x = 1`,
      `import { local } from 'threading'\nconst here = new local()`,
    ],
    [
      'shared state',
      `const s = shared({ n: 0 }); s.n++; console.log(s.n)`,
      `import { shared } from 'threading'`,
    ],
    [
      'names of its threads',
      `const t = new Thread({ target: idle }); t.start(); t.join(); console.log(t.name, currentThread().name)`,
      `import { Thread, currentThread } from 'threading'\nfunction idle() {}`,
    ],
    [
      'executors and their names',
      `using e = new ThreadPoolExecutor(1); console.log(e.submit(who).result())`,
      `import { ThreadPoolExecutor } from 'concurrent.futures'\nimport { currentThread } from 'threading'\nfunction who() { return currentThread().name }`,
    ],
    [
      'pools',
      `const pool = new ThreadPool(1); console.log(pool.map(twice, [1, 2])); pool.close(); pool.join()`,
      `import { ThreadPool } from 'multiprocessing.pool'\nfunction twice(x: number) { return 2 * x }`,
    ],
    [
      'children',
      `console.log(activeChildren().length, activeCount())`,
      `import { activeChildren } from 'multiprocessing'\nimport { activeCount } from 'threading'`,
    ],
  ])('knows nothing of the process before: %s', async (_what, body, imports) => {
    const { run, lines } = await oneAfterTheOther(body, imports)
    expect(run.problem).toBeNull()
    expect(run.boots).toBeLessThan(TIMES)
    const each = lines.length / TIMES
    expect(each).toBeGreaterThan(0)
    // Number of the line within its process: the same for all.
    for (const [i, line] of lines.entries()) expect(line).toBe(lines[i % each])
  })

  it('has its own name, pid, and stream of random numbers', async () => {
    const { run, lines } = await oneAfterTheOther(
      `console.log(currentProcess().name, getpid(), parentProcess()!.name); console.log(random())`,
      `import { currentProcess, parentProcess } from 'multiprocessing'\nimport { getpid } from 'os'\nimport { random } from 'random'`,
    )
    expect(run.boots).toBeLessThan(TIMES)
    expect(new Set(lines).size).toBe(2 * TIMES)
    expect(lines[2]).toMatch(/^Process-2 \d+ Main$/)
  })

  it('is used by threads and exits alike', async () => {
    const { run, lines } = await oneAfterTheOther(
      `console.log((globalThis as any).mark); exit(i % 2)`,
      `import { Thread } from 'threading'\nimport { exit } from 'sys'`,
      'const t = new Thread({ target: work, args: [i] }); t.start(); t.join()',
    )
    expect(new Set(lines)).toEqual(new Set(['undefined']))
    expect(run.boots).toBeLessThan(TIMES)
  })
})

describe('a worker is thrown away', () => {
  it.each([
    ['adds a global', `console.log((globalThis as any).mark); (globalThis as any).mark = 1`],
    ['changes a method', `console.log([3].at(0)); Array.prototype.at = () => 9`],
    ['adds to a prototype', `console.log(({} as any).mark); (Object.prototype as any).mark = 1`],
    ['marks a function', `console.log((Math.max as any).mark); (Math.max as any).mark = 1`],
    ['freezes something', `console.log(Object.isFrozen(Map.prototype)); Object.freeze(Map.prototype)`],
    [
      'changes a flag',
      `console.log(Object.getOwnPropertyDescriptor(Math, 'abs')!.writable); Object.defineProperty(Math, 'abs', { writable: false })`,
    ],
    [
      'changes what cannot be assigned',
      `console.log(Math.max.name); Object.defineProperty(Math.max, 'name', { value: 'other' })`,
    ],
    [
      'changes what is inherited',
      `console.log(Object.getPrototypeOf(Set.prototype) === Object.prototype); Object.setPrototypeOf(Set.prototype, null)`,
    ],
    ['deletes something', `console.log(typeof Array.prototype.at); delete (Array.prototype as any).at`],
    [
      'changes the library',
      `console.log((Process.prototype as any).mark); (Process.prototype as any).mark = 1`,
    ],
    [
      'changes a class of the host',
      `console.log((URL.prototype as any).mark); (URL.prototype as any).mark = 1`,
    ],
    ['ends with an error', `console.log('x'); throw new Error('so')`],
  ])('after a process that %s', async (_what, body) => {
    const { run, lines } = await oneAfterTheOther(body)
    expect(run.boots).toBeGreaterThanOrEqual(TIMES)
    const said = lines.filter(line => !line.includes('Error') && line !== '')
    expect(new Set(said).size).toBe(1)
  })
})

it('a spawned process gets a worker that was none before', async () => {
  const run = await runProgram(
    `
    import { getContext } from 'multiprocessing'
    function work() {}
    if (__name__ === '__main__') {
      for (let i = 0; i < 4; i++) for (const method of ['fork', 'spawn'] as const) {
        const p = getContext(method).Process({ target: work }); p.start(); p.join()
        console.log(p.exitCode)
      }
    }
  `.replace('getContext(method).Process(', 'new (getContext(method) as any).Process('),
  )
  expect(run.output).toEqual(Array(8).fill('Main: 0'))
  expect(run.boots).toBeGreaterThanOrEqual(3 + 4)
})

const SHORT = 10_000
/**
 * Workers for lanes of which two live at a time: those two, two that stand ready, and some on their way back, as a worker that has
 * been left looks first whether it is as it was.
 */
const FEW = 30

it('10,000 short processes one after another leave nothing behind', async () => {
  const run = await runProgram(
    `
    import { Process, Value } from 'multiprocessing'
    const ended = new Value('i', 0)
    function work(n: Value<'i'>) { n.value += 1 }
    for (let i = 0; i < ${SHORT}; i++) {
      const p = new Process({ target: work, args: [ended] })
      p.start()
      p.join()
      p.close()
    }
    console.log(ended.value)
  `,
    { plan: { cores: 2 }, account: true },
  )
  expect(run.output).toEqual([`Main: ${SHORT}`])
  expect(run.events.get(EventKind.LaneEnd)).toBe(SHORT + 1)
  expect(run.lost).toBe(0)
  expect(run.boots).toBeLessThan(FEW)
})

it('1,000 short threads likewise', async () => {
  const run = await runProgram(
    `
    import { Thread, shared } from 'threading'
    const all = shared({ ended: 0 })
    function work() { all.ended++ }
    for (let i = 0; i < 1000; i++) { const t = new Thread({ target: work }); t.start(); t.join() }
    console.log(all.ended)
  `,
    { plan: { cores: 2 }, account: true },
  )
  expect(run.output).toEqual(['Main: 1000'])
  expect(run.lost).toBe(0)
  expect(run.boots).toBeLessThan(FEW)
})
