import type { OutputLine } from '../model.ts'
import { OutputOrder } from './outputOrder.ts'
import { decodeUtf8 } from './utf8.ts'

const NEWLINE = 10
/** Bytes that a line takes besides its text, about: its object, its place in the list, its string's head. */
const LINE_BYTES = 64

/** What a record says of the text in it. */
interface Piece {
  readonly time: number
  readonly stream: number
  readonly site: number
  /** Whether the lane's next piece belongs to the same line. */
  readonly continues: boolean
  /** Its place on the console; 0: unknown. */
  readonly number: number
}

/** The pieces of one line that have come so far. */
interface Unfinished {
  readonly first: Piece
  readonly pieces: Uint8Array[]
}

/** What the lanes wrote. A line's pieces are joined as bytes, so that they may be cut anywhere. */
export class OutputLog {
  readonly #order = new OutputOrder<OutputLine>()
  /** Memory that the lines take, about. */
  bytes = 0
  readonly #unfinished = new Map<number, Unfinished>()

  /** Lines in the order of the console, as far as it is known at `now` ms: they keep their places. */
  read(now: number): readonly OutputLine[] {
    return this.#order.read(now)
  }

  /** `bytes` is only looked at during the call. */
  add(lane: number, piece: Piece, bytes: Uint8Array): void {
    this.bytes += LINE_BYTES + bytes.length
    let begun = this.#unfinished.get(lane)
    if (begun !== undefined && begun.first.stream !== piece.stream) {
      this.flush(lane)
      begun = undefined
    }
    if (begun === undefined) {
      if (piece.continues) this.#unfinished.set(lane, { first: piece, pieces: [bytes.slice()] })
      else this.#push(lane, piece, bytes)
      return
    }
    begun.pieces.push(bytes.slice())
    if (!piece.continues) this.flush(lane)
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
    this.#push(lane, begun.first, bytes)
  }

  flushAll(): void {
    for (const lane of [...this.#unfinished.keys()]) this.flush(lane)
    this.#order.end()
  }

  #push(lane: number, { time, stream, site, number }: Piece, bytes: Uint8Array): void {
    const ended = bytes.at(-1) === NEWLINE
    const text = decodeUtf8(bytes, 0, ended ? bytes.length - 1 : bytes.length)
    const line = { time, lane, stream: stream === 2 ? 'stderr' : 'stdout', site, text } as const
    this.#order.add(number, ended ? line : { ...line, open: true })
  }
}
