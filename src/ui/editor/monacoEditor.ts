import { wordsOf } from '../../i18n/words.ts'
import type { App } from '../context.ts'
import { uiTheme } from '../theme.ts'
import { editorInfo } from './editorInfo.ts'
import { monaco, setTypes } from './monaco.ts'
import { keepMarks, MARKS_OWNER } from './monacoMarks.ts'
import { keepModels } from './monacoModels.ts'
import { keepPythonHints } from './monacoPython.ts'
import { applyTheme } from './monacoTheme.ts'
import { keepWarnings } from './monacoWarnings.ts'

export interface MountedEditor {
  /** Goes on where the person is in a text field that has the same text: focus, selection, scrolling. */
  takeOver(field: HTMLTextAreaElement): void
  dispose(): void
}

/** Puts the editor on the page and ties it to the stores. */
export function mountEditor(host: HTMLElement, app: App): MountedEditor {
  const { preferences, view } = app
  const tidy: (() => void)[] = []
  const editor = monaco.editor.create(host, {
    automaticLayout: true,
    fontFamily: getComputedStyle(document.documentElement).getPropertyValue('--mono'),
    fontSize: 12.5,
    lineHeight: 20,
    tabSize: 2,
    minimap: { enabled: false },
    glyphMargin: false,
    lineNumbersMinChars: 3,
    lineDecorationsWidth: 12,
    folding: false,
    padding: { top: 12, bottom: 12 },
    scrollBeyondLastLine: false,
    overviewRulerLanes: 0,
    hideCursorInOverviewRuler: true,
    overviewRulerBorder: false,
    scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10, useShadows: false },
    renderLineHighlight: 'none',
    renderFinalNewline: 'on',
    guides: { indentation: false },
    fixedOverflowWidgets: true,
    quickSuggestions: { other: true, comments: false, strings: false },
    wordBasedSuggestions: 'off',
    occurrencesHighlight: 'off',
    accessibilitySupport: 'auto',
  })
  tidy.push(() => editor.dispose())
  tidy.push(keepModels(editor, app), keepMarks(editor, app))
  tidy.push(keepWarnings(app), keepPythonHints(app))

  const theme = (): void => applyTheme(uiTheme.getState().dark)
  theme()
  tidy.push(uiTheme.subscribe(theme))

  const name = (): void => {
    const { text } = wordsOf(preferences.getState().language).editor
    editor.updateOptions({ ariaLabel: text(app.workspace.getState().active) })
  }
  name()
  tidy.push(preferences.subscribe(name))
  tidy.push(app.workspace.subscribe((now, before) => now.active !== before.active && name()))

  let typesAsked = 0
  const types = (): void => {
    const asked = ++typesAsked
    app.libraryTypes(preferences.getState().language).then(
      files => asked === typesAsked && setTypes(files),
      // Without declarations there are no hints; programs run all the same.
      () => undefined,
    )
  }
  types()
  tidy.push(preferences.subscribe((now, before) => now.language !== before.language && types()))

  editor.onDidChangeCursorPosition(({ position }) => {
    editorInfo.setState({ line: position.lineNumber, column: position.column })
  })
  editor.onDidChangeConfiguration(() => {
    editorInfo.setState({ tabLeaves: editor.getOption(monaco.editor.EditorOption.tabFocusMode) })
  })
  const markers = monaco.editor.onDidChangeMarkers(() => {
    const errors = monaco.editor
      .getModelMarkers({})
      .filter(({ severity, owner }) => severity === monaco.MarkerSeverity.Error && owner !== MARKS_OWNER)
    view.getState().countProblems(errors.length)
  })
  tidy.push(() => markers.dispose())
  return {
    takeOver({ value, selectionStart, selectionEnd, scrollTop }) {
      const [from, to] = [placeIn(value, selectionStart), placeIn(value, selectionEnd)]
      editor.setSelection({
        startLineNumber: from.line,
        startColumn: from.column,
        endLineNumber: to.line,
        endColumn: to.column,
      })
      editor.setScrollTop(scrollTop)
      editor.focus()
    },
    dispose() {
      for (const undo of tidy.reverse()) undo()
    },
  }
}

/** Line and column, both from 1, of what stands at an index of a text. */
function placeIn(text: string, index: number): { readonly line: number; readonly column: number } {
  const lines = text.slice(0, index).split('\n')
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 }
}
