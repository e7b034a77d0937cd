import { useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { lessonPreferring } from '../../state/lessonIn.ts'
import { foundBy, sectionsOf } from '../../state/lessonList.ts'
import type { LessonChoice } from '../../state/session.ts'
import { useApp, usePreferences, useSession, useWords, useWorkspace } from '../context.ts'
import { CloseIcon } from '../kit/icons.tsx'

/** The programs by section, above them a field that finds some, below them the reader's own drafts. */
export function Choices({ close }: { readonly close: () => void }) {
  const words = useWords().lessons
  const language = usePreferences(state => state.language)
  const programs = usePreferences(state => state.programs)
  const lessons = useSession(state => state.lessons)
  const [query, setQuery] = useState('')
  const field = useRef<HTMLInputElement>(null)
  // Where there is a keyboard, typing finds at once; elsewhere a keyboard on the screen would hide the list.
  useEffect(() => {
    if (matchMedia('(hover: hover)').matches) field.current?.focus()
  }, [])
  const sections = sectionsOf(lessons.filter(lesson => foundBy(lesson, query, language, programs)))
  return (
    <div className="chooser-list">
      <input
        ref={field}
        type="search"
        className="chooser-find"
        aria-label={words.find}
        placeholder={words.find}
        spellCheck={false}
        value={query}
        onChange={event => setQuery(event.target.value)}
      />
      {sections.map(([section, lessons]) => (
        <section key={section} aria-label={words.sections[section]}>
          <h2>{words.sections[section]}</h2>
          <ul>
            {lessons.map(lesson => (
              <LessonItem key={lesson.id} lesson={lesson} close={close} />
            ))}
          </ul>
        </section>
      ))}
      {sections.length === 0 && <p className="chooser-none">{words.noneFound}</p>}
      {query === '' && <Drafts close={close} />}
    </div>
  )
}

interface ItemProps {
  readonly lesson: LessonChoice
  readonly close: () => void
}

function LessonItem({ lesson, close }: ItemProps) {
  const words = useWords()
  const { session } = useApp()
  const language = usePreferences(state => state.language)
  const origin = useWorkspace(state => state.origin)
  const programs = usePreferences(state => state.programs)
  const { title, summary, program } = lessonPreferring(lesson, programs)
  return (
    <li>
      <button
        type="button"
        className="choice"
        data-lesson={lesson.id}
        aria-current={origin.kind === 'lesson' && origin.lesson === lesson.id}
        onClick={() => {
          session.getState().openLesson(lesson.id)
          close()
        }}
      >
        {title[language]}
        {program.language !== programs && (
          <em>{words.lessons.only(words.editor.languages[program.language])}</em>
        )}
        <small>{summary[language]}</small>
      </button>
    </li>
  )
}

function Drafts({ close }: { readonly close: () => void }) {
  const {
    lessons: words,
    editor: { languages },
    formats,
  } = useWords()
  const { session, drafts } = useApp()
  const language = usePreferences(state => state.language)
  const lessons = useSession(state => state.lessons)
  const origin = useWorkspace(state => state.origin)
  const kept = useStore(drafts, state => state.drafts)
  if (kept.length === 0) return null
  const titleOf = (id: string | null): string => {
    const from = lessons.find(lesson => lesson.id === id)?.title[language]
    return from === undefined ? words.untitled : words.draftOf(from)
  }
  return (
    <section aria-label={words.drafts}>
      <h2>{words.drafts}</h2>
      <ul>
        {kept.map(draft => (
          <li key={draft.id}>
            <button
              type="button"
              className="choice"
              data-draft={draft.id}
              aria-current={origin.kind === 'draft' && origin.draft === draft.id}
              onClick={() => {
                session.getState().openDraft(draft.id)
                close()
              }}
            >
              {titleOf(draft.lesson)}
              <small>
                {languages[draft.program.language]} · {words.changed(formats.moment(draft.changed))}
              </small>
            </button>
            {!(origin.kind === 'draft' && origin.draft === draft.id) && (
              <button
                type="button"
                className="button plain square"
                aria-label={words.discard(titleOf(draft.lesson))}
                onClick={() => drafts.getState().discard(draft.id)}
              >
                <CloseIcon />
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
