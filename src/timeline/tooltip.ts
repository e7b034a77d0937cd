import type { Description } from './describe.ts'

const DISTANCE = 14
const MARGIN = 8

/** The box beside the pointer. Shown in the top layer, so that no container cuts it off. */
export class Tooltip {
  readonly element = document.createElement('div')
  readonly #title = document.createElement('div')
  readonly #lines = document.createElement('div')

  constructor() {
    this.element.className = 'tl-tooltip'
    this.element.setAttribute('role', 'tooltip')
    this.element.popover = 'manual'
    this.#title.className = 'tl-tooltip-title'
    this.element.append(this.#title, this.#lines)
  }

  show(description: Description, colour: string, x: number, y: number): void {
    const { element } = this
    this.#title.textContent = description.title
    this.#lines.replaceChildren(
      ...description.lines
        .filter(line => line !== '')
        .map(line => {
          const row = document.createElement('div')
          row.textContent = line
          return row
        }),
    )
    element.style.setProperty('--tl-mark', colour)
    if (!element.matches(':popover-open')) element.showPopover()
    const { width, height } = element.getBoundingClientRect()
    const right = x + DISTANCE + width + MARGIN <= window.innerWidth
    const left = right ? x + DISTANCE : Math.max(MARGIN, x - DISTANCE - width)
    const below = y + DISTANCE + height + MARGIN <= window.innerHeight
    const top = below ? y + DISTANCE : Math.max(MARGIN, y - DISTANCE - height)
    element.style.transform = `translate(${Math.round(Math.min(left, Math.max(MARGIN, window.innerWidth - width - MARGIN)))}px, ${Math.round(top)}px)`
  }

  hide(): void {
    if (this.element.matches(':popover-open')) this.element.hidePopover()
  }
}
