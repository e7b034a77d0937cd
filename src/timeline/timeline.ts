import './timeline.css'
import type { SpanTarget, Timeline, TimelineOptions } from './contract.ts'
import { describeSpan, placeOf } from './describe.ts'
import { listenToHands } from './gestures.ts'
import { hitTest, timesOf } from './hitTest.ts'
import { pressKey } from './keyboard.ts'
import { gutterWidth, laneHeight, lanesFit, rowIndexAt } from './layout.ts'
import { drawLegend } from './legend.ts'
import { makePalette } from './palette.ts'
import { makePatterns } from './patterns.ts'
import { type Frame, RunChart, type Spot } from './runChart.ts'
import { Stage } from './stage.ts'
import { stepFrom } from './steps.ts'
import { usageHeight } from './usageChart.ts'
import { UsageSection } from './usageSection.ts'
import {
  clampView,
  fitView,
  grownExtent,
  isFitted,
  panView,
  revealView,
  type View,
  zoomView,
} from './viewport.ts'

/** Right of the plot, so that the last label and the end's line are not cut. */
const MARGIN = 28
const RUN_CHROME = 50
const FIXED_CHROME = 12 + 40 + 26 + 30
/** In a host this low, what explains the charts gives way to them. */
const LOW = 360
const LOW_RUN_CHROME = 40
const LOW_CHROME = 4 + 30
const LEGEND = 28
const QUIET_EXTENT = 1000
/** Pixels beside a span in which the pointer still finds it. */
const SLACK = 2

/** A span of one of the charts. */
interface Place extends Spot {
  readonly chart: RunChart
}

/** Draws runs into `host`, which the timeline fills. */
export function createTimeline(host: HTMLElement, options: TimelineOptions): Timeline {
  let { theme, words, unfolded } = options
  const stage = new Stage(host)
  const usage = new UsageSection(stage)
  const charts = new Map<string, RunChart>()
  const ending = new AbortController()
  const { signal } = ending
  let palette = makePalette(theme)
  let view: View = fitView(QUIET_EXTENT)
  let extent = QUIET_EXTENT
  let fitted = true
  let hovered: Place | null = null
  let selected: Place | null = null
  let frame: Frame | null = null
  let requested = 0
  let room: number | null = null
  let legendState = ''
  let patterns = makePatterns(palette, 1)
  let patternScale = 0

  const chartList = (): RunChart[] => [...charts.values()]
  const hasLanes = (): boolean => chartList().some(chart => chart.run.model.lanes.length > 0)

  function schedule(): void {
    if (requested === 0 && !signal.aborted) requested = requestAnimationFrame(draw)
  }

  function currentExtent(): number {
    const ends = chartList().map(({ run: { model, running } }) => {
      if (running) return grownExtent(model.now)
      return Number.isNaN(model.duration) ? model.now : model.duration
    })
    const longest = Math.max(0, ...ends)
    return longest > 0 ? longest : QUIET_EXTENT
  }

  function showView(next: View): void {
    view = next
    fitted = isFitted(next, extent)
    schedule()
  }

  /** What the host leaves to the lanes; null where it grows with them. */
  function spareFor(lanes: number): { readonly low: boolean; readonly spare: number | null } {
    if (room === null) return { low: false, spare: null }
    const spare = room - FIXED_CHROME - RUN_CHROME * charts.size - usageHeight(mostCores())
    if (room >= LOW || lanesFit(lanes, spare)) return { low: false, spare }
    // Its height as last drawn: it changes with the kinds of marks alone.
    const legend = Math.max(LEGEND, stage.foot.offsetHeight)
    return { low: true, spare: room - LOW_CHROME - legend - LOW_RUN_CHROME * charts.size }
  }

  function makeFrame(): Frame {
    const total = stage.root.clientWidth
    const scale = Math.max(1, window.devicePixelRatio)
    if (scale !== patternScale) {
      patternScale = scale
      patterns = makePatterns(palette, scale)
      legendState = ''
    }
    const family = getComputedStyle(stage.root).fontFamily
    const context = stage.usageCanvas.getContext('2d')
    let longest = 0
    let lanes = 0
    if (context !== null) context.font = `12px ${family}`
    for (const chart of charts.values()) {
      lanes += Math.max(1, chart.rows.length)
      for (const ordinal of chart.rows) {
        const name = chart.laneAt(ordinal)?.name ?? ''
        longest = Math.max(longest, context?.measureText(name).width ?? 0)
      }
    }
    const gutter = gutterWidth(total, longest)
    const { low, spare } = spareFor(lanes)
    const height = laneHeight(lanes, spare)
    stage.root.classList.toggle('tl-low', low)
    stage.root.classList.toggle('tl-narrow', gutter < 100)
    return {
      view,
      gutter,
      width: Math.max(40, total - gutter - MARGIN),
      margin: MARGIN,
      laneHeight: height,
      usageHeight: usageHeight(mostCores(), spare === null ? 0 : spare - lanes * height),
      scale,
      font: `11px ${family}`,
      palette,
      patterns,
      words,
    }
  }

  const mostCores = (): number => Math.max(1, ...chartList().map(chart => chart.run.model.cores))

  function draw(): void {
    requested = 0
    extent = currentExtent()
    view = fitted ? fitView(extent) : clampView(view, extent)
    for (const chart of charts.values()) chart.follow(words, unfolded)
    const shown = hasLanes()
    stage.empty.hidden = charts.size > 0
    stage.root.classList.toggle('tl-quiet', charts.size === 0)
    stage.foot.hidden = stage.usage.hidden = !shown
    frame = makeFrame()
    for (const chart of charts.values()) chart.draw(frame)
    drawWords()
    if (shown) {
      drawKey(frame)
      usage.draw(frame, theme, chartList(), mostCores())
    }
    drawMarks()
    stage.axis.draw(view, frame.gutter, frame.width, stage.content.offsetHeight, words)
  }

  function drawWords(): void {
    stage.root.setAttribute('aria-label', words.label)
    stage.emptyText.textContent = words.empty
    stage.hint.textContent = words.hint
  }

  function drawKey({ scale }: Frame): void {
    const kinds = chartList().reduce((bits, chart) => bits | chart.kinds(), 1)
    const state = `${kinds} ${scale}`
    if (state === legendState) return
    legendState = state
    drawLegend(stage.legend, kinds, palette, patterns, words, scale)
  }

  function drawMarks(): void {
    if (frame === null) return
    for (const chart of charts.values()) {
      chart.mark(
        hovered?.chart === chart ? hovered : null,
        selected?.chart === chart ? selected : null,
        frame,
      )
    }
  }

  const plotX = (clientX: number): number =>
    clientX - stage.root.getBoundingClientRect().left - (frame?.gutter ?? 0)
  const timeAt = (x: number): number => view.start + (x / (frame?.width ?? 1)) * (view.end - view.start)

  function placeAt(clientX: number, clientY: number): Place | null {
    if (frame === null) return null
    const x = plotX(clientX)
    const slack = SLACK * ((view.end - view.start) / frame.width)
    for (const chart of charts.values()) {
      const { model } = chart.run
      const y = clientY - chart.body.getBoundingClientRect().top
      const ordinal = chart.rows[rowIndexAt(y, frame.laneHeight, chart.rows.length)]
      const lane = ordinal === undefined ? undefined : chart.laneAt(ordinal)
      if (ordinal === undefined || lane === undefined || x < 0) continue
      const hit = hitTest(lane, timeAt(x), slack, model.now)
      return hit === null ? null : { chart, ordinal, hit }
    }
    return null
  }

  function targetOf({ chart, ordinal, hit }: Place): SpanTarget | null {
    const lane = chart.laneAt(ordinal)
    if (lane === undefined) return null
    const { kind, index } = hit
    return { run: chart.run.key, lane: lane.lane, kind, index, place: placeOf(chart.run, lane, hit) }
  }

  function pick(place: Place): void {
    const target = targetOf(place)
    if (target !== null) options.onPick(target)
  }

  function leave(): void {
    hovered = null
    stage.showHairline(null)
    stage.tooltip.hide()
    drawMarks()
  }

  function hover(clientX: number, clientY: number): void {
    const x = plotX(clientX)
    if (frame === null || x < 0 || x > frame.width + frame.margin) {
      leave()
      return
    }
    hovered = placeAt(clientX, clientY)
    const lane = hovered?.chart.laneAt(hovered.ordinal)
    stage.showHairline(hasLanes() ? frame.gutter + x : null)
    const index = hovered?.chart.indexes[hovered.ordinal]
    if (hovered === null || lane === undefined || index === undefined) stage.tooltip.hide()
    else {
      const description = describeSpan(hovered.chart.run, lane, hovered.hit, index, words)
      stage.tooltip.show(description, palette.lane(lane.lane).base, clientX, clientY)
    }
    drawMarks()
  }

  function choose(place: Place | null, reveal: boolean): void {
    selected = place
    const lane = place?.chart.laneAt(place.ordinal)
    const index = place?.chart.indexes[place.ordinal]
    if (place === null || lane === undefined || index === undefined) {
      stage.live.textContent = ''
      drawMarks()
      return
    }
    const { run, body } = place.chart
    const { title, lines } = describeSpan(run, lane, place.hit, index, words)
    stage.live.textContent = [title, ...lines].join('. ')
    if (reveal && frame !== null) {
      const { start, end } = timesOf(lane, place.hit, run.model.now)
      showView(revealView(view, start, end, extent))
      revealRow(body, place.chart.rows.indexOf(place.ordinal) * frame.laneHeight, frame.laneHeight)
    }
    schedule()
  }

  /** Scrolls as little as needed to see a lane above the axis. */
  function revealRow(body: HTMLElement, top: number, height: number): void {
    const box = stage.root.getBoundingClientRect()
    const y = body.getBoundingClientRect().top + top - box.top
    const bottom = stage.root.clientHeight - stage.axis.element.clientHeight
    if (y < 0) stage.root.scrollTop += y
    else if (y + height > bottom) stage.root.scrollTop += y + height - bottom
  }

  /** The span of a lane that is nearest to `time`. */
  function placeNear(chart: RunChart, ordinal: number, time: number): Place | null {
    const lane = chart.laneAt(ordinal)
    if (lane === undefined) return null
    const { now } = chart.run.model
    const hit = hitTest(lane, time, Number.POSITIVE_INFINITY, now)
    return hit === null ? null : { chart, ordinal, hit }
  }

  function moveSelection(spans: -1 | 0 | 1, lanes: -1 | 0 | 1): void {
    const rows = chartList().flatMap(chart => chart.rows.map(ordinal => ({ chart, ordinal })))
    const first = rows[0]
    if (first === undefined) return
    const lane = selected?.chart.laneAt(selected.ordinal)
    if (selected === null || lane === undefined) {
      choose(placeNear(first.chart, first.ordinal, view.start), true)
      return
    }
    const { chart, ordinal, hit } = selected
    const { now } = chart.run.model
    if (spans !== 0) {
      const next = stepFrom(lane, hit, spans, now)
      if (next !== null) choose({ chart, ordinal, hit: next }, true)
      return
    }
    const at = rows.findIndex(row => row.chart === chart && row.ordinal === ordinal)
    const { start, end } = timesOf(lane, hit, now)
    const time = (Math.max(start, view.start) + Math.min(end, view.end)) / 2
    // A lane in which nothing happened yet has no span to select.
    for (let row = rows[at + lanes], far = at + lanes; row !== undefined; far += lanes, row = rows[far]) {
      const place = placeNear(row.chart, row.ordinal, time)
      if (place === null) continue
      choose(place, true)
      return
    }
  }

  function fold(next: boolean): void {
    unfolded = next
    options.onFold(unfolded)
    leave()
    for (const chart of charts.values()) chart.follow(words, unfolded)
    if (selected !== null && !selected.chart.rows.includes(selected.ordinal)) choose(null, false)
    schedule()
  }

  const fit = (): void => showView(fitView(extent))

  listenToHands(
    stage.root,
    {
      plotX,
      zoom: (factor, x) => showView(zoomView(view, factor, timeAt(x), extent)),
      pan: pixels => showView(panView(view, timeAt(pixels) - view.start, extent)),
      brush(range) {
        if (frame === null || range === null) {
          stage.showBrush(null, '')
          return
        }
        const [from, to] = [...range]
          .sort((a, b) => a - b)
          .map(x => Math.max(0, Math.min(x, frame?.width ?? 0)))
        if (from === undefined || to === undefined) return
        const text = words.duration(timeAt(to) - timeAt(from))
        stage.showBrush([frame.gutter + from, frame.gutter + to], text)
      },
      choose(from, to) {
        const range = { start: Math.max(view.start, timeAt(from)), end: Math.min(view.end, timeAt(to)) }
        if (range.end > range.start) showView(clampView(range, extent))
      },
      hover,
      leave,
      click(clientX, clientY) {
        const place = placeAt(clientX, clientY)
        choose(place, false)
        if (place !== null) pick(place)
      },
      fit,
    },
    signal,
  )

  const keys = {
    zoomBy: (factor: number) => showView(zoomView(view, factor, (view.start + view.end) / 2, extent)),
    panBy: (share: number) => showView(panView(view, share * (view.end - view.start), extent)),
    fit,
    moveSelection,
    pick: () => selected !== null && pick(selected),
    clear() {
      choose(null, false)
      leave()
      stage.showBrush(null, '')
    },
  }
  stage.root.addEventListener(
    'keydown',
    event => {
      // A button has a use of its own for it.
      const pressed = event.key === 'Enter' && event.target instanceof HTMLButtonElement
      if (pressed || !pressKey(event, keys)) return
      event.preventDefault()
      stage.tooltip.hide()
    },
    { signal },
  )

  const sizes = new ResizeObserver(() => {
    room = stage.ownHeight(host)
    schedule()
  })
  sizes.observe(host)
  // Zooming the page changes devicePixelRatio, not always the host.
  window.addEventListener('resize', schedule, { signal })
  stage.dress(theme)
  schedule()

  return {
    setRuns(runs) {
      const kept = runs.some(run => charts.get(run.key)?.run.model === run.model)
      const gone = [...charts.keys()].filter(key => !runs.some(run => run.key === key))
      for (const key of gone) charts.delete(key)
      for (const run of runs) {
        const chart = charts.get(run.key)
        if (chart !== undefined && chart.run.model === run.model) chart.run = run
        else charts.set(run.key, new RunChart(run, () => fold(!unfolded)))
      }
      const ordered = runs.flatMap(run => charts.get(run.key) ?? [])
      charts.clear()
      for (const chart of ordered) charts.set(chart.run.key, chart)
      stage.runs.replaceChildren(...ordered.map(chart => chart.element))
      if (selected !== null && !ordered.includes(selected.chart)) choose(null, false)
      if (hovered !== null && !ordered.includes(hovered.chart)) leave()
      // The second run of a comparison joins the first without moving what a reader looks at.
      if (!kept) fitted = true
      schedule()
    },
    update: schedule,
    setTheme(next) {
      theme = next
      palette = makePalette(next)
      patternScale = 0
      stage.dress(next)
      schedule()
    },
    setWords(next) {
      words = next
      legendState = ''
      schedule()
    },
    select(target) {
      const chart = target === null ? undefined : charts.get(target.run)
      const ordinal = chart?.run.model.lanes.findIndex(lane => lane.lane === target?.lane) ?? -1
      if (target === null || chart === undefined || ordinal < 0) choose(null, false)
      else {
        if (!chart.rows.includes(ordinal)) fold(true)
        choose({ chart, ordinal, hit: { kind: target.kind, index: target.index } }, true)
      }
    },
    fit,
    destroy() {
      ending.abort()
      cancelAnimationFrame(requested)
      sizes.disconnect()
      stage.shell.remove()
    },
  }
}
