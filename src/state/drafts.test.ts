import { describe, expect, test } from 'vitest'
import { linkTo, MemoryStorage, openPage, programOf } from './state.testing.ts'

describe('a draft', () => {
  test('survives a reload', () => {
    const page = openPage()
    page.edit('mine')
    page.wait()
    expect(openPage(page.memory).text()).toBe('mine')
  })

  test('survives a page that goes away before it was kept', () => {
    const page = openPage()
    page.edit('typed just now')
    page.keeper.flush()
    expect(openPage(page.memory).text()).toBe('typed just now')
  })

  test('brings its settings back', () => {
    const page = openPage()
    page.edit('mine')
    page.settings.getState().change({ cores: 7, startMethod: 'spawn', quantum: null })
    page.wait()
    const again = openPage(page.memory).settings.getState()
    expect([again.cores, again.startMethod, again.quantum]).toEqual([7, 'spawn', null])
  })

  test('is not touched by a link that is opened, and can be gone back to', () => {
    const links = { '#x': linkTo({ program: programOf('theirs'), settings: { cores: 2 } }) }
    const page = openPage(new MemoryStorage(), links)
    page.edit('mine')
    page.session.getState().openLink('#x')
    expect(page.text()).toBe('theirs')
    expect(page.settings.getState().cores).toBe(2)
    const { current } = page.drafts.getState()
    page.session.getState().openDraft(current ?? '')
    expect(page.text()).toBe('mine')
    expect(page.settings.getState().cores).toBe(4)
  })

  test('is what a visit without the link begins with, although a link was read in between', () => {
    const page = openPage(new MemoryStorage(), { '#x': linkTo({ program: programOf('theirs') }) })
    page.edit('mine')
    page.wait()
    page.session.getState().openLink('#x')
    expect(openPage(page.memory).text()).toBe('mine')
  })

  test('that is made in a frame is kept, and is not what the full page begins with', () => {
    const links = { '#x': linkTo({ program: programOf('theirs') }) }
    const page = openPage(new MemoryStorage(), links)
    page.edit('mine')
    page.wait()
    const frame = openPage(page.memory, links, { embedded: true })
    expect(frame.text()).toBe('lesson')
    frame.session.getState().openLink('#x')
    frame.edit('theirs, changed')
    frame.wait()
    frame.session.getState().openLesson('race')
    const again = openPage(page.memory)
    expect(again.text()).toBe('mine')
    expect(again.drafts.getState().drafts).toHaveLength(2)
  })

  test('is another one when the program of a link is edited: the old one stays', () => {
    const page = openPage(new MemoryStorage(), { '#x': linkTo({ program: programOf('theirs') }) })
    page.edit('mine')
    page.wait()
    page.session.getState().openLink('#x')
    page.edit('theirs, changed')
    page.wait()
    const texts = page.drafts.getState().drafts.map(draft => draft.program.files[0]?.text)
    expect(texts).toEqual(['theirs, changed', 'mine'])
    expect(openPage(page.memory).text()).toBe('theirs, changed')
    expect(page.linksLeft()).toBe(1)
  })

  test('that waits to be kept is kept when a lesson is opened', () => {
    const page = openPage()
    page.edit('mine')
    page.session.getState().openLesson('race')
    expect(page.text()).toBe('race')
    expect(page.drafts.getState().drafts[0]?.program.files[0]?.text).toBe('mine')
  })

  test('that can not be kept is told, and nothing breaks', () => {
    const page = openPage()
    page.memory.full = true
    page.edit('mine')
    page.wait()
    expect(page.drafts.getState().kept).toBe(false)
    expect(page.text()).toBe('mine')
  })

  test('that is discarded is gone', () => {
    const page = openPage()
    page.edit('mine')
    page.wait()
    const id = page.drafts.getState().current ?? ''
    page.session.getState().openLesson('race')
    page.drafts.getState().discard(id)
    expect(openPage(page.memory).drafts.getState().drafts).toEqual([])
  })

  test('that is damaged in storage is passed over', () => {
    const memory = new MemoryStorage()
    memory.setItem('weft.draft.a', '{"program":{"files":[{"path":1}]}}')
    memory.setItem('weft.draft.b', 'no json')
    memory.setItem('weft.current', 'a')
    const page = openPage(memory)
    expect(page.text()).toBe('lesson')
    expect(page.drafts.getState().drafts).toEqual([])
  })

  test('is not made by looking at a lesson or by changing its settings', () => {
    const page = openPage()
    page.session.getState().openLesson('race')
    page.settings.getState().change({ cores: 2 })
    page.keeper.flush()
    expect(page.drafts.getState().drafts).toEqual([])
  })
})
