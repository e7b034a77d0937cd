import type { WaitKind } from './contract.ts'
import type { Palette } from './palette.ts'

/** Fills for waiting: each kind has a figure of its own, so that it is told apart without colour, and in print. */
export type Patterns = Readonly<Record<WaitKind, CanvasPattern | string>>

const TILE = 6

type Draw = (context: CanvasRenderingContext2D) => void

export function makePatterns(palette: Palette, scale: number): Patterns {
  const { wait, lock, soft, ready } = palette
  return {
    lock: tile(lock, 0.16, lock, scale, context => {
      slash(context, 1)
      slash(context, -1)
    }),
    queue: tile(wait, 0.22, soft, scale, context => slash(context, -1)),
    result: tile(wait, 0.16, wait, scale, context => slash(context, 1)),
    idle: tile(wait, 0.22, wait, scale, () => {}),
    sleep: tile(wait, 0.12, soft, scale, context => {
      context.beginPath()
      context.arc(1.5, 1.5, 0.8, 0, Math.PI * 2)
      context.arc(4.5, 4.5, 0.8, 0, Math.PI * 2)
      context.fill()
    }),
    gil: tile(ready, 0.3, soft, scale, context => context.fillRect(0, TILE / 2 - 0.5, TILE, 1)),
    start: tile(wait, 0.12, soft, scale, context => {
      context.beginPath()
      context.moveTo(1.5, 0.5)
      context.lineTo(4, TILE / 2)
      context.lineTo(1.5, TILE - 0.5)
      context.stroke()
    }),
    other: tile(wait, 0.12, soft, scale, context => context.fillRect(0, 0, 1, TILE)),
  }
}

function slash(context: CanvasRenderingContext2D, direction: 1 | -1): void {
  context.beginPath()
  // The line and its two neighbours, so that the corners of the tile join.
  for (const shift of [-TILE, 0, TILE]) {
    const from = direction === 1 ? TILE : 0
    context.moveTo(shift - 1, from + direction)
    context.lineTo(shift + TILE + 1, TILE - from - direction)
  }
  context.stroke()
}

function tile(
  ground: string,
  groundAlpha: number,
  figure: string,
  scale: number,
  draw: Draw,
): CanvasPattern | string {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = Math.round(TILE * scale)
  const context = canvas.getContext('2d')
  if (context === null) return ground
  context.scale(canvas.width / TILE, canvas.height / TILE)
  context.globalAlpha = groundAlpha
  context.fillStyle = ground
  context.fillRect(0, 0, TILE, TILE)
  context.globalAlpha = 0.85
  context.fillStyle = context.strokeStyle = figure
  context.lineWidth = 1.1
  draw(context)
  const pattern = context.createPattern(canvas, 'repeat')
  pattern?.setTransform(new DOMMatrix().scale(TILE / canvas.width, TILE / canvas.height))
  return pattern ?? ground
}
