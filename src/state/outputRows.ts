import { fullName, processOf } from '../trace/laneName.ts'
import type { OutputLine, TraceModel } from '../trace/model.ts'
import type { RunKey, RunResult } from './runs.ts'

/** A row of the console: a line of output, or the heading of a run when there are two. */
export type OutputRow =
  | { readonly kind: 'heading'; readonly run: RunKey; readonly cores: number }
  | { readonly kind: 'output'; readonly run: RunKey; readonly line: OutputLine; readonly model: TraceModel }

/** Who wrote a line. */
export interface Speaker {
  /** As the console says it: `Process-1 · Thread-1`. */
  readonly name: string
  readonly process: string
  /** Null: the process's first thread. */
  readonly thread: string | null
}

export function speakerOf({ line, model }: Extract<OutputRow, { kind: 'output' }>): Speaker {
  const lane = model.laneByNumber(line.lane)
  if (lane === undefined) return { name: '', process: '', thread: null }
  return {
    name: fullName(model, lane),
    process: processOf(model, lane).name,
    thread: lane.thread ? lane.name : null,
  }
}

/** Longer texts are shown cut, so that one row can't stall the page. */
const MOST_SHOWN = 20_000
const MOST_LINES = 400

/**
 * The rows of the console with the place of each, in text lines, so that a window of them can be drawn out of very many.
 * Grows by what is new since the last `update`.
 */
export class OutputRows {
  #rows: OutputRow[] = []
  /** First text line of each row, and at the end the number of all lines. */
  #starts: number[] = [0]
  /** Models and how many of their lines are rows already. */
  #taken = new Map<TraceModel, number>()

  get length(): number {
    return this.#rows.length
  }

  /** Of output alone, headings apart. */
  get outputLength(): number {
    let sum = 0
    for (const taken of this.#taken.values()) sum += taken
    return sum
  }

  /** Text lines of all rows. */
  get lines(): number {
    return this.#starts[this.#rows.length] ?? 0
  }

  /** Results in the order they are shown. Begins anew when a model shown is no longer among them. */
  update(results: readonly RunResult[], headings: boolean): void {
    const models = new Set(results.map(result => result.model))
    for (const model of this.#taken.keys()) if (!models.has(model)) this.#clear()
    for (const { key, cores, model } of results) {
      let taken = this.#taken.get(model)
      if (taken === undefined) {
        if (headings) this.#push({ kind: 'heading', run: key, cores }, 1)
        taken = 0
      }
      const { output } = model
      for (; taken < output.length; taken++) {
        const line = output[taken]
        if (line !== undefined) this.#push({ kind: 'output', run: key, line, model }, linesOf(line.text))
      }
      this.#taken.set(model, taken)
    }
  }

  row(index: number): OutputRow | undefined {
    return this.#rows[index]
  }

  /** First text line of a row. */
  start(index: number): number {
    return this.#starts[index] ?? this.lines
  }

  /** The row that a text line belongs to. */
  rowAt(line: number): number {
    let low = 0
    let high = this.#rows.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#starts[middle] ?? 0) <= line) low = middle
      else high = middle - 1
    }
    return low
  }

  /** All output as text, for the clipboard; `name` gives a row's process. */
  text(
    name: (row: Extract<OutputRow, { kind: 'output' }>) => string,
    heading: (cores: number, run: RunKey) => string,
  ): string {
    const lines: string[] = []
    for (const row of this.#rows) {
      lines.push(
        row.kind === 'heading' ? `# ${heading(row.cores, row.run)}` : `${name(row)}\t${row.line.text}`,
      )
    }
    return lines.join('\n')
  }

  #push(row: OutputRow, lines: number): void {
    const start = this.lines
    this.#rows.push(row)
    this.#starts.push(start + lines)
  }

  #clear(): void {
    this.#rows = []
    this.#starts = [0]
    this.#taken.clear()
  }
}

/** What is shown of a text, and how many characters are not. */
export function shown(text: string): { readonly text: string; readonly hidden: number } {
  let end = Math.min(text.length, MOST_SHOWN)
  let at = -1
  for (let line = 0; line < MOST_LINES; line++) {
    at = text.indexOf('\n', at + 1)
    if (at === -1) break
  }
  if (at !== -1) end = Math.min(end, at)
  return { text: end === text.length ? text : text.slice(0, end), hidden: text.length - end }
}

function linesOf(text: string): number {
  let lines = 1
  for (let at = text.indexOf('\n'); at !== -1 && lines < MOST_LINES; at = text.indexOf('\n', at + 1)) lines++
  return lines
}
