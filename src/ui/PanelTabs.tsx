import type { Panel } from '../state/view.ts'
import { useApp, useView, useWords } from './context.ts'

const PANELS: readonly Panel[] = ['code', 'time', 'output']

/** On a narrow screen one part of the page is shown at a time. */
export function PanelTabs() {
  const words = useWords().tabs
  const { view } = useApp()
  const panel = useView(state => state.panel)
  return (
    <nav className="panel-tabs" aria-label={words.name}>
      {PANELS.map(name => (
        <button
          type="button"
          key={name}
          data-panel-tab={name}
          aria-current={name === panel ? 'page' : undefined}
          onClick={() => view.getState().show(name)}
        >
          {words[name]}
        </button>
      ))}
    </nav>
  )
}
