import { describe, expect, test } from 'vitest'
import { preferredLanguage } from './preferences.ts'
import { clampCores, cpuCountOf, parseSettings } from './settings.ts'
import { programOf } from './state.testing.ts'
import { safeStorage } from './storage.ts'
import { createWorkspace } from './workspace.ts'

const open = () => createWorkspace(programOf('a'), { kind: 'lesson', lesson: 'x' }, () => 'draft')

describe('files', () => {
  test('are added with their ending and shown', () => {
    const workspace = open()
    expect(workspace.getState().addFile('lib/primes')).toBeNull()
    expect(workspace.getState().active).toBe('lib/primes.ts')
    expect(workspace.getState().origin).toEqual({ kind: 'draft', draft: 'draft', lesson: 'x' })
  })

  test.each([
    ['', 'empty'],
    ['main.ts', 'taken'],
    ['Main', 'taken'],
    ['../x', 'invalid'],
    ['a//b', 'invalid'],
    ['types.d.ts', 'invalid'],
    ['/root', 'invalid'],
  ])('can not be called %j', (name, problem) => {
    expect(open().getState().addFile(name)).toBe(problem)
  })

  test('may have Japanese names', () => {
    expect(open().getState().addFile('素数')).toBeNull()
  })

  test('keep their text and their place when they are renamed', () => {
    const workspace = open()
    workspace.getState().addFile('b')
    workspace.getState().edit('b.ts', 'text')
    expect(workspace.getState().renameFile('b.ts', 'c')).toBeNull()
    expect(workspace.getState().program.files).toEqual([
      { path: 'main.ts', text: 'a' },
      { path: 'c.ts', text: 'text' },
    ])
    expect(workspace.getState().active).toBe('c.ts')
  })

  test('are removed, but never the entry', () => {
    const workspace = open()
    workspace.getState().addFile('b')
    workspace.getState().removeFile('main.ts')
    workspace.getState().removeFile('b.ts')
    expect(workspace.getState().program.files.map(file => file.path)).toEqual(['main.ts'])
    expect(workspace.getState().active).toBe('main.ts')
  })

  test('that are given the text they have make no draft', () => {
    const workspace = open()
    workspace.getState().edit('main.ts', 'a')
    expect(workspace.getState().origin.kind).toBe('lesson')
  })
})

test('the number of cores stays between 1 and 256', () => {
  expect([0, -3, 2.4, 9999, Number.NaN].map(clampCores)).toEqual([1, 1, 2, 256, 1])
})

test('a browser that tells nothing about the machine counts as four cores', () => {
  expect([undefined, Number.NaN, 0, 12].map(cpuCountOf)).toEqual([4, 4, 4, 12])
})

test('settings that make no sense are left out', () => {
  expect(parseSettings({ cores: 1000, startMethod: 'teleport', quantum: null, timeLimit: 'x' })).toEqual({
    cores: 256,
    quantum: null,
  })
})

test('the first language that Weft speaks is taken', () => {
  expect(preferredLanguage(['fr', 'ja-JP', 'en'])).toBe('ja')
  expect(preferredLanguage([])).toBe('en')
})

test('storage that is blocked answers without throwing', () => {
  const storage = safeStorage(() => {
    throw new DOMException('blocked', 'SecurityError')
  })
  expect([storage.get('a'), storage.set('a', 'b'), storage.keys()]).toEqual([null, false, []])
})
