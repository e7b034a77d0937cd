import type { Words } from '../../i18n/words.ts'
import type { LessonChoice } from '../../state/session.ts'
import type { Origin } from '../../state/workspace.ts'
import { usePreferences, useSession, useWords, useWorkspace } from '../context.ts'
import { DownIcon } from '../kit/icons.tsx'
import { Popover } from '../kit/Popover.tsx'
import { Choices } from './Choices.tsx'
import './lessons.css'

/** The programs that come with Weft, and the reader's own drafts. */
export function LessonChooser() {
  const words = useWords()
  const title = useProgramTitle()
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
      {close => <Choices close={close} />}
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
