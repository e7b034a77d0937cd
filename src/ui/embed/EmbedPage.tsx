import { useEffect, useRef } from 'react'
import { problemText } from '../../i18n/problems.ts'
import { ConsolePane } from '../console/ConsolePane.tsx'
import { useApp, usePreferences, useWords } from '../context.ts'
import { EditorPane } from '../editor/EditorPane.tsx'
import { Logo, OutIcon } from '../kit/icons.tsx'
import { useProgramTitle } from '../lessons/LessonChooser.tsx'
import { Notices } from '../Notices.tsx'
import { ResultHeader } from '../result/ResultHeader.tsx'
import { TimelinePane } from '../timeline/TimelinePane.tsx'
import { usePageKeys } from '../toolbar/keys.ts'
import { RunButtons } from '../toolbar/RunButtons.tsx'
import { talkToParent } from './parent.ts'
import './embed.css'

/** The page inside another page: the program, what happened, and the way to the full one. */
export function EmbedPage() {
  const app = useApp()
  const title = useProgramTitle()
  const body = useRef<HTMLDivElement>(null)
  usePageKeys(app)
  useEffect(() => talkToParent(app, body.current ?? document.body), [app])

  return (
    <div className="embed" ref={body}>
      <header className="toolbar">
        <Logo />
        <h1 className="embed-title">{title}</h1>
        <span className="space" />
        {app.unavailable === null && <RunButtons />}
        <FullLink className="button plain" />
      </header>
      {app.unavailable === null ? <Notices /> : <NoIsolation />}
      <main className="embed-work">
        <EditorPane />
        <div className="outcome">
          <ResultHeader />
          <TimelinePane />
          <ConsolePane />
        </div>
      </main>
    </div>
  )
}

/** The address is made when it is followed: it holds what is on the page then. */
function FullLink({ className }: { readonly className: string }) {
  const words = useWords()
  const app = useApp()
  const follow = (link: HTMLAnchorElement): void => {
    const shared = app.share('')
    if (shared.ok) link.href = shared.url
  }
  return (
    <a
      className={className}
      data-action="open-full"
      href={location.pathname + location.hash}
      aria-label={words.embed.openIn}
      target="_blank"
      rel="noopener"
      onPointerDown={event => follow(event.currentTarget)}
      onFocus={event => follow(event.currentTarget)}
      onClick={event => follow(event.currentTarget)}
    >
      <OutIcon />
      <span>{words.embed.openIn}</span>
    </a>
  )
}

function NoIsolation() {
  const words = useWords()
  const { unavailable } = useApp()
  const language = usePreferences(state => state.language)
  return (
    <div className="notice bad" data-notice="isolation" role="alert">
      <p>
        {words.embed.noIsolation} {unavailable !== null && problemText(unavailable, language)}
      </p>
      <FullLink className="button primary" />
    </div>
  )
}
