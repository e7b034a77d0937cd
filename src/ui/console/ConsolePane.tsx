import { useState } from 'react'
import { lessonPreferring } from '../../state/lessonIn.ts'
import {
  usePreferences,
  useProgramLanguage,
  useRuns,
  useSession,
  useWords,
  useWorkspace,
} from '../context.ts'
import { Markdown } from '../kit/Markdown.tsx'
import { CopyOutput } from './CopyOutput.tsx'
import { Explain, useExplained } from './Explain.tsx'
import { InputLine, useInputWaiter } from './InputLine.tsx'
import { OutputList } from './OutputList.tsx'
import { useOutputRows } from './useOutputRows.ts'
import './console.css'

type Tab = 'output' | 'explain' | 'about'

/** Words about the run: what it printed and, where there is something to say, why it ended as it did. */
export function ConsolePane() {
  const words = useWords().console
  const explained = useExplained()
  const waiter = useInputWaiter()
  const state = useRuns(state => state.state)
  const [chosen, setChosen] = useState<{ readonly tab: Tab; readonly of: string } | null>(null)
  const rows = useOutputRows()
  const about = useLessonText()
  const usual = explained !== null ? 'explain' : about !== null && state === 'idle' ? 'about' : 'output'
  // A tab that the person chose stays until the run goes on in another way.
  const wanted = chosen?.of === state ? chosen.tab : usual
  const missing = (wanted === 'explain' && explained === null) || (wanted === 'about' && about === null)
  const tab = missing ? 'output' : wanted
  const choose = (tab: Tab): void => setChosen({ tab, of: state })

  return (
    <section className="console" aria-label={words.name}>
      <div className="tabs">
        <div role="tablist" aria-label={words.name} className="console-tabs">
          <TabButton tab="output" current={tab} choose={choose}>
            {words.output}
            {rows.outputLength > 0 && <small>{words.rows(rows.outputLength)}</small>}
          </TabButton>
          {explained !== null && (
            <TabButton tab="explain" current={tab} choose={choose}>
              {explained === 'problem' ? words.problems : words.explain}
            </TabButton>
          )}
          {about !== null && (
            <TabButton tab="about" current={tab} choose={choose}>
              {words.about}
            </TabButton>
          )}
        </div>
        <span className="space" />
        <CopyOutput rows={rows} />
      </div>
      <div className="console-body" role="tabpanel" id="console-panel" aria-labelledby={`tab-${tab}`}>
        {tab === 'output' && <OutputList rows={rows} />}
        {tab === 'explain' && <Explain />}
        {tab === 'about' && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard
          <article className="about" tabIndex={0}>
            <Markdown text={about ?? ''} />
          </article>
        )}
      </div>
      {waiter !== null && <InputLine {...waiter} />}
    </section>
  )
}

/** What the lesson on the page is about; null for programs that are none. */
function useLessonText(): string | null {
  const language = usePreferences(state => state.language)
  const lessons = useSession(state => state.lessons)
  const lesson = useWorkspace(state => state.origin.lesson)
  const programs = useProgramLanguage()
  const found = lessons.find(({ id }) => id === lesson)
  return found === undefined ? null : lessonPreferring(found, programs).text[language]
}

interface TabButtonProps {
  readonly tab: Tab
  readonly current: Tab
  choose(tab: Tab): void
  readonly children: React.ReactNode
}

function TabButton({ tab, current, choose, children }: TabButtonProps) {
  const on = tab === current
  return (
    <button
      type="button"
      role="tab"
      id={`tab-${tab}`}
      className={on ? 'tab on' : 'tab'}
      aria-selected={on}
      aria-controls="console-panel"
      tabIndex={on ? 0 : -1}
      onClick={() => choose(tab)}
      onKeyDown={event => {
        const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
        if (step === 0) return
        const tabs = [
          ...(event.currentTarget.parentElement?.querySelectorAll<HTMLElement>('[role=tab]') ?? []),
        ]
        const next = tabs[(tabs.indexOf(event.currentTarget) + step + tabs.length) % tabs.length]
        next?.click()
        next?.focus()
      }}
    >
      {children}
    </button>
  )
}
