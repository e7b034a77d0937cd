import { type KeyboardEvent, useEffect, useRef } from 'react'
import type { ReferenceEntry } from '../../state/reference.ts'
import { useWords } from '../context.ts'

interface FoundProps {
  readonly id: string
  readonly found: readonly ReferenceEntry[]
  /** The one that Enter chooses. */
  readonly marked: number
  readonly shown: ReferenceEntry | null
  readonly query: string
  choose(entry: ReferenceEntry): void
  onKeyDown(event: KeyboardEvent): void
}

/** What was found. The field above it moves the mark; a pointer chooses. */
export function Found({ id, found, marked, shown, query, choose, onKeyDown }: FoundProps) {
  const { reference: words, formats } = useWords()
  const box = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the mark is a place in what was found
  useEffect(() => {
    box.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [marked, found])
  return (
    <div className="reference-found">
      <p role="status" className={found.length === 0 ? 'reference-note' : 'hidden'}>
        {query === '' ? '' : words.found(found.length, formats.count(found.length))}
      </p>
      <div
        role="listbox"
        className="reference-list"
        ref={box}
        id={id}
        aria-label={words.entries}
        aria-activedescendant={found.length === 0 ? undefined : `${id}-${marked}`}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        {found.map((entry, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys go to the field, which has the focus
          <div
            key={entry.id}
            role="option"
            id={`${id}-${index}`}
            tabIndex={-1}
            className={entry.item === null ? 'reference-module' : 'reference-option'}
            aria-selected={index === marked}
            data-api={entry.id}
            data-shown={entry.id === shown?.id || undefined}
            onClick={() => choose(entry)}
          >
            <span>{entry.path}</span>
            {entry.item !== null && <small>{words.kinds[entry.item.kind]}</small>}
            {query !== '' && entry.item !== null && (
              <small className="of">{entry.module.specifier || words.everywhere}</small>
            )}
          </div>
        ))}
      </div>
    </div>
  )
}
