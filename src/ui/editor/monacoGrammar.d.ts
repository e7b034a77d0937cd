declare module 'monaco-editor/languages/definitions/typescript/typescript.js' {
  /** What the editor colours text by. */
  export const language: { readonly keywords: string[] }
}
