import type { App } from '../context.ts'
import { monaco } from './monaco.ts'

type Editor = ReturnType<typeof monaco.editor.create>
type Model = NonNullable<ReturnType<Editor['getModel']>>
type ViewState = ReturnType<Editor['saveViewState']>

const PLAIN_BRACKETS = { enabled: false, independentColorPoolPerBracketType: false }

const languageOf = (path: string): string =>
  path.endsWith('.py') ? 'python' : path.endsWith('.ts') ? 'typescript' : 'plaintext'

export const uriOf = (path: string) => monaco.Uri.from({ scheme: 'file', path: `/${path}` })

/**
 * One model per file, the store and the models kept alike. A file that is renamed gets a new model: its address is how
 * TypeScript finds it.
 */
export function keepModels(editor: Editor, { workspace }: App): () => void {
  const models = new Map<string, Model>()
  const places = new Map<string, ViewState>()
  let generation = workspace.getState().generation
  let shown: string | null = null

  function drop(path: string): void {
    models.get(path)?.dispose()
    models.delete(path)
    places.delete(path)
  }

  function sync(): void {
    const { program, active, generation: now } = workspace.getState()
    const replaced = now !== generation
    if (replaced) {
      generation = now
      editor.setModel(null)
      shown = null
      places.clear()
    }
    for (const { path, text, encoding } of program.files) {
      // Bytes are told of beside the editor.
      if (encoding === 'base64') continue
      const model = models.get(path)
      if (model === undefined) {
        const made = monaco.editor.createModel(text, languageOf(path), uriOf(path))
        const python = path.endsWith('.py')
        made.updateOptions({ tabSize: python ? 4 : 2, bracketColorizationOptions: PLAIN_BRACKETS })
        made.onDidChangeContent(() => workspace.getState().edit(path, made.getValue()))
        models.set(path, made)
      } else if (replaced || model.getValue() !== text) {
        // A new model of the same name would begin at version 1 again, and TypeScript take its text for the old one.
        model.setValue(text)
      }
    }
    if (shown !== active) {
      if (shown !== null && models.has(shown)) places.set(shown, editor.saveViewState())
      editor.setModel(models.get(active) ?? null)
      editor.restoreViewState(places.get(active) ?? null)
      shown = active
    }
    const paths = new Set(program.files.map(file => file.path))
    for (const path of [...models.keys()]) if (!paths.has(path)) drop(path)
  }

  sync()
  const stop = workspace.subscribe(sync)
  return () => {
    stop()
    for (const path of [...models.keys()]) drop(path)
  }
}
