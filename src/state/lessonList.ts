import { SECTIONS, type Section } from '../lessons/lesson.ts'
import type { Language } from '../program/program.ts'
import { lessonPreferring } from './lessonIn.ts'
import type { UiLanguage } from './preferences.ts'
import type { LessonChoice } from './session.ts'

/** The lessons by section, in the order of the sections; sections without lessons are left out. */
export function sectionsOf(
  lessons: readonly LessonChoice[],
): readonly (readonly [Section, readonly LessonChoice[]])[] {
  return SECTIONS.map(
    section => [section, lessons.filter(lesson => lesson.section === section)] as const,
  ).filter(([, lessons]) => lessons.length > 0)
}

/** Whether a lesson has every word of the query: in its title, its summary, or its program. */
export function foundBy(
  lesson: LessonChoice,
  query: string,
  language: UiLanguage,
  programs: Language,
): boolean {
  const { title, summary, program } = lessonPreferring(lesson, programs)
  const text = [title[language], summary[language], ...program.files.map(file => file.text)]
    .join('\n')
    .toLowerCase()
  return query
    .toLowerCase()
    .split(/\s+/)
    .every(word => text.includes(word))
}
