import { type App, AppContext } from './context.ts'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { EmbedPage } from './embed/EmbedPage.tsx'
import { Page } from './Page.tsx'
import './kit/tokens.css'
import './kit/base.css'

/** What `main.tsx` puts on the page. */
export function Root({ app, embedded }: { readonly app: App; readonly embedded: boolean }) {
  return (
    <ErrorBoundary app={app}>
      <AppContext value={app}>{embedded ? <EmbedPage /> : <Page />}</AppContext>
    </ErrorBoundary>
  )
}
