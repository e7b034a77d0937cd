import { TimeAxis } from './axis.ts'
import { make } from './canvas.ts'
import type { TimelineTheme } from './contract.ts'
import { Tooltip } from './tooltip.ts'

/** The fixed parts of the page: everything that is there whatever runs. */
export class Stage {
  /** What the host holds: the scrolling part, and the ring around it when it has the focus. */
  readonly shell = make('div', 'tl')
  readonly root = make('div', 'tl-scroll', this.shell)
  readonly axis = new TimeAxis()
  readonly tooltip = new Tooltip()
  readonly content: HTMLElement
  readonly runs: HTMLElement
  readonly empty: HTMLElement
  readonly emptyText: HTMLElement
  readonly foot: HTMLElement
  readonly legend: HTMLElement
  readonly hint: HTMLElement
  readonly usage: HTMLElement
  readonly usageHead: HTMLElement
  readonly usageBody: HTMLElement
  readonly usageCanvas: HTMLCanvasElement
  readonly usageTicks: HTMLElement
  readonly live: HTMLElement
  readonly #hairline: HTMLElement
  readonly #brush: HTMLElement
  readonly #brushText: HTMLElement

  constructor(host: HTMLElement) {
    this.root.tabIndex = 0
    this.root.setAttribute('role', 'application')
    this.content = make('div', 'tl-content', this.root)
    this.content.append(this.axis.grid)
    this.runs = make('div', 'tl-runs', this.content)
    this.empty = make('div', 'tl-empty', this.content)
    this.emptyText = make('span', '', this.empty)
    this.foot = make('div', 'tl-foot', this.content)
    this.legend = make('div', 'tl-legend', this.foot)
    this.hint = make('div', 'tl-hint', this.foot)
    this.usage = make('section', 'tl-usage', this.content)
    this.usageHead = make('div', 'tl-head', this.usage)
    this.usageBody = make('div', 'tl-usage-body', this.usage)
    this.usageCanvas = make('canvas', 'tl-canvas', this.usageBody)
    this.usageCanvas.setAttribute('aria-hidden', 'true')
    this.usageTicks = make('div', '', this.usageBody)
    this.#hairline = make('div', 'tl-hairline', this.content)
    this.#brush = make('div', 'tl-brush', this.content)
    this.#brushText = make('span', '', this.#brush)
    this.#hairline.hidden = this.#brush.hidden = true
    this.live = make('div', 'tl-live', this.root)
    this.live.setAttribute('aria-live', 'polite')
    this.root.append(this.axis.element, this.tooltip.element)
    host.append(this.shell)
  }

  dress(theme: TimelineTheme): void {
    const { background, ink, soft, grid, accent, good, bad } = theme
    for (const [name, colour] of Object.entries({ background, ink, soft, grid, accent, good, bad })) {
      this.shell.style.setProperty(`--tl-${name}`, colour)
    }
  }

  /** A line through all charts at `x` from the left of the content; null hides it. */
  showHairline(x: number | null): void {
    this.#hairline.hidden = x === null
    if (x !== null) this.#hairline.style.transform = `translateX(${Math.round(x)}px)`
  }

  showBrush(range: readonly [from: number, to: number] | null, text: string): void {
    this.#brush.hidden = range === null
    if (range === null) return
    this.#brush.style.left = `${range[0]}px`
    this.#brush.style.width = `${range[1] - range[0]}px`
    this.#brushText.textContent = text
  }

  /** Height that the host has of itself; null where it grows with what it holds. */
  ownHeight(host: HTMLElement): number | null {
    const { scrollTop } = this.root
    // Out of the flow, but not hidden: hiding it would take the focus away.
    this.shell.style.position = 'fixed'
    const height = host.clientHeight
    this.shell.style.position = ''
    this.root.scrollTop = scrollTop
    return height >= 160 ? height : null
  }
}
