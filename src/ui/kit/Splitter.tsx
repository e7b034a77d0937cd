import type { PointerEvent } from 'react'
import './splitter.css'

interface SplitterProps {
  readonly name: string
  /** `across`: the pane before it grows to the right; `up`: the pane after it grows upwards. */
  readonly direction: 'across' | 'up'
  /** Size of that pane, in percent of the parent. */
  readonly value: number
  readonly from: number
  readonly to: number
  onChange(value: number): void
}

const STEP = 2

/** A line between two panes that can be dragged, or moved by the arrow keys. */
export function Splitter({ name, direction, value, from, to, onChange }: SplitterProps) {
  const across = direction === 'across'
  const set = (percent: number): void => onChange(Math.min(to, Math.max(from, percent)))
  const drag = (event: PointerEvent<HTMLDivElement>): void => {
    const box = event.currentTarget.parentElement?.getBoundingClientRect()
    if (box === undefined || !event.currentTarget.hasPointerCapture(event.pointerId)) return
    set(
      across
        ? (100 * (event.clientX - box.left)) / box.width
        : (100 * (box.bottom - event.clientY)) / box.height,
    )
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule can't be moved
    <div
      className={`splitter ${direction}`}
      role="separator"
      tabIndex={0}
      aria-label={name}
      aria-orientation={across ? 'vertical' : 'horizontal'}
      aria-valuenow={Math.round(value)}
      aria-valuemin={from}
      aria-valuemax={to}
      onPointerDown={event => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onKeyDown={event => {
        const grow = across ? 'ArrowRight' : 'ArrowUp'
        const shrink = across ? 'ArrowLeft' : 'ArrowDown'
        if (event.key !== grow && event.key !== shrink) return
        event.preventDefault()
        set(value + (event.key === grow ? STEP : -STEP))
      }}
    />
  )
}
