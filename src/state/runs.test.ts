import { describe, expect, test } from 'vitest'
import type { Problem } from '../program/outcome.ts'
import { openPage, settle } from './state.testing.ts'

const problem: Problem = {
  code: 'program.error',
  params: {},
  message: 'Error: no',
  place: { file: 'main.ts', line: 3, column: 1 },
  process: 'Main',
}

describe('Run', () => {
  test('goes from starting to running to finished', async () => {
    const { runs, engine } = openPage()
    const states: string[] = []
    runs.subscribe(({ state }) => states.at(-1) !== state && states.push(state))
    runs.getState().run()
    await settle()
    await engine.play()
    expect(states).toEqual(['starting', 'running', 'finished'])
    expect(runs.getState().results.parallel?.prepared).toBe(5)
  })

  test('takes the settings as they are', async () => {
    const { runs, engine, settings } = openPage()
    settings
      .getState()
      .change({ cores: 3, startMethod: 'spawn', skipIdle: true, quantum: null, timeLimit: 5000 })
    runs.getState().run()
    await settle()
    expect(engine.last.plan).toMatchObject({
      cores: 3,
      cpuCount: 4,
      startMethod: 'spawn',
      skipIdle: true,
      quantum: null,
      timeLimit: 5000,
    })
  })

  test('on one core is the run called single', async () => {
    const { runs, engine, settings } = openPage()
    settings.getState().change({ cores: 1 })
    runs.getState().run()
    await settle()
    await engine.play()
    expect(runs.getState().results.single?.cores).toBe(1)
    expect(runs.getState().results.parallel).toBeNull()
  })

  test('has ticks, at which time slices end, unless there are no slices', async () => {
    const page = openPage()
    page.runs.getState().run()
    await settle()
    page.settings.getState().change({ quantum: null })
    page.runs.getState().run()
    await settle()
    expect(page.compiled.map(({ ticks }) => ticks)).toEqual([true, false])
  })

  test('that tells nothing for a while grows with the clock, until it ends', async () => {
    const { runs, engine, pass } = openPage()
    runs.getState().run()
    await settle()
    pass(1000)
    engine.last.sink.started(5)
    pass(1500)
    const { revision, results } = runs.getState()
    expect(results.parallel?.model.now).toBe(1500)
    expect(revision).toBeGreaterThan(10)
    engine.last.sink.ended({ kind: 'stopped', by: 'person' })
    await settle()
    const ended = runs.getState().revision
    pass(1000)
    expect(runs.getState().revision).toBe(ended)
  })

  test('while another is under way takes its place, and the old one changes nothing more', async () => {
    const { runs, engine } = openPage()
    runs.getState().run()
    await settle()
    const first = engine.last
    first.sink.started(1)
    runs.getState().run()
    await settle()
    expect(first.stopped).toBe(true)
    first.sink.ended({ kind: 'stopped', by: 'person' })
    await settle()
    expect(runs.getState().state).toBe('starting')
    await engine.play()
    expect(runs.getState().state).toBe('finished')
  })

  test('that fails tells why', async () => {
    const { runs, engine } = openPage()
    runs.getState().run()
    await settle()
    await engine.play({ kind: 'failed', problem })
    expect(runs.getState()).toMatchObject({ state: 'failed', problems: [problem], current: null })
  })

  test('that can not begin on this page tells why', async () => {
    const { runs, engine } = openPage()
    engine.unavailable = { ...problem, code: 'engine.noIsolation' }
    runs.getState().run()
    await settle()
    expect(runs.getState().state).toBe('failed')
    expect(runs.getState().problems[0]?.code).toBe('engine.noIsolation')
  })

  test('whose engine throws is a failure of Weft, told as such', async () => {
    const { runs, engine } = openPage()
    engine.run = () => {
      throw new Error('gone')
    }
    runs.getState().run()
    await settle()
    expect(runs.getState().problems[0]).toMatchObject({ code: 'app.internal', params: { message: 'gone' } })
  })
})

describe('Compare', () => {
  test('runs the same text on one core, then on all, with ticks in both', async () => {
    const { runs, engine, compiled } = openPage()
    runs.getState().compare()
    await settle()
    expect(engine.last.plan.cores).toBe(1)
    await engine.play()
    expect(runs.getState().state).toBe('starting')
    await engine.play()
    expect(engine.runs.map(({ plan }) => [plan.cores, plan.cpuCount])).toEqual([
      [1, 4],
      [4, 4],
    ])
    expect(engine.runs[0]?.program).toBe(engine.runs[1]?.program)
    expect(compiled.map(({ ticks }) => ticks)).toEqual([true])
    expect(runs.getState().state).toBe('finished')
  })

  test('ends with the first run when that one does not finish', async () => {
    const { runs, engine } = openPage()
    runs.getState().compare()
    await settle()
    await engine.play({ kind: 'deadlocked', waits: [] })
    expect(runs.getState().state).toBe('deadlocked')
    expect(engine.runs).toHaveLength(1)
  })

  test('keeps running the program it began with when the text changes meanwhile', async () => {
    const page = openPage()
    page.runs.getState().compare()
    await settle()
    await page.engine.play()
    page.edit('changed')
    await page.engine.play()
    expect(page.compiled).toHaveLength(1)
    expect(page.runs.getState().program?.files[0]?.text).toBe('lesson')
  })
})

describe('Stop', () => {
  test('asks the engine and waits for its word', async () => {
    const { runs, engine } = openPage()
    runs.getState().run()
    await settle()
    engine.last.sink.started(1)
    runs.getState().stop()
    expect(engine.last.stopped).toBe(true)
    engine.last.sink.ended({ kind: 'stopped', by: 'person' })
    await settle()
    expect(runs.getState().state).toBe('stopped')
  })

  test('before the engine has the program ends the attempt at once', async () => {
    const { runs, engine } = openPage()
    runs.getState().run()
    runs.getState().stop()
    await settle()
    expect(runs.getState().state).toBe('stopped')
    expect(engine.runs).toHaveLength(0)
  })

  test('does nothing when nothing runs', () => {
    const { runs } = openPage()
    runs.getState().stop()
    expect(runs.getState().state).toBe('idle')
  })
})

test('another program on the page ends the run and clears what it showed', async () => {
  const { runs, engine, session } = openPage()
  runs.getState().run()
  await settle()
  engine.last.sink.started(1)
  session.getState().openLesson('race')
  expect(engine.last.stopped).toBe(true)
  expect(runs.getState()).toMatchObject({ state: 'idle', results: { single: null, parallel: null } })
})
