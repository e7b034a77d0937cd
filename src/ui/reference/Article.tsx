import { type MouseEvent, useEffect, useRef } from 'react'
import { type Reference, type ReferenceEntry, referenceHash } from '../../state/reference.ts'
import { useApp, useWords } from '../context.ts'
import { Markdown } from '../kit/Markdown.tsx'

interface ArticleProps {
  readonly entry: ReferenceEntry
  readonly reference: Reference
}

/** The page of an entry: of a member the page of its class, at its place. */
export function Article({ entry, reference }: ArticleProps) {
  const words = useWords().reference
  const article = useRef<HTMLElement>(null)
  const page = reference.find(({ id }) => id === entry.page) ?? entry
  const members = reference.filter(
    other =>
      other.page === page.id ||
      (page.item === null && other.module === page.module && other.page === other.id),
  )

  useEffect(() => {
    const region = article.current?.parentElement
    const place = article.current?.querySelector(`[data-entry="${CSS.escape(entry.id)}"]`)
    if (entry.id === page.id || !place) region?.scrollTo({ top: 0 })
    else place.scrollIntoView({ block: 'center' })
  }, [entry, page])

  const { item, module } = page
  return (
    <article ref={article}>
      <p className="reference-crumb">
        {item === null ? words.module : <EntryLink id={module.specifier} text={module.specifier} />}
      </p>
      <h3>{page.path}</h3>
      {item === null && module.specifier !== '' && (
        <pre className="signature">{`import { … } from '${module.specifier}'`}</pre>
      )}
      <Words entry={page} />
      {members.map(member =>
        member.id === page.id ? null : item === null ? (
          <Line key={member.id} id={member.id} text={member.path} doc={member.item?.doc.text ?? ''} />
        ) : (
          <section
            key={member.id}
            className="reference-member"
            data-entry={member.id}
            data-chosen={member.id === entry.id || undefined}
          >
            <h4>
              <EntryLink id={member.id} text={member.item?.name ?? ''} />
            </h4>
            <Words entry={member} />
          </section>
        ),
      )}
    </article>
  )
}

/** Before anything is chosen: the modules, and how to go on. */
export function Overview({ reference }: { readonly reference: Reference | null }) {
  const words = useWords().reference
  if (reference === null) return <p className="reference-note">{words.loading}</p>
  return (
    <article>
      <p>{words.hint}</p>
      {reference.map(({ id, item, module }) =>
        item === null ? <Line key={id} id={id} text={id} doc={module.doc.text} /> : null,
      )}
    </article>
  )
}

function Line({ id, text, doc }: { readonly id: string; readonly text: string; readonly doc: string }) {
  return (
    <section className="reference-line">
      <EntryLink id={id} text={text} />
      <div>
        <Markdown text={firstSentence(doc)} />
      </div>
    </section>
  )
}

function Words({ entry: { item, module } }: { readonly entry: ReferenceEntry }) {
  const words = useWords().reference
  const { text, params, returns, examples } = item?.doc ?? module.doc
  return (
    <>
      {item?.signatures.map(signature => (
        <pre key={signature} className="signature">
          {signature}
        </pre>
      ))}
      <Markdown text={text} />
      {(params.length > 0 || returns !== '') && (
        <dl>
          {params.map(param => (
            <div key={param.name}>
              <dt>
                <code>{param.name}</code>
              </dt>
              <dd>
                <Markdown text={param.text} />
              </dd>
            </div>
          ))}
          {returns !== '' && (
            <div>
              <dt>{words.returns}</dt>
              <dd>
                <Markdown text={returns} />
              </dd>
            </div>
          )}
        </dl>
      )}
      {examples.map(example => (
        <pre key={example} className="example">
          {example}
        </pre>
      ))}
    </>
  )
}

/** Shows the entry here; in another tab, by its own address. */
function EntryLink({ id, text }: { readonly id: string; readonly text: string }) {
  const { view } = useApp()
  const follow = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    // The address stays as it is: it may hold the program.
    event.preventDefault()
    view.getState().consult(id)
  }
  return (
    <a href={`${location.origin}${location.pathname}${referenceHash(id)}`} onClick={follow}>
      {text}
    </a>
  )
}

/** Up to the first full stop, of whichever language. */
function firstSentence(text: string): string {
  const paragraph = text.split('\n\n')[0]?.replace(/\s*\n\s*/g, ' ') ?? ''
  return /^.*?(?:[.:](?=\s|$)|。)/.exec(paragraph)?.[0].replace(/:$/, '.') ?? paragraph
}
