import { useState } from 'react'
import { useRuns, useWords } from '../context.ts'
import { CopyOutput } from './CopyOutput.tsx'
import { Explain, useExplained } from './Explain.tsx'
import { OutputList } from './OutputList.tsx'
import { useOutputRows } from './useOutputRows.ts'
import './console.css'

type Tab = 'output' | 'explain'

/** Words about the run: what it printed and, where there is something to say, why it ended as it did. */
export function ConsolePane() {
  const words = useWords().console
  const explained = useExplained()
  const state = useRuns(state => state.state)
  const [chosen, setChosen] = useState<{ readonly tab: Tab; readonly of: string } | null>(null)
  const rows = useOutputRows()
  // A tab that the person chose stays until the run ends in another way.
  const tab: Tab = explained === null ? 'output' : chosen?.of === state ? chosen.tab : 'explain'
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
        </div>
        <span className="space" />
        <CopyOutput rows={rows} />
      </div>
      <div className="console-body" role="tabpanel" id="console-panel" aria-labelledby={`tab-${tab}`}>
        {tab === 'output' ? <OutputList rows={rows} /> : <Explain />}
      </div>
    </section>
  )
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
        if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
        const other = event.currentTarget.parentElement?.querySelector<HTMLElement>(
          '[role=tab]:not([aria-selected=true])',
        )
        other?.click()
        other?.focus()
      }}
    >
      {children}
    </button>
  )
}
