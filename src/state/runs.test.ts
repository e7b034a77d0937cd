import { describe, expect, test } from 'vitest'
import type { Problem } from '../program/outcome.ts'
import { batch, laneStart, output, taskBegin } from '../trace/records.testing.ts'
import { openPage, settle } from './state.testing.ts'
import { MOST_EVENT_WORDS, MOST_OUTPUT } from './tooMuch.ts'

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
    expect(runs.getState().results[0]?.prepared).toBe(5)
  })

  test('takes the settings as they are', async () => {
    const { runs, engine, settings } = openPage()
    settings.getState().change({
      cores: 3,
      startMethod: 'forkserver',
      gil: false,
      switchInterval: 2,
      workers: 'threads',
      skipIdle: true,
    })
    runs.getState().run()
    await settle()
    expect(engine.last.plan).toMatchObject({
      cores: 3,
      cpuCount: 4,
      startMethod: 'forkserver',
      gil: false,
      switchInterval: 2,
      workers: 'threads',
      skipIdle: true,
    })
  })

  test('on one core is the run called single', async () => {
    const { runs, engine, settings } = openPage()
    settings.getState().change({ cores: 1 })
    runs.getState().run()
    await settle()
    await engine.play()
    expect(runs.getState().results.map(({ key }) => key)).toEqual(['single'])
  })

  test('has ticks, at which time slices end and the GIL is given up, unless there are neither', async () => {
    const page = openPage()
    page.runs.getState().run()
    await settle()
    page.settings.getState().change({ quantum: null })
    page.runs.getState().run()
    await settle()
    page.settings.getState().change({ gil: false })
    page.runs.getState().run()
    await settle()
    expect(page.compiled.map(({ ticks }) => ticks)).toEqual([true, true, false])
  })

  test('that tells nothing for a while grows with the clock, until it ends', async () => {
    const { runs, engine, pass } = openPage()
    runs.getState().run()
    await settle()
    pass(1000)
    engine.last.sink.started(5)
    pass(1500)
    const { revision, results } = runs.getState()
    expect(results[0]?.model.now).toBe(1500)
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

describe('A run that tells without end', () => {
  const LONG = 'x'.repeat(200_000)

  /** Tells `words` again and again until the engine is asked to stop; returns how many times. */
  async function flood(words: Int32Array) {
    const page = openPage()
    page.runs.getState().run()
    await settle()
    const { last } = page.engine
    last.sink.started(1)
    last.sink.events(1, batch(laneStart(0, 0)))
    let times = 0
    for (; !last.stopped && times < 10_000; times++) last.sink.events(1, words)
    return { ...page, last, times }
  }

  test('is ended when its output is more than the page keeps, and what came is still shown', async () => {
    const { runs, last, times, pass } = await flood(batch(output(1, LONG)))
    expect(times).toBe(Math.floor(MOST_OUTPUT / (LONG.length + 64)) + 1)
    // What the engine had sent already comes too late, and so does its word on how the run ended.
    last.sink.events(1, batch(output(2, 'late')))
    pass(500)
    last.sink.ended({ kind: 'stopped', by: 'person' })
    await settle()
    const { state, problems, results } = runs.getState()
    expect(state).toBe('failed')
    expect(problems).toMatchObject([{ code: 'run.tooMuch', params: { what: 'output', megabytes: 64 } }])
    expect(results[0]?.state).toBe('failed')
    expect(results[0]?.model.output).toHaveLength(times)
    expect(results[0]?.model.duration).toBe(500)
  })

  test('is ended for empty lines as well', async () => {
    const lines = batch(...Array.from({ length: 5000 }, () => output(1, '\n')))
    const { runs, last } = await flood(lines)
    last.sink.ended({ kind: 'finished', exitCode: 0 })
    await settle()
    expect(runs.getState().problems[0]?.params.what).toBe('output')
  })

  test('is ended when its events are more than the page keeps', async () => {
    const words = batch(taskBegin(1, 0, LONG))
    const { runs, last, times } = await flood(words)
    expect(times).toBe(Math.floor(MOST_EVENT_WORDS / words.length) + 1)
    last.sink.ended({ kind: 'stopped', by: 'person' })
    await settle()
    expect(runs.getState().problems[0]?.params).toEqual({ what: 'events', megabytes: 80 })
  })

  test('gives its place to the next one, which begins to count anew', async () => {
    const { runs, engine, last } = await flood(batch(output(1, LONG)))
    last.sink.ended({ kind: 'stopped', by: 'person' })
    await settle()
    runs.getState().run()
    await settle()
    await engine.play()
    expect(runs.getState()).toMatchObject({ state: 'finished', problems: [] })
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

  test('of workers runs the same text on all cores, with threads, then with processes', async () => {
    const { runs, engine, settings } = openPage()
    settings.getState().change({ compare: 'workers', workers: 'processes', gil: false })
    runs.getState().compare()
    await settle()
    await engine.play()
    await engine.play()
    expect(engine.runs.map(({ plan }) => [plan.workers, plan.cores, plan.gil])).toEqual([
      ['threads', 4, false],
      ['processes', 4, false],
    ])
    expect(runs.getState().results.map(({ key }) => key)).toEqual(['threads', 'processes'])
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
  expect(runs.getState()).toMatchObject({ state: 'idle', results: [] })
})
