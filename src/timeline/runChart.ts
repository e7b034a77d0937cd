import { fullName } from '../trace/laneName.ts'
import type { LaneModel } from '../trace/model.ts'
import { make, prepareCanvas } from './canvas.ts'
import type { TimelineRun, TimelineWords } from './contract.ts'
import { captionOf } from './describe.ts'
import { type Rows, rowsOf } from './folding.ts'
import { type Hit, timesOf } from './hitTest.ts'
import { rowAt } from './layout.ts'
import { type LanePaint, paintBlocked, paintLane } from './marks.ts'
import type { Palette } from './palette.ts'
import type { Patterns } from './patterns.ts'
import { SpanIndex } from './spanIndex.ts'
import type { View } from './viewport.ts'

/** How a chart is to be drawn this time. Pixels are CSS pixels. */
export interface Frame {
  readonly view: View
  readonly gutter: number
  /** Width of the stretch that `view` fills. */
  readonly width: number
  /** Room right of it, in which the end's label finds its place. */
  readonly margin: number
  readonly laneHeight: number
  readonly usageHeight: number
  readonly scale: number
  readonly font: string
  readonly palette: Palette
  readonly patterns: Patterns
  readonly words: TimelineWords
}

/** A span of this chart, by the lane's index. */
export interface Spot {
  readonly ordinal: number
  readonly hit: Hit
}

/** Room for the label of a run's end, and what stays free between the title and it. */
const END_ROOM = 72
const TITLE_GAP = 10

/** What of a name gives way in a narrow gutter, and what follows it: the number that tells siblings apart, or a thread's work. */
export function labelParts({ name, thread }: LaneModel): readonly [string, string] {
  const work = thread ? /^Thread(-\d+) \((.*)\)$/.exec(name) : null
  // Under its process it need not be said that it is a thread.
  if (work !== null) return [work[2] ?? '', ` ${work[1] ?? ''}`]
  const [, before = name, ordinal = ''] = /^(.*?)(-?\d+)$/.exec(name) ?? []
  return [before, ordinal]
}

/** One run's part of the page: title, names of the lanes, marks, its end. */
export class RunChart {
  readonly element = make('section', 'tl-run')
  readonly body: HTMLElement
  readonly indexes: SpanIndex[] = []
  readonly #title: HTMLElement
  readonly #note: HTMLElement
  readonly #fold: HTMLButtonElement
  readonly #labels: HTMLElement
  readonly #canvas: HTMLCanvasElement
  readonly #end: HTMLElement
  readonly #endTime: HTMLElement
  readonly #hovered: HTMLElement
  readonly #selected: HTMLElement
  #labelled = ''
  #rows: Rows = { shown: [], foldable: 0 }
  run: TimelineRun

  /** `toggle`: somebody wants the library's threads shown, or folded. */
  constructor(run: TimelineRun, toggle: () => void) {
    this.run = run
    const head = make('div', 'tl-head', this.element)
    this.#title = make('span', 'tl-title', head)
    this.#note = make('span', 'tl-note', head)
    this.#fold = make('button', 'tl-fold', head)
    this.#fold.type = 'button'
    this.#fold.dataset.action = 'fold'
    this.#fold.addEventListener('click', toggle)
    // Its presses are no gestures on the chart, which would capture the pointer.
    for (const press of ['pointerdown', 'dblclick']) {
      this.#fold.addEventListener(press, event => event.stopPropagation())
    }
    this.body = make('div', 'tl-body', this.element)
    this.#canvas = make('canvas', 'tl-canvas', this.body)
    this.#canvas.setAttribute('aria-hidden', 'true')
    this.#labels = make('div', 'tl-labels', this.body)
    this.#hovered = make('div', 'tl-hovered', this.body)
    this.#selected = make('div', 'tl-selected', this.body)
    this.#end = make('div', 'tl-end', this.body)
    this.#endTime = make('span', 'tl-end-time', this.#end)
  }

  /** Lanes that have a row, by their places in the model. */
  get rows(): readonly number[] {
    return this.#rows.shown
  }

  /** Follows the run: sums of new spans, its rows, the numbers that the page tells about it. */
  follow(words: TimelineWords, unfolded: boolean): void {
    this.#rows = rowsOf(this.run, unfolded)
    const { foldable } = this.#rows
    this.#fold.hidden = foldable === 0
    this.#fold.setAttribute('aria-expanded', String(unfolded))
    this.#fold.textContent = words.libraryThreads(foldable)
    const { model, key, running, ending } = this.run
    this.element.dataset.timeline = key
    this.element.dataset.ending = running ? '' : ending
    this.element.dataset.spans = String(model.spanCount)
    this.element.dataset.durationMs = String(Number.isNaN(model.duration) ? model.now : model.duration)
    this.#title.textContent = this.run.title
    this.#note.textContent = this.run.note
    model.lanes.forEach((lane, ordinal) => {
      let index = this.indexes[ordinal]
      if (index === undefined) {
        index = new SpanIndex()
        this.indexes[ordinal] = index
      }
      index.update(lane.spans)
    })
    this.indexes.length = model.lanes.length
  }

  /** Bits of the marks that occur (see `WAIT_BITS`). */
  kinds(): number {
    return this.rows.reduce((bits, ordinal) => {
      const lane = this.laneAt(ordinal)
      return lane === undefined ? bits : bits | (this.indexes[ordinal]?.kinds(lane.spans) ?? 0)
    }, 0)
  }

  draw(frame: Frame): void {
    const { model } = this.run
    const { view, gutter, width, margin, laneHeight } = frame
    const height = Math.max(1, this.rows.length) * laneHeight
    this.body.style.height = `${height}px`
    this.#drawLabels(gutter, laneHeight)
    this.#canvas.style.left = `${gutter}px`
    const context = prepareCanvas(this.#canvas, width + margin, height, frame.scale)
    const msPerPixel = (view.end - view.start) / width
    // What stands in the margin is drawn too, so that nothing is cut at the edge.
    const seen = { start: view.start, end: view.end + margin * msPerPixel }
    if (context !== null) {
      context.font = frame.font
      this.rows.forEach((ordinal, row) => {
        const lane = this.laneAt(ordinal)
        const index = this.indexes[ordinal]
        if (lane === undefined || index === undefined) return
        const paint: LanePaint = {
          lane,
          index,
          row: rowAt(row, laneHeight),
          colours: frame.palette.lane(lane.lane),
          patterns: frame.patterns,
          palette: frame.palette,
          view: seen,
          msPerPixel,
          now: model.now,
          captions: task => [captionOf(this.run, lane, task), lane.tasks.arguments(task)],
        }
        paintLane(context, paint)
        if (this.run.blocked.includes(lane.lane)) paintBlocked(context, paint)
      })
    }
    this.#drawEnd(frame)
  }

  /** Outlines what the pointer is over and what is selected. */
  mark(hovered: Spot | null, selected: Spot | null, frame: Frame): void {
    this.#outline(this.#hovered, hovered, frame)
    this.#outline(this.#selected, selected, frame)
  }

  laneAt(ordinal: number): LaneModel | undefined {
    return this.run.model.lanes[ordinal]
  }

  #drawLabels(gutter: number, laneHeight: number): void {
    const lanes = this.rows.flatMap(ordinal => this.laneAt(ordinal) ?? [])
    const state = `${gutter} ${laneHeight} ${lanes.map(lane => `${lane.thread} ${lane.name}`).join('\n')}`
    if (state === this.#labelled) return
    this.#labelled = state
    this.#labels.style.width = `${gutter}px`
    this.#labels.replaceChildren(
      ...lanes.map(lane => {
        const label = make('div', lane.thread ? 'tl-lane tl-thread' : 'tl-lane')
        label.dataset.lane = lane.name
        label.style.height = label.style.lineHeight = `${laneHeight}px`
        label.title = fullName(this.run.model, lane)
        const [name, ordinal] = labelParts(lane)
        make('span', 'tl-lane-name', label).textContent = name
        make('span', '', label).textContent = ordinal
        return label
      }),
    )
  }

  #drawEnd({ view, gutter, width, words }: Frame): void {
    const { duration } = this.run.model
    const seen = duration >= view.start && duration <= view.end + (view.end - view.start) * 1e-6
    this.#end.hidden = !seen
    if (!seen) return
    const x = ((duration - view.start) / (view.end - view.start)) * width
    this.#end.style.left = `${gutter + x}px`
    this.#endTime.textContent = words.duration(duration)
    // The label stands left of its line, unless it would stand on the title there.
    const last = [this.#fold, this.#note].find(part => part.offsetWidth > 0) ?? this.#title
    const titleEnd = last.offsetLeft + last.offsetWidth + TITLE_GAP
    const flipped = gutter + x - END_ROOM < titleEnd && x < width - END_ROOM
    this.#end.classList.toggle('tl-end-flipped', flipped)
    this.#endTime.style.left = flipped ? `${Math.max(0, titleEnd - gutter - x)}px` : ''
  }

  #outline(
    element: HTMLElement,
    spot: Spot | null,
    { view, gutter, width, margin, laneHeight }: Frame,
  ): void {
    const lane = spot === null ? undefined : this.laneAt(spot.ordinal)
    const at = spot === null ? -1 : this.rows.indexOf(spot.ordinal)
    element.hidden = at < 0 || lane === undefined
    if (spot === null || at < 0 || lane === undefined) return
    const { start, end } = timesOf(lane, spot.hit, this.run.model.now)
    const toX = (time: number): number => ((time - view.start) / (view.end - view.start)) * width
    const left = Math.max(-1, Math.min(toX(start), width + margin))
    const right = Math.min(width + margin, Math.max(toX(end), left + 2))
    element.hidden = toX(end) < 0 || toX(start) > width + margin
    const row = rowAt(at, laneHeight)
    element.style.left = `${gutter + left - 2}px`
    element.style.width = `${right - left + 3.25}px`
    const tall = spot.hit.kind === 'task' ? row.block : row.bar
    element.style.top = `${row.top + (row.height - tall) / 2 - 2}px`
    element.style.height = `${tall + 4}px`
  }
}
