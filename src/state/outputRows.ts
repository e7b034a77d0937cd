import { fullName, processOf } from '../trace/laneName.ts'
import type { OutputLine, TraceModel } from '../trace/model.ts'
import type { RunKey, RunResult } from './runs.ts'
import { Terminal } from './terminal/terminal.ts'
import type { Part } from './terminal/terminalLine.ts'

/** A row of the console: a line of output, or the heading of a run when there are two. */
export type OutputRow =
  | { readonly kind: 'heading'; readonly run: RunKey; readonly cores: number }
  | {
      readonly kind: 'output'
      readonly run: RunKey
      readonly line: OutputLine
      readonly model: TraceModel
      /** Of a terminal's line: who wrote what of it, and in which style. Null: all of it is its writer's, and plain. */
      readonly parts: readonly Part[] | null
    }

/** Who wrote a line. */
export interface Speaker {
  /** As the console says it: `Process-1 · Thread-1`. */
  readonly name: string
  readonly process: string
  /** Null: the process's first thread. */
  readonly thread: string | null
}

export function speakerOf({ line, model }: Extract<OutputRow, { kind: 'output' }>): Speaker {
  return speakerAt(model, line.lane)
}

export function speakerAt(model: TraceModel, number: number): Speaker {
  const lane = model.laneByNumber(number)
  if (lane === undefined) return { name: '', process: '', thread: null }
  return {
    name: fullName(model, lane),
    process: processOf(model, lane).name,
    thread: lane.thread ? lane.name : null,
  }
}

interface ShownTerminal {
  readonly terminal: Terminal
  /** How many of its lines are rows already. */
  rows: number
  /** How many of the lines that were typed stand on it. */
  typed: number
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
  #outputs = 0
  /** What Python programs have written. */
  #terminals = new Map<TraceModel, ShownTerminal>()
  /** The last row is a line that may change yet. */
  #open = false

  get length(): number {
    return this.#rows.length
  }

  /** Of output alone, headings apart. */
  get outputLength(): number {
    return this.#outputs
  }

  /** Text lines of all rows. */
  get lines(): number {
    return this.#starts[this.#rows.length] ?? 0
  }

  /** Results in the order they are shown. Begins anew when a model shown is no longer among them. */
  update(results: readonly RunResult[], headings: boolean): void {
    const models = new Set(results.map(result => result.model))
    for (const model of this.#taken.keys()) if (!models.has(model)) this.#clear()
    for (const result of results) {
      const { key, cores, model, compiled } = result
      let taken = this.#taken.get(model)
      if (taken === undefined) {
        if (headings) this.#push({ kind: 'heading', run: key, cores }, 1)
        taken = 0
      }
      const { output } = model
      if (compiled.python !== undefined) {
        this.#feed(result, taken)
        this.#taken.set(model, output.length)
        continue
      }
      for (; taken < output.length; taken++) {
        const line = output[taken]
        if (line === undefined) continue
        this.#push({ kind: 'output', run: key, line, model, parts: null }, linesOf(line.text))
      }
      this.#taken.set(model, taken)
    }
  }

  #terminalOf(model: TraceModel): ShownTerminal {
    const known = this.#terminals.get(model)
    if (known !== undefined) return known
    const made = { terminal: new Terminal(), rows: 0, typed: 0 }
    this.#terminals.set(model, made)
    return made
  }

  /** Writes what is new on a run's terminal; what was typed stands where it was typed, as terminals show it. */
  #feed({ key, model, typed }: RunResult, taken: number): void {
    const { output } = model
    const shown = this.#terminalOf(model)
    if (taken === output.length && shown.typed === typed.length) return
    for (let at = taken; at <= output.length; at++) {
      for (; (typed[shown.typed]?.after ?? Number.POSITIVE_INFINITY) <= at; shown.typed++) {
        const { lane = -1, text = '' } = typed[shown.typed] ?? {}
        shown.terminal.write({ time: model.now, lane, stream: 'stdout', site: 0, text })
      }
      const line = output[at]
      if (line !== undefined) shown.terminal.write(line)
    }
    this.#show(key, model)
  }

  /** Rows of the lines of a terminal that are new, and of the one under way. */
  #show(run: RunKey, model: TraceModel): void {
    const shown = this.#terminalOf(model)
    const { ended, current } = shown.terminal
    if (this.#open) this.#pop()
    for (; shown.rows < ended.length; shown.rows++) {
      const row = ended[shown.rows]
      if (row !== undefined) this.#push({ kind: 'output', run, model, ...row }, 1)
    }
    if (current !== null) this.#push({ kind: 'output', run, model, ...current }, 1)
    this.#open = current !== null
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
    this.#open = false
    if (row.kind === 'output') this.#outputs++
    this.#rows.push(row)
    this.#starts.push(start + lines)
  }

  /** Takes the last row, one of output, away. */
  #pop(): void {
    this.#rows.pop()
    this.#starts.pop()
    this.#outputs--
  }

  #clear(): void {
    this.#rows = []
    this.#starts = [0]
    this.#taken.clear()
    this.#terminals.clear()
    this.#outputs = 0
    this.#open = false
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
