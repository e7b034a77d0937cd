import type { Language } from '../program/program.ts'
import type { LessonChoice, LessonContent } from './session.ts'

/** What a lesson has in a language; null when it has nothing in that one. */
export function lessonIn(lesson: LessonChoice, language: Language): LessonContent | null {
  const { title, summary, text, program, settings, primary, python } = lesson
  const own = { title, summary, text, program, settings, primary }
  if (program.language === language) return own
  if (python?.program.language !== language) return null
  return {
    title,
    summary: python.summary ?? summary,
    text: python.text ?? text,
    program: python.program,
    settings: python.settings ?? settings,
    primary: python.primary ?? primary,
  }
}

/** In the language wished for, or else in the one it has. */
export function lessonPreferring(lesson: LessonChoice, language: Language): LessonContent {
  return lessonIn(lesson, language) ?? lesson
}
