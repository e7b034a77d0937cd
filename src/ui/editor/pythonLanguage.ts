import type { monaco as Monaco } from './monaco.ts'

const load = () => import('monaco-editor/languages/definitions/python/python.js')

/** Python as the editor brings it, loaded with the first Python file. Its grammar lacks a few things that programs here have. */
export function registerPython({ languages }: typeof Monaco): void {
  languages.register({ id: 'python', extensions: ['.py'], aliases: ['Python'] })
  languages.registerTokensProviderFactory('python', {
    async create() {
      const { language } = await load()
      const { root, numbers } = language.tokenizer
      return {
        ...language,
        tokenizer: {
          ...language.tokenizer,
          // `pool.map` is not the built-in `map`.
          root: [[/\.[a-zA-Z_]\w*/, 'identifier'], ...root],
          numbers: [[/\d+(?:_\d+)+(?:\.\d+)?/, 'number'], ...numbers],
        },
      }
    },
  })
  languages.onLanguageEncountered('python', async () => {
    languages.setLanguageConfiguration('python', (await load()).conf)
  })
}
