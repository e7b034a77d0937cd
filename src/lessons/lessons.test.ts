import { expect, test } from 'vitest'
import { LESSONS } from './index.ts'

const MAX_LINES = 41
const LIBRARY = ['multiprocessing', 'time']

test('every lesson has an id of its own that a link can carry', () => {
  const ids = LESSONS.map(lesson => lesson.id)
  expect(new Set(ids).size).toBe(ids.length)
  for (const id of ids) expect(id).toMatch(/^[a-z0-9][a-z0-9/-]*$/)
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

test('a program fits on a screen, imports what users import, and works under spawn', () => {
  for (const { id, program } of LESSONS) {
    for (const { path, text } of program.files) {
      expect(text.split('\n').length, `${id}: ${path}`).toBeLessThanOrEqual(MAX_LINES)
      for (const [, specifier = ''] of text.matchAll(/ from '([^']*)'/g)) {
        expect(specifier.startsWith('./') || LIBRARY.includes(specifier), `${id}: ${specifier}`).toBe(true)
      }
    }
    expect(program.files[0]?.text, id).toContain("if (__name__ === '__main__') {")
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
