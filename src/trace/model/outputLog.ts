import type { OutputLine } from '../model.ts'
import { decodeUtf8 } from './utf8.ts'

const NEWLINE = 10
/** Bytes that a line takes besides its text, about: its object, its place in the list, its string's head. */
const LINE_BYTES = 64

/** The pieces of one line that have come so far. */
interface Unfinished {
  readonly time: number
  readonly stream: number
  readonly site: number
  readonly pieces: Uint8Array[]
}

/** What the lanes wrote. A line's pieces are joined as bytes, so that they may be cut anywhere. */
export class OutputLog {
  readonly #lines: OutputLine[] = []
  /** How many of the lines have been read: those keep their places. */
  #read = 0
  /** Memory that the lines take, about. */
  bytes = 0
  readonly #unfinished = new Map<number, Unfinished>()

  /** Lines that came since the last reading are put in order of time first. */
  read(): readonly OutputLine[] {
    const lines = this.#lines
    if (this.#read < lines.length) {
      const fresh = lines.slice(this.#read).sort((a, b) => a.time - b.time)
      for (const line of fresh) lines[this.#read++] = line
    }
    return lines
  }

  /** `bytes` is only looked at during the call. */
  add(lane: number, time: number, stream: number, site: number, continues: boolean, bytes: Uint8Array): void {
    this.bytes += LINE_BYTES + bytes.length
    let begun = this.#unfinished.get(lane)
    if (begun !== undefined && begun.stream !== stream) {
      this.flush(lane)
      begun = undefined
    }
    if (begun === undefined) {
      if (continues) this.#unfinished.set(lane, { time, stream, site, pieces: [bytes.slice()] })
      else this.#push(lane, time, stream, site, bytes)
      return
    }
    begun.pieces.push(bytes.slice())
    if (!continues) this.flush(lane)
  }

  /** Ends the line that a lane has begun: no more of it can come. */
  flush(lane: number): void {
    const begun = this.#unfinished.get(lane)
    if (begun === undefined) return
    this.#unfinished.delete(lane)
    const length = begun.pieces.reduce((sum, piece) => sum + piece.length, 0)
    const bytes = new Uint8Array(length)
    let at = 0
    for (const piece of begun.pieces) {
      bytes.set(piece, at)
      at += piece.length
    }
    this.#push(lane, begun.time, begun.stream, begun.site, bytes)
  }

  flushAll(): void {
    for (const lane of [...this.#unfinished.keys()]) this.flush(lane)
  }

  #push(lane: number, time: number, stream: number, site: number, bytes: Uint8Array): void {
    const ended = bytes.at(-1) === NEWLINE
    const text = decodeUtf8(bytes, 0, ended ? bytes.length - 1 : bytes.length)
    const line = { time, lane, stream: stream === 2 ? 'stderr' : 'stdout', site, text } as const
    this.#lines.push(ended ? line : { ...line, open: true })
  }
}
