import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import { hintOf, problemText } from '../i18n/problems.ts'
import { useApp, usePreferences, useProgramLanguage, useSession, useWords, useWorkspace } from './context.ts'
import { CloseIcon } from './kit/icons.tsx'
import './notices.css'

/** Quiet lines below the toolbar, for what a person should know and nothing else tells. */
export function Notices() {
  const words = useWords().notices
  const { session, drafts, unavailable, obstacle } = useApp()
  const language = usePreferences(state => state.language)
  const linkProblem = useSession(state => state.linkProblem)
  const linkWarnings = useSession(state => state.linkWarnings)
  const unexpected = useSession(state => state.unexpected)
  const wordSeen = useSession(state => state.draftWordSeen)
  const linked = useWorkspace(state => state.origin.kind === 'link')
  const draft = useStore(drafts, state => state.current)
  const programs = useProgramLanguage()
  const lacking = unavailable === null ? obstacle(programs) : null
  const { dismiss, openDraft } = session.getState()

  return (
    <div className="notices">
      {unavailable !== null && (
        <Notice kind="isolation" bad>
          {words.noIsolation} {problemText(unavailable, language)} {words.noIsolationRest}
        </Notice>
      )}
      {lacking !== null && (
        <Notice kind="language" bad>
          {problemText(lacking, language)} {hintOf(lacking, language)}
        </Notice>
      )}
      {linkProblem !== null && (
        <Notice kind="bad-link" bad onDismiss={() => dismiss('linkProblem')}>
          {words.badLink} {problemText(linkProblem, language)}
        </Notice>
      )}
      {linkProblem === null && linkWarnings.length > 0 && (
        <Notice kind="link-warning" onDismiss={() => dismiss('linkProblem')}>
          {linkWarnings.map(problem => problemText(problem, language)).join(' ')}
        </Notice>
      )}
      {linked && draft !== null && !wordSeen && (
        <Notice kind="draft-kept" onDismiss={() => dismiss('draftWord')}>
          {words.draftKept}{' '}
          <button type="button" className="link" data-action="back-to-draft" onClick={() => openDraft(draft)}>
            {words.backToDraft}
          </button>
        </Notice>
      )}
      {unexpected !== null && (
        <Notice kind="unexpected" bad onDismiss={() => dismiss('unexpected')}>
          {words.unexpected} <span className="soft">{unexpected}</span>
        </Notice>
      )}
    </div>
  )
}

interface NoticeProps {
  readonly kind: string
  readonly bad?: boolean
  onDismiss?(): void
  readonly children: ReactNode
}

function Notice({ kind, bad = false, onDismiss, children }: NoticeProps) {
  const words = useWords().notices
  return (
    <div className={bad ? 'notice bad' : 'notice'} data-notice={kind} role={bad ? 'alert' : undefined}>
      <p>{children}</p>
      {onDismiss !== undefined && (
        <button type="button" className="button plain square" aria-label={words.dismiss} onClick={onDismiss}>
          <CloseIcon />
        </button>
      )}
    </div>
  )
}
