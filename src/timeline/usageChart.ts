import { scaleLinear } from 'd3-scale'
import type { TimelineTheme } from './contract.ts'

export interface UsageArea {
  readonly colour: string
  readonly opacity: number
  readonly used: Float64Array
}

/** Height of the chart of cores in use; it takes some of the room that the lanes leave over. */
export function usageHeight(cores: number, spare = 0): number {
  const height = Math.max(36, Math.min(64, cores * 18))
  const most = Math.min(128, 32 + 32 * cores)
  return height + Math.floor(Math.max(0, Math.min(spare, most - height)))
}

/** Whole numbers of cores for the scale at the left, from the top down. */
export function usageTicks(cores: number): readonly number[] {
  if (cores <= 3) return Array.from({ length: cores }, (_, index) => cores - index)
  return [cores, Math.round(cores / 2)]
}

/** Paints one area a run, each pixel as high as the cores it kept busy. */
export function paintUsage(
  context: CanvasRenderingContext2D,
  theme: TimelineTheme,
  areas: readonly UsageArea[],
  cores: number,
  width: number,
  height: number,
): void {
  const y = scaleLinear([0, Math.max(1, cores)], [height, 1])
  context.fillStyle = theme.grid
  for (const tick of usageTicks(cores)) context.fillRect(0, Math.round(y(tick)), width, 1)
  context.fillRect(0, height - 1, width, 1)
  for (const { colour, opacity, used } of areas) {
    const step = width / Math.max(1, used.length)
    context.beginPath()
    context.moveTo(0, height)
    used.forEach((value, column) => {
      const top = y(Math.min(cores, value))
      context.lineTo(column * step, top)
      context.lineTo((column + 1) * step, top)
    })
    context.lineTo(width, height)
    context.closePath()
    context.globalAlpha = opacity
    context.fillStyle = colour
    context.fill()
    context.globalAlpha = 1
  }
}
