import { useLayoutEffect, useRef, useState } from 'react'
import { type OutputRow, type OutputRows, shown, speakerOf } from '../../state/outputRows.ts'
import { useRuns, useWords } from '../context.ts'
import { processColour } from '../kit/processColour.ts'
import { TerminalText } from './TerminalText.tsx'

/** Height of a text line, as `console.css` says. */
const LINE = 20
/** Rows drawn above and below what is in view. */
const MARGIN = 12

/**
 * Output, of which only what is in view is on the page: each row knows its first line, so that a window of them can stand
 * at its place in a box as high as all of them. Follows the newest line unless the reader scrolled up.
 */
export function OutputList({ rows }: { readonly rows: OutputRows }) {
  const words = useWords().console
  const ended = useRuns(state => state.state !== 'idle' && state.current === null)
  const box = useRef<HTMLDivElement>(null)
  const following = useRef(true)
  const [view, setView] = useState({ top: 0, height: 400 })
  const [away, setAway] = useState(false)
  const { lines } = rows

  useLayoutEffect(() => {
    const element = box.current
    if (element === null) return
    const measure = (): void => {
      // While it was hidden, behind another tab of a narrow page, it could not be scrolled.
      if (following.current) element.scrollTop = element.scrollHeight
      setView({ top: element.scrollTop, height: element.clientHeight })
    }
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  useLayoutEffect(() => {
    const element = box.current
    if (element !== null && following.current && lines >= 0) element.scrollTop = element.scrollHeight
  }, [lines])

  const scrolled = (): void => {
    const element = box.current
    if (element === null) return
    const atEnd = element.scrollTop + element.clientHeight >= element.scrollHeight - LINE
    following.current = atEnd
    setAway(!atEnd)
    setView({ top: element.scrollTop, height: element.clientHeight })
  }

  const first = rows.rowAt(Math.max(0, Math.floor(view.top / LINE) - MARGIN))
  const last = rows.rowAt(Math.ceil((view.top + view.height) / LINE) + MARGIN)
  const drawn: React.ReactNode[] = []
  for (let index = first; index <= last; index++) {
    const row = rows.row(index)
    if (row !== undefined) drawn.push(<Row key={index} row={row} />)
  }
  return (
    <>
      <div
        className="output"
        role="log"
        aria-label={words.log}
        aria-live="off"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard
        tabIndex={0}
        ref={box}
        onScroll={scrolled}
        data-rows={rows.outputLength}
      >
        {rows.length === 0 ? (
          <p className="empty">{ended ? words.silent : words.empty}</p>
        ) : (
          <div className="output-all" style={{ height: lines * LINE }}>
            <div className="output-window" style={{ top: rows.start(first) * LINE }}>
              {drawn}
            </div>
          </div>
        )}
      </div>
      {away && (
        <button
          type="button"
          className="button follow"
          onClick={() => {
            following.current = true
            box.current?.scrollTo({ top: box.current.scrollHeight })
          }}
        >
          {words.follow}
        </button>
      )}
    </>
  )
}

function Row({ row }: { readonly row: OutputRow }) {
  const { console: words, formats } = useWords()
  if (row.kind === 'heading') return <p className="output-heading">{words.heading(row.cores, row.run)}</p>
  const { line, run, parts, model } = row
  const { name, process, thread } = speakerOf(row)
  const { text, hidden } = shown(line.text)
  return (
    <div className="output-row">
      <span className="output-time">{formats.time(line.time)}</span>
      <span className="output-process" title={name}>
        <i className="dot" style={{ background: processColour(line.lane) }} />
        {name}
      </span>
      <span
        className={line.stream === 'stderr' && parts === null ? 'output-text stderr' : 'output-text'}
        data-process={process}
        data-thread={thread ?? 'MainThread'}
        data-stream={line.stream}
        data-ms={line.time}
        data-run={run}
      >
        {parts === null ? text : <TerminalText parts={parts} model={model} length={text.length} />}
        {hidden > 0 && <em>{words.cut(hidden)}</em>}
      </span>
    </div>
  )
}
