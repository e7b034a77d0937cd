import { lazy, Suspense, useEffect, useRef } from 'react'
import { useApp, useView, useWords } from '../context.ts'
import './reference.css'

const ReferencePanel = lazy(() => import('./ReferencePanel.tsx'))

/** What programs can import, to look up beside the program. Nothing of it is loaded before it is asked for. */
export function Reference() {
  const words = useWords().reference
  const { view } = useApp()
  const open = useView(state => state.reference !== null)
  const dialog = useRef<HTMLDialogElement>(null)

  useEffect(() => {
    if (open && dialog.current?.open === false) dialog.current.showModal()
    if (!open) dialog.current?.close()
  }, [open])

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click beside the dialog closes it; for keys there is Esc
    <dialog
      className="dialog reference"
      ref={dialog}
      aria-label={words.title}
      onClose={() => view.getState().consult(null)}
      onClick={event => event.target === dialog.current && dialog.current.close()}
    >
      {open && (
        <Suspense fallback={<p className="reference-note">{words.loading}</p>}>
          <ReferencePanel />
        </Suspense>
      )}
    </dialog>
  )
}
