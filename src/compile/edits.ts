import { lineAt, type SourceText } from './text.ts'

/** Called with the offset in the output at which a mark came to stand. */
export type Mark = (offset: number) => void

type Piece = string | Mark

interface Slot {
  readonly after: Piece[]
  readonly before: Piece[]
  readonly close: Piece[]
}

interface Replacement {
  readonly end: number
  readonly text: string
  readonly keep: boolean
}

/** Text under construction, with the source line of each of its lines (0: a line that Weft added). */
export class Output {
  text = ''
  readonly lines: number[] = []
  private current = 0

  /** Text of our own. Its line belongs to the source line it shares, if any. */
  add(text: string, line = 0): void {
    this.text += text
    if (line > 0 && this.current === 0) this.current = line
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.newline(0)
  }

  /** Text of the source that starts on `line`. */
  source(text: string, line: number): void {
    this.text += text
    if (this.current === 0) this.current = line
    let next = line
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.newline(++next)
  }

  /** Ends the line under way; returns all lines. */
  finish(): readonly number[] {
    this.lines.push(this.current)
    return this.lines
  }

  private newline(next: number): void {
    this.lines.push(this.current)
    this.current = next
  }
}

/**
 * Edits of one stretch of source. They must be registered in pre-order, a parent before its children: then insertions at
 * one offset nest rightly. At an offset stand first the ends of nodes (inner ones first), then the starts (outer ones
 * first), then what closes a block.
 */
export class Edits {
  private readonly slots = new Map<number, Slot>()
  private readonly replacements = new Map<number, Replacement>()

  constructor(
    private readonly source: SourceText,
    readonly start: number,
    readonly end: number,
  ) {}

  before(offset: number, piece: Piece): void {
    this.slot(offset).before.push(piece)
  }

  after(offset: number, piece: Piece): void {
    this.slot(offset).after.unshift(piece)
  }

  close(offset: number, piece: Piece): void {
    this.slot(offset).close.unshift(piece)
  }

  wrap(node: { readonly start: number; readonly end: number }, open: Piece, close: Piece): void {
    this.before(node.start, open)
    this.after(node.end, close)
  }

  /** Puts `text` in place of a stretch; its line breaks stay. */
  replace(start: number, end: number, text: string): void {
    this.replacements.set(start, { end, text, keep: false })
  }

  /** Overwrites with spaces; `first` takes the place of the first characters. */
  blank(start: number, end: number, first = ''): void {
    if (end > start) this.replacements.set(start, { end, text: first, keep: true })
  }

  private slot(offset: number): Slot {
    let slot = this.slots.get(offset)
    if (!slot) {
      slot = { after: [], before: [], close: [] }
      this.slots.set(offset, slot)
    }
    return slot
  }

  render(output: Output): void {
    const { text } = this.source
    const stops = [...new Set([...this.slots.keys(), ...this.replacements.keys(), this.end])]
    stops.sort((a, b) => a - b)
    let at = this.start
    for (const stop of stops) {
      if (stop < at || stop < this.start || stop > this.end) continue
      if (stop > at) output.source(text.slice(at, stop), lineAt(this.source, at))
      at = stop
      const slot = this.slots.get(stop)
      if (slot)
        for (const piece of [...slot.after, ...slot.before, ...slot.close]) this.put(output, piece, stop)
      const replacement = this.replacements.get(stop)
      if (replacement && stop < this.end) {
        const old = text.slice(stop, replacement.end)
        const blank = replacement.keep
          ? old.slice(replacement.text.length).replace(/[^\s]/g, ' ')
          : old.replace(/[^\n]/g, '')
        output.source(replacement.text + blank, lineAt(this.source, stop))
        at = replacement.end
      }
    }
  }

  private put(output: Output, piece: Piece, offset: number): void {
    if (typeof piece === 'string') output.add(piece, lineAt(this.source, Math.max(0, offset - 1)))
    else piece(output.text.length)
  }
}
