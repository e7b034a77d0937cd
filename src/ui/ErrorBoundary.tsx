import { Component, type ReactNode } from 'react'
import { wordsOf } from '../i18n/words.ts'
import type { App } from './context.ts'
import { copyText } from './kit/clipboard.ts'

interface ErrorBoundaryProps {
  readonly app: App
  readonly children: ReactNode
}

/** When drawing the page fails, the program is still there to be copied. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly error: Error | null }> {
  override state = { error: null }

  static getDerivedStateFromError(error: Error): { readonly error: Error } {
    return { error }
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children
    const { preferences, workspace } = this.props.app
    const words = wordsOf(preferences.getState().language).notices
    const text = workspace
      .getState()
      .program.files.map(({ path, text }) => `// ${path}\n${text}`)
      .join('\n\n')
    return (
      <main className="crashed">
        <p role="alert">
          {words.crashed} {String(this.state.error)}
        </p>
        <p>
          <button type="button" className="button primary" onClick={() => location.reload()}>
            {words.reload}
          </button>{' '}
          <button type="button" className="button" onClick={() => copyText(text)}>
            {words.copyProgram}
          </button>
        </p>
        <pre>{text}</pre>
      </main>
    )
  }
}
