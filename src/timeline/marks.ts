import { Operation } from '../trace/events.ts'
import { Activity, type LaneModel } from '../trace/model.ts'
import { endOf, firstEndingAfter } from './intervals.ts'
import type { Row } from './layout.ts'
import type { LaneColours, Palette } from './palette.ts'
import type { Patterns } from './patterns.ts'
import { eachPiece } from './pieces.ts'
import type { SpanIndex } from './spanIndex.ts'
import type { View } from './viewport.ts'
import { waitKindOf } from './waitKind.ts'

/** What painting a lane needs. Pixels are CSS pixels from the left of the plot. */
export interface LanePaint {
  readonly lane: LaneModel
  readonly index: SpanIndex
  readonly row: Row
  readonly colours: LaneColours
  readonly patterns: Patterns
  readonly palette: Palette
  readonly view: View
  readonly msPerPixel: number
  readonly now: number
  /** Texts for inside a task's block, the best first: the first that fits is written. */
  captions(task: number): readonly string[]
}

/** Opacities of merged columns: few, so that equal neighbours make one rectangle. */
const LEVELS = 10
const GAP = 0.75
const CAPTION_FROM = 46
const MERGED_WAIT = 0.35

/** Paints a lane: thin bars for what it does, blocks over them for its tasks. */
export function paintLane(context: CanvasRenderingContext2D, paint: LanePaint): void {
  paintSpans(context, paint)
  if (paint.lane.tasks.length > 0) paintTasks(context, paint)
  context.globalAlpha = 1
}

/** How far a wait that never ends reaches beyond the run's end, in pixels. */
const ON_AND_ON = 18

/** Outlines the wait of a lane in a deadlock: whatever the run, it goes on and on. */
export function paintBlocked(context: CanvasRenderingContext2D, paint: LanePaint): void {
  const { lane, row, palette, view, msPerPixel, now } = paint
  const { spans } = lane
  const last = spans.length - 1
  if (last < 0) return
  const end = endOf(spans, last, now)
  // The last lane to block completes the deadlock: it has not waited at all when the run ends.
  const start = spans.activity[last] === Activity.Waiting ? (spans.start[last] as number) : end
  const x = (start - view.start) / msPerPixel
  const width = (end - start) / msPerPixel + ON_AND_ON
  const height = row.bar + 4
  const top = row.top + (row.height - height) / 2
  context.fillStyle = context.strokeStyle = palette.bad
  context.globalAlpha = 0.12
  context.fillRect(x, top, width, height)
  context.globalAlpha = 1
  context.lineWidth = 1.5
  context.strokeRect(x + 0.75, top + 0.75, width - 1.5, height - 1.5)
}

function paintSpans(context: CanvasRenderingContext2D, paint: LanePaint): void {
  const { lane, index, row, colours, patterns, view, msPerPixel, now } = paint
  const { spans } = lane
  const { activity, operation } = spans
  const middle = row.top + row.height / 2
  const waitTop = middle - row.wait / 2
  const barTop = middle - row.bar / 2
  const columns = new Columns(context, barTop, row.bar, colours.base)
  // A figure cannot be seen in a single pixel: merged waits are plain.
  const waiting = new Columns(context, waitTop, row.wait, paint.palette.wait)
  const locked = new Columns(context, waitTop, row.wait, paint.palette.lock)
  const ready: [x: number, width: number][] = []
  eachPiece(spans, view, msPerPixel, now, {
    wide(at, start, end) {
      const x = Math.max(-4, (start - view.start) / msPerPixel)
      const width = Math.max(1, (Math.min(end, view.end + 4 * msPerPixel) - view.start) / msPerPixel - x)
      if (activity[at] === Activity.Running) {
        context.globalAlpha = 1
        context.fillStyle = colours.base
        context.fillRect(x, barTop, width, row.bar)
      } else if (activity[at] === Activity.Ready && operation[at] !== Operation.Gil) {
        ready.push([x, width])
      } else {
        context.globalAlpha = 1
        context.fillStyle = patterns[waitKindOf(operation[at] ?? 0)]
        context.fillRect(x, waitTop, width, row.wait)
      }
    },
    merged(from, to) {
      const start = spans.start[from] as number
      const working = index.before(spans, to, now) - index.before(spans, from, now)
      const x = Math.floor((start - view.start) / msPerPixel)
      columns.add(x, working / msPerPixel)
      if (working < endOf(spans, to - 1, now) - start) {
        const waits = waitKindOf(operation[from] ?? 0) === 'lock' ? locked : waiting
        waits.add(x, MERGED_WAIT)
      }
    },
  })
  waiting.flush()
  locked.flush()
  columns.flush()
  context.globalAlpha = 1
  context.lineWidth = 1
  for (const [x, width] of ready) {
    context.fillStyle = colours.tint
    context.globalAlpha = 0.7
    context.fillRect(x, waitTop, width, row.wait)
    if (width < 3) continue
    context.globalAlpha = 0.75
    context.strokeStyle = paint.palette.ready
    context.strokeRect(x + 0.5, waitTop + 0.5, width - 1, row.wait - 1)
  }
}

function paintTasks(context: CanvasRenderingContext2D, paint: LanePaint): void {
  const { lane, index, row, colours, view, msPerPixel, now } = paint
  const { spans, tasks } = lane
  const top = row.top + (row.height - row.block) / 2
  const columns = new Columns(context, top, row.block, colours.base)
  const captions: [task: number, x: number, width: number][] = []
  const block = (x: number, width: number): void => {
    const drawn = width > 3 ? width - GAP : Math.max(1, width - 0.25)
    if (drawn < 5) context.fillRect(x, top, drawn, row.block)
    else {
      context.beginPath()
      context.roundRect(x, top, drawn, row.block, Math.min(3, drawn / 3))
      context.fill()
    }
  }
  eachPiece(tasks, view, msPerPixel, now, {
    wide(at, start, end) {
      const from = Math.max(start, view.start - 8 * msPerPixel)
      const to = Math.min(end, view.end + 8 * msPerPixel)
      const x = (from - view.start) / msPerPixel
      const width = (to - from) / msPerPixel
      const colour = at % 2 === 0 ? colours.base : colours.alternate
      const first = firstEndingAfter(spans, from, now)
      context.globalAlpha = 1
      context.fillStyle = colour
      // Most tasks work from end to end; tracing may round their ends a little beyond the span.
      const whole =
        first >= spans.length ||
        (spans.activity[first] === Activity.Running &&
          endOf(spans, first, now) >= to - msPerPixel / 4 &&
          (spans.start[first] as number) <= from + msPerPixel / 4)
      if (whole) {
        block(x, width)
        if (width >= CAPTION_FROM && row.height >= 24)
          captions.push([at, Math.max(x, 0), width + Math.min(x, 0)])
        return
      }
      context.globalAlpha = 0.18
      block(x, width)
      context.globalAlpha = 1
      const inner = new Columns(context, top, row.block, colour)
      eachPiece(spans, { start: Math.max(from, view.start), end: Math.min(to, view.end) }, msPerPixel, now, {
        wide(span, spanStart, spanEnd) {
          if (spans.activity[span] !== Activity.Running) return
          const left = Math.max(from, spanStart)
          context.globalAlpha = 1
          context.fillStyle = colour
          block((left - view.start) / msPerPixel, (Math.min(to, spanEnd) - left) / msPerPixel)
        },
        merged(mergedFrom, mergedTo) {
          const working = index.before(spans, mergedTo, now) - index.before(spans, mergedFrom, now)
          inner.add(
            Math.floor(((spans.start[mergedFrom] as number) - view.start) / msPerPixel),
            working / msPerPixel,
          )
        },
      })
      inner.flush()
    },
    merged(from, to) {
      const start = tasks.start[from] as number
      const end = endOf(tasks, to - 1, now)
      const working = index.until(spans, end, now) - index.until(spans, start, now)
      columns.add(Math.floor((start - view.start) / msPerPixel), working / msPerPixel)
    },
  })
  columns.flush()
  context.globalAlpha = 1
  paintCaptions(context, paint, captions)
}

function paintCaptions(
  context: CanvasRenderingContext2D,
  paint: LanePaint,
  captions: readonly (readonly [task: number, x: number, width: number])[],
): void {
  const { row, colours } = paint
  context.fillStyle = colours.ink
  context.textBaseline = 'middle'
  for (const [task, x, width] of captions) {
    const text = paint.captions(task).find(text => context.measureText(text).width <= width - 12)
    if (text !== undefined) context.fillText(text, x + 6, row.top + row.height / 2 + 0.5)
  }
}

/** Rectangles of pixel columns, one for each stretch of equal opacity. */
class Columns {
  #from = 0
  #to = 0
  #level = 0
  readonly #context: CanvasRenderingContext2D
  readonly #top: number
  readonly #height: number
  readonly #colour: string

  constructor(context: CanvasRenderingContext2D, top: number, height: number, colour: string) {
    this.#context = context
    this.#top = top
    this.#height = height
    this.#colour = colour
  }

  /** A column that works for a share of its time. A trace of work is never too faint to be seen. */
  add(x: number, share: number): void {
    const level = share <= 0 ? 0 : Math.max(2, Math.min(LEVELS, Math.round(share * LEVELS)))
    if (x === this.#to && level === this.#level) {
      this.#to = x + 1
      return
    }
    this.flush()
    this.#from = x
    this.#to = x + 1
    this.#level = level
  }

  flush(): void {
    if (this.#level > 0 && this.#to > this.#from) {
      this.#context.globalAlpha = this.#level / LEVELS
      this.#context.fillStyle = this.#colour
      this.#context.fillRect(this.#from, this.#top, this.#to - this.#from, this.#height)
    }
    this.#level = 0
  }
}
