import { expect, test } from 'vitest'
import { foundBy, sectionsOf } from './lessonList.ts'
import type { LessonChoice } from './session.ts'
import { programOf } from './state.testing.ts'

function lesson(id: string, section: LessonChoice['section'], program = ''): LessonChoice {
  const title = { en: `The ${id}`, ja: `${id}の話` }
  const rest = { settings: {}, primary: 'run' as const, text: title, program: programOf(program) }
  return { id, section, title, summary: { en: 'It waits.', ja: '待ちます。' }, ...rest }
}

test('lessons are grouped in the order of the sections, and keep their own order', () => {
  const lessons = [lesson('b', 'threads'), lesson('a', 'threads'), lesson('c', 'processes')]
  const told = sectionsOf(lessons).map(([section, group]) => [section, ...group.map(({ id }) => id)])
  expect(told).toEqual([
    ['processes', 'c'],
    ['threads', 'b', 'a'],
  ])
})

test('a lesson is found by words of its title, its summary and its program, all of them', () => {
  const barrier = lesson('barrier', 'synchronisation', 'new Semaphore(2)')
  for (const query of ['', ' ', 'BARR', 'semaphore waits', 'the barrier']) {
    expect(foundBy(barrier, query, 'en', 'ts'), query).toBe(true)
  }
  expect(foundBy(barrier, 'barrier lock', 'en', 'ts')).toBe(false)
  expect(foundBy(barrier, '待ち', 'ja', 'ts')).toBe(true)
})
