import { type CSSProperties, useEffect, useRef, useState } from 'react'
import { problemText } from '../../i18n/problems.ts'
import { ConsolePane } from '../console/ConsolePane.tsx'
import { useApp, usePreferences, useView, useWords } from '../context.ts'
import { EditorPane } from '../editor/EditorPane.tsx'
import { Logo, OutIcon } from '../kit/icons.tsx'
import { Splitter } from '../kit/Splitter.tsx'
import { useMedia } from '../kit/useMedia.ts'
import { useProgramTitle } from '../lessons/LessonChooser.tsx'
import { Notices } from '../Notices.tsx'
import { PanelTabs } from '../PanelTabs.tsx'
import { ResultLine } from '../result/ResultLine.tsx'
import { TimelinePane } from '../timeline/TimelinePane.tsx'
import { usePageKeys } from '../toolbar/keys.ts'
import { RunButtons } from '../toolbar/RunButtons.tsx'
import { talkToParent } from './parent.ts'
import './embed.css'

/** Too small to show code and charts at once. */
const SMALL = '(max-width: 720px) and (max-height: 720px)'

/** The page inside another page: the program, what happened, and the way to the full one. */
export function EmbedPage() {
  const app = useApp()
  const words = useWords()
  const title = useProgramTitle()
  const small = useMedia(SMALL)
  const panel = useView(state => state.panel)
  const [consoleHeight, setConsoleHeight] = useState(18)
  const body = useRef<HTMLDivElement>(null)
  usePageKeys(app)
  useEffect(() => talkToParent(app, body.current ?? document.body), [app])

  return (
    <div className="embed" ref={body} data-panel={small ? panel : undefined}>
      <header className="toolbar">
        <Logo />
        <h1 className="embed-title">{title}</h1>
        <span className="space" />
        {app.unavailable === null && <RunButtons />}
        <FullLink className="button plain" />
      </header>
      {app.unavailable === null ? <Notices /> : <NoIsolation />}
      {small && <PanelTabs />}
      {small && <ResultLine />}
      <main className="embed-work">
        <EditorPane />
        <div className="outcome" style={{ '--console': `${consoleHeight}%` } as CSSProperties}>
          {!small && <ResultLine />}
          <TimelinePane />
          <Splitter
            name={words.panes.resizeConsole}
            direction="up"
            value={consoleHeight}
            from={10}
            to={70}
            onChange={setConsoleHeight}
          />
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
