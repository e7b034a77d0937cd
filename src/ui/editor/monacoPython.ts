import { PYTHON_SIGNATURES, type PythonTexts } from '../../i18n/pythonNames/signatures.ts'
import type { UiLanguage } from '../../state/preferences.ts'
import type { App } from '../context.ts'
import { monaco } from './monaco.ts'
import { pythonNamesAt } from './pythonNames.ts'

/** Says of names of Python's modules what they are, in the reader's language. */
export function keepPythonHints({ preferences }: App): () => void {
  const provider = monaco.languages.registerHoverProvider('python', {
    async provideHover(model, position) {
      const names = pythonNamesAt(model.getValue(), model.getOffsetAt(position))
      if (names.length === 0) return null
      const texts = await textsIn(preferences.getState().language)
      const word = model.getWordAtPosition(position)
      return {
        contents: names.map(name => {
          const owner = name.includes('.') ? name.slice(0, name.lastIndexOf('.') + 1) : ''
          const signature = PYTHON_SIGNATURES[name]
          const head = signature.startsWith('import ') ? signature : owner + signature
          return { value: `\`\`\`python\n${head}\n\`\`\`\n${texts[name]}` }
        }),
        ...(word !== null && {
          range: new monaco.Range(position.lineNumber, word.startColumn, position.lineNumber, word.endColumn),
        }),
      }
    },
  })
  return () => provider.dispose()
}

async function textsIn(language: UiLanguage): Promise<PythonTexts> {
  if (language === 'ja') return (await import('../../i18n/pythonNames/ja.ts')).pythonNamesJa
  return (await import('../../i18n/pythonNames/en.ts')).pythonNamesEn
}
