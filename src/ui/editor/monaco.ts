import * as monaco from 'monaco-editor/editor/editor.api.js'
import EditorWorker from 'monaco-editor/editor/editor.worker.js?worker'
import * as typescript from 'monaco-editor/languages/features/typescript/register.js'
import TypeScriptWorker from 'monaco-editor/languages/features/typescript/ts.worker.js?worker'
import 'monaco-editor/languages/definitions/typescript/register.js'
import { language as grammar } from 'monaco-editor/languages/definitions/typescript/typescript.js'
import 'monaco-editor/features/bracketMatching/register.js'
import 'monaco-editor/features/caretOperations/register.js'
import 'monaco-editor/features/clipboard/register.js'
import 'monaco-editor/features/codeAction/register.js'
import 'monaco-editor/features/codeEditor/register.js'
import 'monaco-editor/features/codicon/register.js'
import 'monaco-editor/features/comment/register.js'
import 'monaco-editor/features/contextmenu/register.js'
import 'monaco-editor/features/cursorUndo/register.js'
import 'monaco-editor/features/find/register.js'
import 'monaco-editor/features/folding/register.js'
import 'monaco-editor/features/format/register.js'
import 'monaco-editor/features/gotoError/register.js'
import 'monaco-editor/features/gotoSymbol/register.js'
import 'monaco-editor/features/hover/register.js'
import 'monaco-editor/features/indentation/register.js'
import 'monaco-editor/features/linesOperations/register.js'
import 'monaco-editor/features/multicursor/register.js'
import 'monaco-editor/features/parameterHints/register.js'
import 'monaco-editor/features/quickCommand/register.js'
import 'monaco-editor/features/rename/register.js'
import 'monaco-editor/features/smartSelect/register.js'
import 'monaco-editor/features/snippet/register.js'
import 'monaco-editor/features/suggest/register.js'
import 'monaco-editor/features/toggleTabFocusMode/register.js'
import 'monaco-editor/features/wordHighlighter/register.js'
import 'monaco-editor/features/wordOperations/register.js'

import { registerPython } from './pythonLanguage.ts'

export { monaco }

registerPython(monaco)

// The editor's colouring does not know this word yet.
grammar.keywords.push('using')

self.MonacoEnvironment = {
  getWorker: (_id, label) => (label === 'typescript' ? new TypeScriptWorker() : new EditorWorker()),
}

const { typescriptDefaults, ScriptTarget, ModuleKind, ModuleResolutionKind } = typescript

// Programs are exercises: types help where they are written, nobody is made to write them.
typescriptDefaults.setCompilerOptions({
  target: ScriptTarget.ESNext,
  module: ModuleKind.ESNext,
  moduleResolution: ModuleResolutionKind.NodeJs,
  lib: ['lib.es2024.d.ts', 'lib.esnext.disposable.d.ts'],
  types: [],
  strict: true,
  noImplicitAny: false,
  strictPropertyInitialization: false,
  useUnknownInCatchVariables: false,
  allowImportingTsExtensions: true,
  noEmit: true,
})
typescriptDefaults.setDiagnosticsOptions({
  noSuggestionDiagnostics: true,
  // 1375, 1378: `await` at the top level needs no export. 2691, 5097: an import may end in .ts.
  diagnosticCodesToIgnore: [1375, 1378, 2691, 5097],
})
typescriptDefaults.setEagerModelSync(true)

/** A file of declarations that programs may import. */
export interface TypeFile {
  readonly path: string
  readonly text: string
}

/** Replaces the declarations that the editor knows: they carry documentation in the reader's language. */
export function setTypes(files: readonly TypeFile[]): void {
  typescriptDefaults.setExtraLibs(
    files.map(({ path, text }) => ({ filePath: `file:///${path}`, content: text })),
  )
}
