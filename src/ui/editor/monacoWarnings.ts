import { problemText } from '../../i18n/problems.ts'
import { wordsOf } from '../../i18n/words.ts'
import type { Problem } from '../../program/outcome.ts'
import type { App } from '../context.ts'
import { monaco } from './monaco.ts'
import { uriOf } from './monacoModels.ts'

const WARNINGS_OWNER = 'weft-warnings'
/** ms after the last key. */
const PAUSE = 400

type Model = ReturnType<typeof monaco.editor.createModel>

/** Underlines what runs, but hardly as it was meant, and offers to change it. */
export function keepWarnings(app: App): () => void {
  const { workspace, preferences, checks, view } = app
  let warnings: readonly Problem[] = []
  let timer = 0
  let asked = 0

  function mark(): void {
    const language = preferences.getState().language
    for (const model of monaco.editor.getModels()) {
      const markers = warnings
        .filter(({ place }) => place !== null && isOf(model, place.file))
        .map(warning => ({
          ...wordAt(model, warning),
          severity: monaco.MarkerSeverity.Warning,
          code: warning.code,
          message: problemText(warning, language),
        }))
      monaco.editor.setModelMarkers(model, WARNINGS_OWNER, markers)
    }
    view.getState().countWarnings(warnings.length)
  }

  async function look(): Promise<void> {
    const mine = ++asked
    const found = await checks.warnings(workspace.getState().program)
    if (mine !== asked) return
    warnings = found
    mark()
  }

  function soon(): void {
    clearTimeout(timer)
    // Without the compiler there are no warnings; the first run will tell that it is missing.
    timer = window.setTimeout(() => look().catch(() => undefined), PAUSE)
  }

  const provider = monaco.languages.registerCodeActionProvider('typescript', {
    async provideCodeActions(model, _range, { markers }) {
      const { program } = workspace.getState()
      const versionId = model.getVersionId()
      const title = wordsOf(preferences.getState().language).editor.share
      const actions = await Promise.all(
        warnings.map(async warning => {
          const at = wordAt(model, warning)
          const diagnostics = markers.filter(
            ({ code, startLineNumber, startColumn }) =>
              code === warning.code &&
              startLineNumber === at.startLineNumber &&
              startColumn === at.startColumn,
          )
          if (warning.place === null || !isOf(model, warning.place.file) || diagnostics.length === 0)
            return []
          const edits = await checks.remedy(program, warning)
          if (edits === null || model.getVersionId() !== versionId) return []
          return [
            {
              title: title(String(warning.params.name)),
              kind: 'quickfix',
              isPreferred: true,
              diagnostics,
              edit: {
                edits: edits.map(({ start, end, text }) => ({
                  resource: model.uri,
                  versionId,
                  textEdit: {
                    range: monaco.Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end)),
                    text,
                  },
                })),
              },
            },
          ]
        }),
      )
      return { actions: actions.flat(), dispose: () => undefined }
    },
  })

  soon()
  const stops = [
    workspace.subscribe((now, before) => now.program !== before.program && soon()),
    preferences.subscribe((now, before) => now.language !== before.language && mark()),
    () => provider.dispose(),
    () => clearTimeout(timer),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}

const isOf = (model: Model, path: string): boolean => model.uri.toString() === uriOf(path).toString()

function wordAt(model: Model, { place }: Problem) {
  const lineNumber = Math.min(place?.line ?? 1, model.getLineCount())
  const column = Math.min(place?.column ?? 1, model.getLineMaxColumn(lineNumber))
  const word = model.getWordAtPosition({ lineNumber, column })
  return {
    startLineNumber: lineNumber,
    startColumn: column,
    endLineNumber: lineNumber,
    endColumn: word?.endColumn ?? model.getLineMaxColumn(lineNumber),
  }
}
