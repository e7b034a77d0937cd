import { type ReactNode, useId, useState } from 'react'
import './tip.css'

interface TipProps {
  /** What to say about the control. */
  readonly text: ReactNode
  /** Keys that do the same, quietly beside the text. */
  readonly keys?: string | undefined
  readonly align?: 'start' | 'center' | 'end'
  readonly side?: 'below' | 'above'
  readonly children: (describedBy: string) => ReactNode
}

/** From the edge of the page, in pixels. */
const MARGIN = 8

/** Shifts a tooltip that would stick out of the page. */
function keepOnPage(tip: HTMLElement): void {
  const body = tip.querySelector<HTMLElement>('.tip-body')
  if (body === null) return
  body.style.transform = ''
  const { left, right } = body.getBoundingClientRect()
  const over = right - (document.documentElement.clientWidth - MARGIN)
  const shift = over > 0 ? -over : Math.max(0, MARGIN - left)
  if (shift !== 0) body.style.transform = `translateX(${shift}px)`
}

/** A tooltip for pointer and keyboard. It only describes: everything works without it. Esc puts it away. */
export function Tip({ text, keys, align = 'center', side = 'below', children }: TipProps) {
  const id = useId()
  const [dismissed, setDismissed] = useState(false)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only watches the control inside, which has the role
    <span
      className="tip"
      data-align={align}
      data-side={side}
      data-dismissed={dismissed || undefined}
      onKeyDown={event => event.key === 'Escape' && setDismissed(true)}
      onPointerDown={() => setDismissed(true)}
      onPointerEnter={event => {
        setDismissed(false)
        keepOnPage(event.currentTarget)
      }}
      onFocus={event => keepOnPage(event.currentTarget)}
      onBlur={() => setDismissed(false)}
    >
      {children(id)}
      <span className="tip-body" role="tooltip" id={id}>
        {text}
        {keys !== undefined && <kbd>{keys}</kbd>}
      </span>
    </span>
  )
}
