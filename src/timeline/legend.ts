import { make, prepareCanvas } from './canvas.ts'
import type { TimelineWords } from './contract.ts'
import type { Palette } from './palette.ts'
import type { Patterns } from './patterns.ts'
import { LEGEND_ORDER, WAIT_BITS } from './waitKind.ts'

const WIDTH = 18
const HEIGHT = 10

/** Fills `element` with the marks that occur, each with its meaning. */
export function drawLegend(
  element: HTMLElement,
  kinds: number,
  palette: Palette,
  patterns: Patterns,
  words: TimelineWords,
  scale: number,
): void {
  const items = LEGEND_ORDER.filter(kind => (kinds & WAIT_BITS[kind]) !== 0).map(kind => {
    const item = make('span', 'tl-legend-item')
    const canvas = make('canvas', '', item)
    const context = prepareCanvas(canvas, WIDTH, HEIGHT, scale)
    if (context !== null) {
      const { base, tint } = palette.lane(1)
      context.fillStyle = kind === 'working' ? base : kind === 'ready' ? tint : patterns[kind]
      context.beginPath()
      context.roundRect(0, 0, WIDTH, HEIGHT, 2)
      context.fill()
      context.strokeStyle = palette.ready
      if (kind === 'ready') context.strokeRect(0.5, 0.5, WIDTH - 1, HEIGHT - 1)
    }
    item.append(words.legend(kind))
    return item
  })
  element.replaceChildren(...items)
}
