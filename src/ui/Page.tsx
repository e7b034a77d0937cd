import { useEffect, useState } from 'react'
import { ConsolePane } from './console/ConsolePane.tsx'
import { useApp, useView, useWords } from './context.ts'
import { EditorPane } from './editor/EditorPane.tsx'
import { Splitter } from './kit/Splitter.tsx'
import { NARROW, useMedia } from './kit/useMedia.ts'
import { Notices } from './Notices.tsx'
import { PanelTabs } from './PanelTabs.tsx'
import { Reference } from './reference/Reference.tsx'
import { ResultHeader } from './result/ResultHeader.tsx'
import { Status } from './result/Status.tsx'
import { ShareDialog } from './share/ShareDialog.tsx'
import { TimelinePane } from './timeline/TimelinePane.tsx'
import { usePageKeys } from './toolbar/keys.ts'
import { RunButtons } from './toolbar/RunButtons.tsx'
import { Toolbar } from './toolbar/Toolbar.tsx'
import './page.css'

/** The whole page: code on the left, time on the right, words below; one after the other on a narrow screen. */
export function Page() {
  const words = useWords()
  const app = useApp()
  const narrow = useMedia(NARROW)
  const panel = useView(state => state.panel)
  const [editorWidth, setEditorWidth] = useState(40)
  const [consoleHeight, setConsoleHeight] = useState(30)
  usePageKeys(app)
  useEffect(() => {
    document.title = words.title
  }, [words])

  return (
    <div className="page" data-panel={narrow ? panel : undefined}>
      <Toolbar />
      <Notices />
      {narrow && <PanelTabs />}
      <main
        className="work"
        style={
          narrow
            ? undefined
            : { gridTemplateColumns: `minmax(280px, ${editorWidth}%) 1px minmax(420px, 1fr)` }
        }
      >
        <EditorPane />
        {!narrow && (
          <Splitter
            name={words.panes.resizeEditor}
            direction="across"
            value={editorWidth}
            from={20}
            to={70}
            onChange={setEditorWidth}
          />
        )}
        <div
          className="outcome"
          style={
            narrow
              ? undefined
              : { gridTemplateRows: `auto minmax(120px, 1fr) 1px minmax(84px, ${consoleHeight}%)` }
          }
        >
          <ResultHeader status={!narrow} />
          <TimelinePane />
          {!narrow && (
            <Splitter
              name={words.panes.resizeConsole}
              direction="up"
              value={consoleHeight}
              from={10}
              to={70}
              onChange={setConsoleHeight}
            />
          )}
          <ConsolePane />
        </div>
      </main>
      {narrow && (
        <footer className="thumb">
          <Status />
          <RunButtons side="above" />
        </footer>
      )}
      <ShareDialog />
      <Reference />
    </div>
  )
}
