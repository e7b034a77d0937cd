import { axisBottom } from 'd3-axis'
import { format } from 'd3-format'
import { scaleLinear } from 'd3-scale'
import { type Selection, select } from 'd3-selection'
import type { TimelineWords, TimeUnit } from './contract.ts'
import type { View } from './viewport.ts'

const TICK_ROOM = 84

/** The unit in which ticks `step` ms apart are short numbers, and how many ms it has. */
export function unitFor(step: number, end: number): { readonly unit: TimeUnit; readonly ms: number } {
  if (step >= 1000 || (end >= 2000 && step >= 100)) return { unit: 's', ms: 1000 }
  if (step < 0.01 && end < 1000) return { unit: 'us', ms: 0.001 }
  return { unit: 'ms', ms: 1 }
}

/** The one time axis of all charts, and the lines that carry its ticks through them. */
export class TimeAxis {
  readonly element: SVGSVGElement
  readonly grid: SVGSVGElement
  readonly #axis: Selection<SVGGElement, unknown, null, undefined>
  readonly #lines: Selection<SVGGElement, unknown, null, undefined>

  constructor() {
    const svg = (className: string): SVGSVGElement => {
      const element = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
      element.setAttribute('class', className)
      element.setAttribute('aria-hidden', 'true')
      return element
    }
    this.element = svg('tl-axis')
    this.grid = svg('tl-grid')
    this.#axis = select(this.element).append('g')
    this.#lines = select(this.grid).append('g')
  }

  draw(view: View, left: number, width: number, height: number, words: TimelineWords): void {
    const count = Math.max(2, Math.floor(width / TICK_ROOM))
    const plain = scaleLinear([view.start, view.end], [left, left + width])
    const [first = 0, second = first + 1] = plain.ticks(count)
    const { unit, ms } = unitFor(second - first, view.end)
    // A scale in the shown unit, so that its ticks are round in that unit.
    const scale = scaleLinear([view.start / ms, view.end / ms], [left, left + width])
    const ticks = scale.ticks(count)
    const step = (ticks[1] ?? 1) - (ticks[0] ?? 0)
    const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9))
    const number = format(`,.${Math.min(decimals, 6)}f`)
    const last = ticks.length - 1
    this.#axis.call(
      axisBottom<number | { valueOf(): number }>(scale)
        .tickValues(ticks)
        .tickSize(0)
        .tickPadding(8)
        .tickFormat((value, index) =>
          index === last ? `${number(+value)} ${words.unit(unit)}` : number(+value),
        ),
    )
    this.#lines.attr('transform', `translate(0 ${height})`).call(
      axisBottom<number | { valueOf(): number }>(scale)
        .tickValues(ticks)
        .tickSize(-height)
        .tickFormat(() => ''),
    )
  }
}
