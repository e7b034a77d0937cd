import { describe, expect, test } from 'vitest'
import { linkTo, MemoryStorage, openPage, programOf } from './state.testing.ts'

const problem = { code: 'link.program', params: {}, message: 'damaged', place: null, process: null }

describe('a link', () => {
  test('is shown with its settings and never runs by itself', () => {
    const links = {
      '#x': linkTo({
        program: programOf('theirs'),
        settings: { cores: 8, startMethod: 'spawn' },
        mode: 'run',
      }),
    }
    const page = openPage(new MemoryStorage(), links)
    page.session.getState().openLink('#x')
    expect(page.text()).toBe('theirs')
    expect(page.settings.getState()).toMatchObject({ cores: 8, startMethod: 'spawn' })
    expect(page.session.getState().primary).toBe('run')
    expect(page.engine.runs).toHaveLength(0)
    expect(page.runs.getState().state).toBe('idle')
  })

  test('that can not be read leaves the program alone and says why', () => {
    const page = openPage(new MemoryStorage(), { '#x': { ok: false, problem } })
    page.edit('mine')
    page.session.getState().openLink('#x')
    expect(page.text()).toBe('mine')
    expect(page.session.getState().linkProblem).toEqual(problem)
    page.session.getState().dismiss('linkProblem')
    expect(page.session.getState().linkProblem).toBeNull()
  })

  test('may name a lesson alone', () => {
    const page = openPage(new MemoryStorage(), {
      '#x': linkTo({ lesson: 'race', settings: { skipIdle: true } }),
    })
    page.session.getState().openLink('#x')
    expect(page.text()).toBe('race')
    expect(page.settings.getState()).toMatchObject({ cores: 3, skipIdle: true })
    expect(page.session.getState().primary).toBe('run')
  })

  test('borrows language and theme without changing what is remembered', () => {
    const links = { '#x': linkTo({ program: programOf('x'), language: 'ja', theme: 'dark' }) }
    const page = openPage(new MemoryStorage(), links)
    page.session.getState().openLink('#x')
    expect(page.preferences.getState()).toMatchObject({ language: 'ja', theme: 'dark' })
    expect(openPage(page.memory).preferences.getState()).toMatchObject({ language: 'en', theme: 'auto' })
  })
})

test('a language and a theme that were chosen are remembered', () => {
  const page = openPage()
  page.preferences.getState().setLanguage('ja')
  page.preferences.getState().setTheme('dark')
  expect(openPage(page.memory).preferences.getState()).toMatchObject({ language: 'ja', theme: 'dark' })
})
