import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import { lookUp, type Reference, type ReferenceEntry } from '../../state/reference.ts'
import { useApp, usePreferences, useView, useWords } from '../context.ts'
import { CloseIcon } from '../kit/icons.tsx'
import { Article, Overview } from './Article.tsx'
import { Found } from './Found.tsx'

/** A field that finds, what it found, and the page of the entry that was chosen. */
export default function ReferencePanel() {
  const { reference: words, actions } = useWords()
  const { view } = useApp()
  const reference = useReference()
  const asked = useView(state => state.reference)
  const [query, setQuery] = useState('')
  const [marked, setMarked] = useState(0)
  const field = useRef<HTMLInputElement>(null)
  const listId = useId()
  const found = useMemo(() => lookUp(reference ?? [], query), [reference, query])
  const shown = reference?.find(({ id }) => id !== '' && id === asked) ?? null
  const choose = (entry: ReferenceEntry): void => view.getState().consult(entry.id)

  useEffect(() => field.current?.focus(), [])

  const pressed = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    const entry = found[marked]
    if (step !== 0) setMarked(Math.max(0, Math.min(found.length - 1, marked + step)))
    else if (event.key === 'Enter' && !event.nativeEvent.isComposing && entry !== undefined) choose(entry)
    else return
    event.preventDefault()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the slash belongs to the whole panel
    <div
      className="reference-panel"
      data-entry={shown?.id ?? ''}
      onKeyDown={event => {
        if (event.key !== '/' || event.target === field.current) return
        event.preventDefault()
        field.current?.select()
      }}
    >
      <header>
        <h2>{words.title}</h2>
        <input
          ref={field}
          type="search"
          role="combobox"
          aria-label={words.find}
          aria-expanded={true}
          aria-controls={listId}
          aria-activedescendant={found.length === 0 ? undefined : `${listId}-${marked}`}
          aria-autocomplete="list"
          placeholder={words.find}
          spellCheck={false}
          autoCapitalize="off"
          value={query}
          onChange={event => {
            setQuery(event.target.value)
            setMarked(0)
            if (shown !== null) view.getState().consult('')
          }}
          onKeyDown={pressed}
        />
        <button
          type="button"
          className="button plain square"
          aria-label={actions.close}
          onClick={() => view.getState().consult(null)}
        >
          <CloseIcon />
        </button>
      </header>
      <div className="reference-body">
        <Found
          id={listId}
          found={found}
          marked={marked}
          shown={shown}
          query={query}
          choose={choose}
          onKeyDown={pressed}
        />
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard */}
        <section className="reference-page" tabIndex={0} aria-label={words.page}>
          {shown !== null && (
            <button
              type="button"
              className="button plain reference-back"
              onClick={() => view.getState().consult('')}
            >
              ← {words.back}
            </button>
          )}
          {shown !== null && reference !== null ? (
            <Article entry={shown} reference={reference} />
          ) : (
            <Overview reference={reference} />
          )}
        </section>
      </div>
    </div>
  )
}

/** The reference in the page's language; null until it is there. */
function useReference(): Reference | null {
  const { reference, session } = useApp()
  const language = usePreferences(state => state.language)
  const [loaded, setLoaded] = useState<Reference | null>(null)
  useEffect(() => {
    let gone = false
    reference(language).then(
      entries => !gone && setLoaded(entries),
      error => session.getState().report(error),
    )
    return () => {
      gone = true
    }
  }, [reference, session, language])
  return loaded
}
