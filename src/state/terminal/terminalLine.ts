import { type Style, same } from './style.ts'

/** Who wrote a character, and where to. */
export interface Writer {
  readonly lane: number
  readonly stream: 'stdout' | 'stderr'
}

/** Neighbouring characters of one writer in one style. */
export interface Part extends Writer {
  readonly text: string
  readonly style: Style
}

interface Cell extends Writer {
  readonly character: string
  readonly style: Style
}

/**
 * One line of a terminal, written at a cursor. Lines that are only added to are kept as parts; once something is written over,
 * character by character.
 */
export class TerminalLine {
  #parts: Part[] = []
  #cells: Cell[] | null = null
  /** In characters; only looked at while there are cells. */
  #cursor = 0

  get empty(): boolean {
    return this.#cells === null ? this.#parts.length === 0 : this.#cells.length === 0
  }

  write(text: string, style: Style, { lane, stream }: Writer): void {
    if (this.#cells === null) {
      append(this.#parts, { text, style, lane, stream })
      return
    }
    for (const character of text) this.#cells[this.#cursor++] = { character, style, lane, stream }
    if (this.#cursor === this.#cells.length) this.#rest()
  }

  carriageReturn(): void {
    if (!this.empty) this.#open()
    this.#cursor = 0
  }

  backspace(): void {
    if (this.empty) return
    this.#open()
    this.#cursor = Math.max(0, this.#cursor - 1)
  }

  erase(how: 0 | 1 | 2): void {
    if (this.empty) return
    const cells = this.#open()
    if (how === 0) cells.length = Math.min(cells.length, this.#cursor)
    else {
      const end = how === 2 ? cells.length : Math.min(cells.length, this.#cursor + 1)
      for (let at = 0; at < end; at++) {
        const cell = cells[at]
        if (cell !== undefined) cells[at] = { ...cell, character: ' ' }
      }
    }
  }

  parts(): readonly Part[] {
    if (this.#cells === null) return [...this.#parts]
    return partsOf(this.#cells)
  }

  /** The characters of a line that is written over; its cursor stands where it was, at the end of what was only added to. */
  #open(): Cell[] {
    if (this.#cells !== null) return this.#cells
    const cells = this.#parts.flatMap(({ text, ...rest }) =>
      [...text].map(character => ({ character, ...rest })),
    )
    this.#cells = cells
    this.#cursor = cells.length
    return cells
  }

  /** Nothing more stands behind the cursor: what comes is added again. */
  #rest(): void {
    if (this.#cells === null) return
    this.#parts = partsOf(this.#cells)
    this.#cells = null
  }
}

function partsOf(cells: readonly Cell[]): Part[] {
  const parts: Part[] = []
  for (const { character, ...rest } of cells) append(parts, { text: character, ...rest })
  return parts
}

function append(parts: Part[], part: Part): void {
  const last = parts.at(-1)
  const joins =
    last !== undefined &&
    last.lane === part.lane &&
    last.stream === part.stream &&
    same(last.style, part.style)
  if (joins) parts[parts.length - 1] = { ...last, text: last.text + part.text }
  else parts.push(part)
}
