import { useEffect, useId, useMemo, useRef, useState } from 'react'
import { problemText } from '../../i18n/problems.ts'
import type { Shared } from '../../state/links.ts'
import { useApp, usePreferences, useView, useWords } from '../context.ts'
import { copyText } from '../kit/clipboard.ts'
import { CloseIcon, CopyIcon } from '../kit/icons.tsx'
import { useProgramTitle } from '../lessons/LessonChooser.tsx'
import './share.css'

/** Links longer than this are cut by some programs. */
const LONG = 8000

export function ShareDialog() {
  const { view } = useApp()
  const words = useWords()
  const open = useView(state => state.sharing)
  const dialog = useRef<HTMLDialogElement>(null)
  const title = useId()

  useEffect(() => {
    if (open && dialog.current?.open === false) dialog.current.showModal()
    if (!open) dialog.current?.close()
  }, [open])

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click beside the dialog closes it; for keys there is Esc
    <dialog
      className="dialog"
      ref={dialog}
      aria-labelledby={title}
      onClose={() => view.getState().share(false)}
      onClick={event => event.target === dialog.current && dialog.current.close()}
    >
      <div className="dialog-inner">
        <header>
          <h2 id={title}>{words.share.title}</h2>
          <button
            type="button"
            className="button plain square"
            aria-label={words.actions.close}
            onClick={() => dialog.current?.close()}
          >
            <CloseIcon />
          </button>
        </header>
        {open && <ShareFields />}
      </div>
    </dialog>
  )
}

function ShareFields() {
  const app = useApp()
  const words = useWords().share
  const language = usePreferences(state => state.language)
  const title = useProgramTitle()
  const shared = useMemo<Shared>(() => app.share(title), [app, title])
  if (!shared.ok) {
    return (
      <p role="alert">
        {words.failed} {problemText(shared.problem, language)}
      </p>
    )
  }
  return (
    <>
      <CopyField
        name="link"
        label={words.link}
        hint={words.linkHint}
        text={shared.url}
        copyName={words.copyLink}
      />
      {shared.url.length > LONG && <p className="hint">{words.long(shared.url.length)}</p>}
      <CopyField
        name="embed"
        label={words.embed}
        hint={words.embedHint}
        text={shared.embed}
        copyName={words.copyEmbed}
      />
    </>
  )
}

interface CopyFieldProps {
  readonly name: 'link' | 'embed'
  readonly label: string
  readonly hint: string
  readonly text: string
  readonly copyName: string
}

function CopyField({ name, label, hint, text, copyName }: CopyFieldProps) {
  const words = useWords().share
  const field = useRef<HTMLTextAreaElement>(null)
  const [said, setSaid] = useState<'copied' | 'select' | null>(null)
  const id = useId()

  const copy = async (): Promise<void> => {
    const copied = await copyText(text)
    setSaid(copied ? 'copied' : 'select')
    if (!copied) {
      field.current?.focus()
      field.current?.select()
    }
  }
  return (
    <div className="copy-field">
      <label htmlFor={id}>{label}</label>
      <div>
        <textarea
          id={id}
          ref={field}
          readOnly
          rows={name === 'link' ? 2 : 3}
          data-share={name}
          value={text}
          onFocus={event => event.target.select()}
        />
        <button
          type="button"
          className={name === 'link' ? 'button primary' : 'button'}
          data-copy={name}
          aria-label={copyName}
          onClick={copy}
        >
          <CopyIcon />
          {said === 'copied' ? words.copied : words.copy}
        </button>
      </div>
      <p className="hint" aria-live="polite">
        {said === 'select' ? words.select : hint}
      </p>
    </div>
  )
}
