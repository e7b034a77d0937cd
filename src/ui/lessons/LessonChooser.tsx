import { useStore } from 'zustand'
import type { Words } from '../../i18n/words.ts'
import type { LessonChoice } from '../../state/session.ts'
import type { Origin } from '../../state/workspace.ts'
import { useApp, usePreferences, useSession, useWords, useWorkspace } from '../context.ts'
import { CloseIcon, DownIcon } from '../kit/icons.tsx'
import { Popover } from '../kit/Popover.tsx'
import './lessons.css'

/** The programs that come with Weft, and the reader's own drafts. */
export function LessonChooser() {
  const words = useWords()
  const { session, drafts } = useApp()
  const language = usePreferences(state => state.language)
  const lessons = useSession(state => state.lessons)
  const origin = useWorkspace(state => state.origin)
  const kept = useStore(drafts, state => state.drafts)
  const title = useProgramTitle()
  const lessonTitle = (id: string | null) => lessons.find(lesson => lesson.id === id)?.title[language]
  const draftTitle = (lesson: string | null): string => {
    const from = lessonTitle(lesson)
    return from === undefined ? words.lessons.untitled : words.lessons.draftOf(from)
  }

  return (
    <Popover
      name={`${words.lessons.choose}: ${title}`}
      className="button chooser"
      label={
        <>
          <span className="chooser-title">{title}</span>
          <DownIcon />
        </>
      }
    >
      {close => (
        <div className="chooser-list">
          <h2>{words.lessons.programs}</h2>
          <ul>
            {lessons.map(lesson => (
              <li key={lesson.id}>
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
                  {lesson.title[language]}
                  <small>{lesson.summary[language]}</small>
                </button>
              </li>
            ))}
          </ul>
          {kept.length > 0 && <h2>{words.lessons.drafts}</h2>}
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
                  {draftTitle(draft.lesson)}
                  <small>{words.lessons.changed(words.formats.moment(draft.changed))}</small>
                </button>
                {!(origin.kind === 'draft' && origin.draft === draft.id) && (
                  <button
                    type="button"
                    className="button plain square"
                    aria-label={words.lessons.discard(draftTitle(draft.lesson))}
                    onClick={() => drafts.getState().discard(draft.id)}
                  >
                    <CloseIcon />
                  </button>
                )}
              </li>
            ))}
          </ul>
        </div>
      )}
    </Popover>
  )
}

/** What the program on the page is called. */
export function useProgramTitle(): string {
  const words = useWords()
  const language = usePreferences(state => state.language)
  const lessons = useSession(state => state.lessons)
  const origin = useWorkspace(state => state.origin)
  return titleOf(origin, lessons, language, words)
}

function titleOf(
  origin: Origin,
  lessons: readonly LessonChoice[],
  language: 'en' | 'ja',
  words: Words,
): string {
  const title = lessons.find(lesson => lesson.id === origin.lesson)?.title[language]
  if (origin.kind === 'link') return title ?? words.lessons.linked
  if (title === undefined) return words.lessons.untitled
  return origin.kind === 'draft' ? words.lessons.draftOf(title) : title
}
