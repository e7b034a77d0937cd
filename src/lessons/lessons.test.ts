import { expect, test } from 'vitest'
import { compile } from '../compile/index.ts'
import { LIBRARY_NAMES } from '../library/names.ts'
import { LESSONS } from './index.ts'
import { SECTIONS } from './lesson.ts'

const MAX_LINES = 41

const FOLDERS = Object.keys(import.meta.glob('./*/*/lesson.ts')).map(path => path.split('/').slice(1, 3))

test('every lesson has an id of its own that a link can carry', () => {
  const ids = LESSONS.map(lesson => lesson.id)
  expect(new Set(ids).size).toBe(ids.length)
  for (const id of ids) expect(id).toMatch(/^[a-z0-9][a-z0-9/-]*$/)
})

test('every folder is a lesson of the section that it lies in', () => {
  const sections = FOLDERS.map(([section]) => section)
  expect(LESSONS.map(lesson => lesson.section).sort()).toEqual(sections.sort())
  for (const section of sections) expect(SECTIONS).toContain(section)
})

test('the texts begin with the title and have the same parts in both languages', () => {
  for (const { id, title, text } of LESSONS) {
    for (const language of ['en', 'ja'] as const) {
      expect(text[language].split('\n')[0], id).toBe(`# ${title[language]}`)
    }
    const shape = (markdown: string) => markdown.match(/^(#+|-|$)/gm)
    expect(shape(text.ja), id).toEqual(shape(text.en))
  }
})

test('every lesson has a twin in Python: a program of the same name, with texts in both languages', () => {
  const pythons = Object.keys(import.meta.glob('./*/*/*.py')).map(path =>
    path.split('/').slice(1, 3).join('/'),
  )
  expect(new Set(pythons)).toEqual(new Set(FOLDERS.map(folder => folder.join('/'))))
  for (const { id, title, python } of LESSONS) {
    expect(python?.program.language, id).toBe('py')
    expect(python?.program.files[0]?.path, id).toBe('main.py')
    const { en, ja } = python?.text ?? { en: `# ${title.en}`, ja: `# ${title.ja}` }
    expect(
      [en, ja].map(text => text.split('\n')[0]),
      id,
    ).toEqual([`# ${title.en}`, `# ${title.ja}`])
    const shape = (markdown: string) => markdown.match(/^(#+|-|$)/gm)
    expect(shape(ja), id).toEqual(shape(en))
  }
})

test('a twin fits on a screen, and says what its output comes to, or that it ends badly', () => {
  for (const { id, python } of LESSONS) {
    if (python === undefined) continue
    for (const { path, text } of python.program.files) {
      expect(text.split('\n').length, `${id}: ${path}`).toBeLessThanOrEqual(MAX_LINES)
      expect(text, `${id}: ${path}`).not.toMatch(/\t| $/m)
    }
    const { kind, lastLine, lines, contains } = python.expected
    expect(kind !== 'finished' || (lastLine ?? lines ?? contains) !== undefined, id).toBe(true)
  }
})

test('titles and summaries are short enough for the list', () => {
  for (const { id, title, summary, python } of LESSONS) {
    expect(title.en.length, id).toBeLessThanOrEqual(40)
    expect(title.ja.length, id).toBeLessThanOrEqual(24)
    for (const { en, ja } of [summary, python?.summary ?? summary]) {
      expect(en.length, id).toBeLessThanOrEqual(100)
      expect(ja.length, id).toBeLessThanOrEqual(60)
    }
  }
})

test('a program fits on a screen, and compiles with the library that users have', () => {
  for (const { id, program } of LESSONS) {
    for (const { path, text } of program.files) {
      expect(text.split('\n').length, `${id}: ${path}`).toBeLessThanOrEqual(MAX_LINES)
    }
    const result = compile(program, { ticks: true, library: LIBRARY_NAMES })
    expect(result.ok ? [] : result.problems, id).toEqual([])
  }
})

test('a program that works under every start method keeps what the main process does under a guard', () => {
  for (const { id, program, startMethods, settings } of LESSONS) {
    if (startMethods === undefined) {
      const text = program.files[0]?.text
      expect(text, id).toContain("if (__name__ === '__main__') {")
    } else expect(startMethods, id).toContain(settings.startMethod ?? 'fork')
  }
})

test('every lesson says what its output comes to, or that it ends badly', () => {
  for (const { id, expected } of LESSONS) {
    const { kind, lastLine, lines, contains } = expected
    expect(kind !== 'finished' || (lastLine ?? lines ?? contains) !== undefined, id).toBe(true)
  }
})

test('the number of primes is right', () => {
  const limit = 9_600_000
  const composite = new Uint8Array(limit)
  let count = 0
  for (let n = 2; n < limit; n++) {
    if (composite[n]) continue
    count++
    for (let multiple = n * n; multiple < limit; multiple += n) composite[multiple] = 1
  }
  const primes = LESSONS.find(lesson => lesson.id === 'primes')
  expect(primes?.expected.lastLine).toBe(`${count} primes below ${limit}`)
})
