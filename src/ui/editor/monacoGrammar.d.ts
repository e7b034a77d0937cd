declare module 'monaco-editor/languages/definitions/typescript/typescript.js' {
  /** What the editor colours text by. */
  export const language: { readonly keywords: string[] }
}

declare module 'monaco-editor/languages/definitions/python/python.js' {
  import type { languages } from 'monaco-editor/editor/editor.api.js'
  export const conf: languages.LanguageConfiguration
  export const language: languages.IMonarchLanguage & {
    readonly tokenizer: Readonly<Record<'root' | 'numbers', languages.IMonarchLanguageRule[]>>
  }
}
