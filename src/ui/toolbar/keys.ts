import { useEffect } from 'react'
import { isUnderWay } from '../../state/runs.ts'
import { type App, useWords } from '../context.ts'

const MAC = /Mac|iPhone|iPad/.test(navigator.platform)

const TAKES_TEXT = 'input, textarea, select, [contenteditable], [role=textbox], .monaco-editor, dialog'

/** The page's keys: Ctrl or ⌘ with Enter acts, with Shift runs; Esc and Ctrl+. stop; / looks up. */
export function usePageKeys({ session, runs, view }: App): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      const command = event.ctrlKey || event.metaKey
      if (event.key === 'Enter' && command && !event.altKey) {
        if (event.shiftKey) runs.getState().run()
        else session.getState().perform()
      } else if (event.key === 'Escape' || (event.key === '.' && command)) {
        // Esc keeps its other meanings: nothing is stopped where nothing runs, and dialogs close by it.
        const inDialog =
          event.target instanceof Element && event.target.closest('dialog, .popover-panel') !== null
        if (!isUnderWay(runs.getState().state) || inDialog) return
        runs.getState().stop()
      } else if (event.key === '/' && !command && !event.altKey) {
        if (event.target instanceof Element && event.target.closest(TAKES_TEXT) !== null) return
        view.getState().consult('')
      } else return
      event.preventDefault()
      event.stopPropagation()
    }
    // Before the editor, which has its own use for Ctrl+Enter.
    window.addEventListener('keydown', pressed, { capture: true })
    return () => window.removeEventListener('keydown', pressed, { capture: true })
  }, [session, runs, view])
}

/** The keys as this machine's keyboard names them. */
export function useKeyNames(): { readonly act: string; readonly run: string; readonly stop: string } {
  const { ctrl, cmd, shift, enter, escape: stop } = useWords().keys
  const command = MAC ? cmd : `${ctrl}+`
  return { act: `${command}${enter}`, run: `${command}${shift}+${enter}`, stop }
}
