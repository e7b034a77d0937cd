import { describe, expect, test } from 'vitest'
import type { Outcome } from '../program/outcome.ts'
import { linkTo, MemoryStorage, openPage, settle } from './state.testing.ts'

const python = (text: string) => ({ language: 'py' as const, files: [{ path: 'main.py', text }] })

describe('another language', () => {
  test('shows the twin of a lesson, and is remembered', () => {
    const page = openPage()
    page.session.getState().useLanguage('py')
    expect(page.text()).toBe('primes in Python')
    expect(page.workspace.getState().origin).toEqual({ kind: 'lesson', lesson: 'primes' })
    expect(openPage(page.memory).preferences.getState().programs).toBe('py')
  })

  test('keeps what was written in each', () => {
    const page = openPage()
    page.edit('mine')
    page.session.getState().useLanguage('py')
    page.edit('mine in Python', 'main.py')
    page.session.getState().useLanguage('ts')
    expect(page.text()).toBe('mine')
    page.session.getState().useLanguage('py')
    expect(page.text()).toBe('mine in Python')
    page.keeper.flush()
    expect(
      page.drafts
        .getState()
        .drafts.map(draft => draft.program.language)
        .sort(),
    ).toEqual(['py', 'ts'])
  })

  test('finds the draft of the same lesson after the page was loaded anew', () => {
    const page = openPage()
    page.session.getState().useLanguage('py')
    page.edit('mine in Python', 'main.py')
    page.session.getState().useLanguage('ts')
    page.edit('mine')
    page.keeper.flush()
    const again = openPage(page.memory)
    expect(again.text()).toBe('mine')
    again.session.getState().useLanguage('py')
    expect(again.text()).toBe('mine in Python')
  })

  test('leads back to the program of a link, and to its settings', () => {
    const links = { '#x': linkTo({ program: python('theirs'), programs: 'py', settings: { cores: 2 } }) }
    const page = openPage(new MemoryStorage(), links)
    page.session.getState().openLink('#x')
    expect(page.preferences.getState().programs).toBe('py')
    page.session.getState().useLanguage('ts')
    expect(page.text()).toBe('lesson')
    page.session.getState().useLanguage('py')
    expect(page.text()).toBe('theirs')
    expect(page.settings.getState().cores).toBe(2)
  })

  test('opens lessons in it that have both, and the others in theirs', () => {
    const page = openPage()
    page.session.getState().useLanguage('py')
    page.session.getState().openLesson('race')
    expect(page.text()).toBe('race')
    page.session.getState().openLesson('primes')
    expect(page.text()).toBe('primes in Python')
  })

  test('may be wished for by a link that names a lesson alone', () => {
    const page = openPage(new MemoryStorage(), { '#x': linkTo({ lesson: 'primes', programs: 'py' }) })
    page.session.getState().openLink('#x')
    expect(page.text()).toBe('primes in Python')
  })
})

describe('a run in Python', () => {
  test('has the GIL, workers as they are written, and few processes', async () => {
    const page = openPage()
    page.session.getState().useLanguage('py')
    page.settings.getState().change({ gil: false, workers: 'threads', switchAnywhere: true })
    page.runs.getState().run()
    await settle()
    expect(page.engine.last.plan).toMatchObject({
      gil: true,
      workers: 'asWritten',
      switchAnywhere: true,
      maxProcesses: 8,
    })
  })

  test('is interrupted first and ended the second time', async () => {
    const page = openPage()
    page.session.getState().useLanguage('py')
    page.runs.getState().run()
    await settle()
    page.engine.last.sink.started(5)
    page.runs.getState().stop()
    expect(page.runs.getState().interrupted).toBe(true)
    expect(page.engine.last).toMatchObject({ interrupts: 1, stopped: false })
    page.runs.getState().stop()
    expect(page.engine.last.stopped).toBe(true)
    page.engine.last.sink.ended({ kind: 'stopped', by: 'person' })
    await settle()
    expect(page.runs.getState()).toMatchObject({ state: 'stopped', interrupted: false })
  })

  test('has not failed but was stopped when the interrupt ended it', async () => {
    const uncaught = (type: string): Outcome => ({
      kind: 'failed',
      problem: {
        code: 'program.error',
        params: { name: type, message: '' },
        message: type,
        place: null,
        process: null,
      },
    })
    const endOf = async (stop: boolean, told: Outcome): Promise<string> => {
      const page = openPage()
      page.session.getState().useLanguage('py')
      page.runs.getState().run()
      await settle()
      page.engine.last.sink.started(5)
      if (stop) page.runs.getState().stop()
      page.engine.last.sink.ended(told)
      await settle()
      return page.runs.getState().state
    }
    expect(await endOf(true, uncaught('KeyboardInterrupt'))).toBe('stopped')
    expect(await endOf(true, { kind: 'finished', exitCode: -2 })).toBe('stopped')
    expect(await endOf(true, uncaught('ValueError'))).toBe('failed')
    expect(await endOf(true, { kind: 'finished', exitCode: 0 })).toBe('finished')
    expect(await endOf(false, uncaught('KeyboardInterrupt'))).toBe('failed')
  })

  test('is ended at once while it starts', async () => {
    const page = openPage()
    page.session.getState().useLanguage('py')
    page.runs.getState().run()
    await settle()
    page.engine.last.sink.preparing?.({ step: 'download', done: 1, total: 10 })
    expect(page.runs.getState().preparation).toEqual({ step: 'download', done: 1, total: 10 })
    page.runs.getState().stop()
    expect(page.engine.last).toMatchObject({ interrupts: 0, stopped: true })
  })

  test('hears what is typed until input has ended', async () => {
    const page = openPage()
    page.session.getState().useLanguage('py')
    page.runs.getState().run()
    await settle()
    page.runs.getState().input('too early')
    page.engine.last.sink.started(5)
    for (const text of ['one', null, 'too late']) page.runs.getState().input(text)
    expect(page.engine.last.inputs).toEqual(['one', null])
  })
})

test('in TypeScript one press ends a run', async () => {
  const page = openPage()
  page.runs.getState().run()
  await settle()
  page.engine.last.sink.started(5)
  page.runs.getState().stop()
  expect(page.engine.last).toMatchObject({ interrupts: 0, stopped: true })
})
