import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

/** What the foot of the editor tells; the editor writes it, nobody else needs it. */
interface EditorInfo {
  readonly line: number
  readonly column: number
  /** Tab moves the focus instead of indenting. */
  readonly tabLeaves: boolean
  /** The full editor could not be loaded. */
  readonly plain: boolean
}

export const editorInfo = createStore<EditorInfo>(() => ({
  line: 1,
  column: 1,
  tabLeaves: false,
  plain: false,
}))
export const useEditorInfo = (): EditorInfo => useStore(editorInfo)
