/** What the keys do to the charts. */
export interface KeyTarget {
  zoomBy(factor: number): void
  /** By a share of the view. */
  panBy(share: number): void
  fit(): void
  /** To the previous or next span, or to the lane above or below. */
  moveSelection(spans: -1 | 0 | 1, lanes: -1 | 0 | 1): void
  pick(): void
  clear(): void
}

const ZOOM = 1.4
const PAN = 0.15

/** Runs the command of a key. False when it means nothing here and should go on to the page. */
export function pressKey(event: KeyboardEvent, target: KeyTarget): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false
  const shift = event.shiftKey
  switch (keyOf(event)) {
    case 'w':
    case '+':
    case '=':
      target.zoomBy(ZOOM)
      return true
    case 's':
    case '-':
      target.zoomBy(1 / ZOOM)
      return true
    case 'a':
      target.panBy(-PAN)
      return true
    case 'd':
      target.panBy(PAN)
      return true
    case '0':
    case 'f':
      target.fit()
      return true
    case 'arrowleft':
      if (shift) target.panBy(-PAN)
      else target.moveSelection(-1, 0)
      return true
    case 'arrowright':
      if (shift) target.panBy(PAN)
      else target.moveSelection(1, 0)
      return true
    case 'arrowup':
      target.moveSelection(0, -1)
      return true
    case 'arrowdown':
      target.moveSelection(0, 1)
      return true
    case 'enter':
      target.pick()
      return true
    case 'escape':
      target.clear()
      return true
    default:
      return false
  }
}

/** The letter on the key; while an input method holds the keyboard, the key's place. */
function keyOf(event: KeyboardEvent): string {
  if (event.key === 'Process' && event.code.startsWith('Key')) return event.code.slice(3).toLowerCase()
  return event.key.toLowerCase()
}
