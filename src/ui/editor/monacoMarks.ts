import { problemText } from '../../i18n/problems.ts'
import type { Problem } from '../../program/outcome.ts'
import type { App } from '../context.ts'
import { monaco } from './monaco.ts'
import { uriOf } from './monacoModels.ts'

type Editor = ReturnType<typeof monaco.editor.create>

/** Whose marks these are; TypeScript has its own. */
export const MARKS_OWNER = 'weft'

/** Marks lines: where a run failed, and the line that something else on the page points at. */
export function keepMarks(editor: Editor, { runs, view, workspace, preferences }: App): () => void {
  const decorations = editor.createDecorationsCollection()
  let revealed = view.getState().reveals

  function placed(): readonly Problem[] {
    const { problems, program } = runs.getState()
    // After an edit, places of an earlier run may be wrong.
    return program === workspace.getState().program ? problems : []
  }

  function markProblems(): void {
    for (const model of monaco.editor.getModels()) {
      const markers = placed().flatMap(problem => {
        const { place } = problem
        if (place === null || uriOf(place.file).toString() !== model.uri.toString()) return []
        const line = Math.min(Math.max(1, place.line), model.getLineCount())
        // Of a line in Python no column is known.
        const python = model.getLanguageId() === 'python'
        const least = python ? model.getLineFirstNonWhitespaceColumn(line) : 1
        const column = Math.min(Math.max(1, least, place.column), model.getLineMaxColumn(line))
        const word = python ? null : model.getWordAtPosition({ lineNumber: line, column })
        return [
          {
            severity: monaco.MarkerSeverity.Error,
            message: problemText(problem, preferences.getState().language),
            startLineNumber: line,
            startColumn: column,
            endLineNumber: line,
            endColumn: word?.endColumn ?? model.getLineMaxColumn(line),
          },
        ]
      })
      monaco.editor.setModelMarkers(model, MARKS_OWNER, markers)
    }
  }

  function decorate(): void {
    const { active } = workspace.getState()
    const { place } = view.getState()
    const whole = (line: number) => new monaco.Range(line, 1, line, 1)
    const made = placed()
      .filter(problem => problem.place?.file === active)
      .map(problem => ({
        range: whole(problem.place?.line ?? 1),
        options: {
          isWholeLine: true,
          className: 'weft-problem',
          linesDecorationsClassName: 'weft-problem-bar',
        },
      }))
    if (place?.file === active) {
      made.push({
        range: whole(place.line),
        options: {
          isWholeLine: true,
          className: 'weft-picked',
          linesDecorationsClassName: 'weft-picked-bar',
        },
      })
    }
    decorations.set(made)
  }

  function reveal(): void {
    const { place, reveals } = view.getState()
    if (place !== null && reveals !== revealed) {
      workspace.getState().select(place.file)
      editor.revealLineInCenterIfOutsideViewport(place.line)
      editor.setPosition({ lineNumber: place.line, column: place.column })
    }
    revealed = reveals
    decorate()
  }

  const refresh = (): void => {
    markProblems()
    decorate()
  }
  reveal()
  refresh()
  const stops = [
    runs.subscribe((now, before) => now.problems !== before.problems && refresh()),
    workspace.subscribe((now, before) => {
      if (now.program !== before.program || now.active !== before.active) refresh()
    }),
    view.subscribe(reveal),
    preferences.subscribe(markProblems),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}
