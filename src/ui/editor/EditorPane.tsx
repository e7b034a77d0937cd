import { useStore } from 'zustand'
import { useApp, useRuns, useView, useWords, useWorkspace } from '../context.ts'
import { CodeArea } from './CodeArea.tsx'
import { useEditorInfo } from './editorInfo.ts'
import { FileTabs } from './FileTabs.tsx'
import './editor.css'

/** The program: files above, text, and what there is to say about it below. */
export function EditorPane() {
  const words = useWords()
  return (
    <section className="editor" aria-label={words.editor.name}>
      <FileTabs />
      <CodeArea />
      <EditorFoot />
    </section>
  )
}

function EditorFoot() {
  const words = useWords().editor
  const { drafts } = useApp()
  const { line, column, tabLeaves, plain } = useEditorInfo()
  const own = useView(state => state.editorProblems)
  const warnings = useView(state => state.editorWarnings)
  const run = useRuns(state => state.problems.filter(problem => problem.place !== null).length)
  const kept = useStore(drafts, state => state.kept)
  const isDraft = useWorkspace(state => state.origin.kind === 'draft')
  return (
    <footer className="editor-foot">
      <span>{words.place(line, column)}</span>
      <span data-editor-problems={own + run}>{words.problems(own + run)}</span>
      {warnings > 0 && (
        <span className="warn" data-editor-warnings={warnings}>
          {words.warnings(warnings)}
        </span>
      )}
      <span className="space" />
      {plain && <span>{words.plain}</span>}
      {isDraft && (kept ? <span>{words.kept}</span> : <span className="warn">{words.unsaved}</span>)}
      <span className="editor-escape">{tabLeaves ? words.escapeOn : words.escapeHint}</span>
    </footer>
  )
}
