import { type RefObject, useEffect, useRef, useState } from 'react'
import type { UiLanguage } from '../../state/preferences.ts'
import { useApp, useWords, useWorkspace } from '../context.ts'
import { BytesNote } from './BytesNote.tsx'
import { editorInfo } from './editorInfo.ts'
import type { MountedEditor } from './monacoEditor.ts'

/** Monaco, once it is there; until then, and where it can't be loaded, a plain text field with the same text. */
export function CodeArea() {
  const app = useApp()
  const host = useRef<HTMLDivElement>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  const [ready, setReady] = useState(false)

  useEffect(() => {
    let gone = false
    let mounted: MountedEditor | null = null
    app
      .editorTurn()
      .then(() => loadEditor(app.preferences.getState().language))
      .then(async module => {
        await betweenWords(field.current)
        return module
      })
      .then(
        ({ mountEditor }) => {
          if (gone || host.current === null) return
          mounted = mountEditor(host.current, app)
          if (field.current !== null && field.current === document.activeElement)
            mounted.takeOver(field.current)
          setReady(true)
        },
        () => {
          if (!gone) editorInfo.setState({ plain: true })
        },
      )
    return () => {
      gone = true
      mounted?.dispose()
    }
  }, [app])

  return (
    <div className="code" data-editor={ready ? 'monaco' : 'plain'}>
      <div className="code-host" ref={host} />
      {!ready && <PlainText field={field} />}
      <BytesNote />
    </div>
  )
}

/** The editor takes its own words (menus, search) as it loads: those of the language the page opens in. */
async function loadEditor(language: UiLanguage): Promise<typeof import('./monacoEditor.ts')> {
  // In a frame that is sandboxed without an origin the browser refuses the editor's workers.
  if (self.origin === 'null') throw new Error('No editor without an origin')
  if (language === 'ja') await import('monaco-editor/nls/lang/ja.js')
  return import('./monacoEditor.ts')
}

/** When nobody composes a word in the field, as one does in Japanese. */
function betweenWords(field: HTMLTextAreaElement | null): Promise<void> {
  if (field === null || field.dataset.composing === undefined) return Promise.resolve()
  return new Promise(resolve => {
    field.addEventListener('compositionend', () => resolve(), { once: true })
  })
}

function PlainText({ field }: { readonly field: RefObject<HTMLTextAreaElement | null> }) {
  const words = useWords().editor
  const { workspace } = useApp()
  const path = useWorkspace(state => state.active)
  const text = useWorkspace(state => state.program.files.find(file => file.path === state.active)?.text ?? '')
  return (
    <textarea
      ref={field}
      className="plain-text"
      onCompositionStart={({ currentTarget }) => {
        currentTarget.dataset.composing = ''
      }}
      onCompositionEnd={({ currentTarget }) => {
        delete currentTarget.dataset.composing
      }}
      aria-label={words.text(path)}
      spellCheck={false}
      autoCapitalize="off"
      value={text}
      onChange={event => workspace.getState().edit(path, event.target.value)}
    />
  )
}
