import { make, prepareCanvas } from './canvas.ts'
import type { TimelineRun, TimelineTheme } from './contract.ts'
import type { Frame, RunChart } from './runChart.ts'
import type { Stage } from './stage.ts'
import { coresInUse } from './usage.ts'
import { paintUsage, usageTicks } from './usageChart.ts'

/** Pixels for which one average is drawn. */
const COLUMN = 2
const OPACITY = 0.3
const LABEL = 14

/** The chart of cores in use: title, which colour is whose, scale, areas. */
export class UsageSection {
  readonly #stage: Stage

  constructor(stage: Stage) {
    this.#stage = stage
  }

  draw(frame: Frame, theme: TimelineTheme, charts: readonly RunChart[], cores: number): void {
    const { view, gutter, width, margin, scale, usageHeight: height, words } = frame
    const { usageHead, usageBody, usageCanvas, usageTicks: labels } = this.#stage
    const title = make('span', 'tl-title')
    title.textContent = words.coresInUse
    const keys = charts.map(({ run }) => keyOf(run, theme))
    usageHead.replaceChildren(title, ...(keys.length > 1 ? keys : []))
    usageBody.style.height = `${height}px`
    usageCanvas.style.left = `${gutter}px`
    labels.replaceChildren(
      ...usageTicks(cores).map(tick => {
        const label = make('div', 'tl-usage-tick')
        label.style.width = `${gutter}px`
        label.style.top = `${1 + (1 - tick / cores) * (height - 1) - LABEL / 2}px`
        label.textContent = String(tick)
        return label
      }),
    )
    const context = prepareCanvas(usageCanvas, width + margin, height, scale)
    if (context === null) return
    const msPerPixel = (view.end - view.start) / width
    const seen = { start: view.start, end: view.end + margin * msPerPixel }
    const columns = Math.ceil((width + margin) / COLUMN)
    const areas = charts.map(({ run, indexes }) => ({
      colour: colourOf(run, theme),
      opacity: OPACITY,
      used: coresInUse(run.model, indexes, seen, columns),
    }))
    paintUsage(context, theme, areas, cores, width + margin, height)
  }
}

function keyOf(run: TimelineRun, theme: TimelineTheme): HTMLElement {
  const key = make('span', 'tl-usage-key')
  const swatch = make('i', '', key)
  swatch.style.background = colourOf(run, theme)
  swatch.style.opacity = '0.5'
  key.append(run.title)
  return key
}

const colourOf = (run: TimelineRun, theme: TimelineTheme): string =>
  run.key === 'single' || run.key === 'threads' ? theme.process(0) : theme.good
