import type { OutputLine } from '../../trace/model.ts'
import { EscapeReader } from './escapes.ts'
import { PLAIN } from './style.ts'
import { type Part, TerminalLine } from './terminalLine.ts'

/** A line of the terminal: its first writer's, from when it began. */
export interface TerminalRow {
  readonly line: OutputLine
  /** Null: all of it is its first writer's, and plain. */
  readonly parts: readonly Part[] | null
}

/**
 * What several processes have written to one terminal, in the order in which it came: lines that two write at once are as
 * garbled as there, and what has no end yet is a line all the same.
 */
export class Terminal {
  readonly #rows: TerminalRow[] = []
  readonly #reader: EscapeReader
  #line = new TerminalLine()
  #chunk: OutputLine = { time: 0, lane: -1, stream: 'stdout', site: 0, text: '' }
  /** What the first text of the line under way came in. */
  #first: OutputLine | null = null

  constructor() {
    this.#reader = new EscapeReader({
      text: (text, style) => {
        this.#first ??= this.#chunk
        this.#line.write(text, style, this.#chunk)
      },
      newline: () => this.#end(),
      carriageReturn: () => this.#line.carriageReturn(),
      backspace: () => this.#line.backspace(),
      eraseLine: how => this.#line.erase(how),
    })
  }

  write(chunk: OutputLine): void {
    this.#chunk = chunk
    this.#reader.read(chunk.open === true ? chunk.text : `${chunk.text}\n`)
  }

  /** Lines that have ended: only ever more. */
  get ended(): readonly TerminalRow[] {
    return this.#rows
  }

  /** The line under way; null while nothing stands on it. */
  get current(): TerminalRow | null {
    return this.#first === null || this.#line.empty ? null : rowOf(this.#first, this.#line.parts())
  }

  #end(): void {
    this.#rows.push(rowOf(this.#first ?? this.#chunk, this.#line.parts()))
    this.#line = new TerminalLine()
    this.#first = null
  }
}

/** A line belongs to who wrote what stands first on it. */
function rowOf({ time, site, lane, stream }: OutputLine, parts: readonly Part[]): TerminalRow {
  const [first] = parts
  const text = parts.map(part => part.text).join('')
  const writer = first === undefined ? { lane, stream } : { lane: first.lane, stream: first.stream }
  const plain = parts.length <= 1 && (first === undefined || first.style === PLAIN)
  return { line: { time, site, text, ...writer }, parts: plain ? null : parts }
}
