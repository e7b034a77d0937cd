import { monaco } from './monaco.ts'

const NAME = 'weft'

/** Makes the editor's colours out of the page's own, so that there is one list of them. */
export function applyTheme(dark: boolean): void {
  const style = getComputedStyle(document.documentElement)
  const colour = (name: string): string => style.getPropertyValue(`--${name}`).trim()
  const rule = (token: string, name: string) => ({ token, foreground: colour(name).slice(1) })
  monaco.editor.defineTheme(NAME, {
    base: dark ? 'vs-dark' : 'vs',
    inherit: true,
    rules: [
      rule('', 'ink'),
      rule('keyword', 'syntax-keyword'),
      rule('string', 'syntax-string'),
      rule('regexp', 'syntax-string'),
      rule('number', 'syntax-number'),
      rule('type', 'syntax-number'),
      rule('type.identifier', 'syntax-number'),
      rule('identifier', 'ink'),
      rule('comment', 'soft'),
      rule('delimiter', 'ink'),
      rule('tag', 'syntax-number'),
      rule('string.escape', 'syntax-number'),
    ],
    colors: {
      'editor.background': colour('code'),
      'editor.foreground': colour('ink'),
      'editor.lineHighlightBackground': '#00000000',
      'editor.lineHighlightBorder': '#00000000',
      'editorLineNumber.foreground': colour('soft'),
      'editorLineNumber.activeForeground': colour('ink'),
      'editorCursor.foreground': colour('ink'),
      'editor.selectionBackground': colour('selection'),
      'editorIndentGuide.background1': colour('line'),
      'editorWidget.background': colour('panel'),
      'editorWidget.border': colour('line'),
      'editorHoverWidget.background': colour('panel'),
      'editorHoverWidget.border': colour('line'),
      'editorSuggestWidget.background': colour('panel'),
      'editorSuggestWidget.border': colour('line'),
      'input.background': colour('code'),
      focusBorder: colour('accent'),
      'widget.shadow': '#00000022',
    },
  })
  monaco.editor.setTheme(NAME)
}
