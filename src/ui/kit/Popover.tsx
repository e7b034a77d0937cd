import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import './popover.css'

interface PopoverProps {
  readonly label: ReactNode
  /** Name for assistive technology, where the label alone does not say it. */
  readonly name: string
  readonly className?: string
  readonly align?: 'start' | 'end'
  readonly children: (close: () => void) => ReactNode
}

/** A button that opens a small panel below itself. Closes by Esc, by a click elsewhere, and when focus leaves. */
export function Popover({ label, name, className = 'button', align = 'start', children }: PopoverProps) {
  const [open, setOpen] = useState(false)
  const id = useId()
  const root = useRef<HTMLSpanElement>(null)
  const button = useRef<HTMLButtonElement>(null)

  useEffect(() => {
    if (!open) return
    const away = (event: Event): void => {
      if (event.target instanceof Node && root.current?.contains(event.target) === false) setOpen(false)
    }
    document.addEventListener('pointerdown', away)
    document.addEventListener('focusin', away)
    return () => {
      document.removeEventListener('pointerdown', away)
      document.removeEventListener('focusin', away)
    }
  }, [open])

  const close = (): void => {
    setOpen(false)
    button.current?.focus()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Esc belongs to the whole panel
    <span
      className="popover"
      ref={root}
      onKeyDown={event => {
        if (!open || event.key !== 'Escape') return
        event.stopPropagation()
        close()
      }}
    >
      <button
        type="button"
        ref={button}
        className={className}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        aria-label={name}
        onClick={() => setOpen(!open)}
      >
        {label}
      </button>
      {open && (
        // biome-ignore lint/a11y/useSemanticElements: not fields of a form alone
        <div className="popover-panel" id={id} role="group" aria-label={name} data-align={align}>
          {children(close)}
        </div>
      )}
    </span>
  )
}
