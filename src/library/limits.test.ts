import { expect, it } from 'vitest'
import { runProgram } from './harness.testing.ts'

it('64 processes live at once, the 65th is refused in words, and there is room again when one has ended', async () => {
  const run = await runProgram(
    `
    import { Process, Event } from 'multiprocessing'
    function wait(e: Event) { e.wait() }
    const go = new Event()
    const all: Process[] = []
    // With the main process that makes 64.
    for (let i = 0; i < 63; i++) { const p = new Process({ target: wait, args: [go] }); p.start(); all.push(p) }
    const one = new Process({ target: wait, args: [go] })
    try { one.start() } catch (error: any) { console.log(error.name, error.code, error.params.limit, error.message) }
    all[0]!.kill()
    all[0]!.join()
    one.start()
    go.set()
    for (const p of [...all, one]) p.join()
    console.log([...all, one].filter(p => p.exitCode === 0).length)
  `,
    {},
  )
  expect(run.problem).toBeNull()
  expect(run.output).toEqual([
    expect.stringMatching(
      /^Main: OSError process\.limit 64 64 processes are alive, which is the limit: join\(\) some/,
    ),
    'Main: 63',
  ])
})
