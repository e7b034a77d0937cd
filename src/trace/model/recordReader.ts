import { EventKind, kindOf, wordsOf } from '../events.ts'
import { NO_BYTES, NO_INTS } from './columns.ts'
import { decodeUtf8 } from './utf8.ts'

/** Words of a record of each kind, without the bytes of its text; 0 for kinds that do not exist. */
const LEAST_WORDS = new Uint8Array(256)
const TIMED = new Uint8Array(256)

for (const [kind, payload] of [
  [EventKind.LaneStart, 6],
  [EventKind.LaneEnd, 2],
  [EventKind.Run, 4],
  [EventKind.Park, 3],
  [EventKind.TaskBegin, 5],
  [EventKind.TaskEnd, 2],
  [EventKind.Submit, 4],
  [EventKind.Output, 5],
  [EventKind.Choice, 3],
  [EventKind.ClockJump, 2],
  [EventKind.RingFull, 2],
  [EventKind.RunAfterGil, 4],
] as const) {
  LEAST_WORDS[kind] = 3 + payload
  TIMED[kind] = 1
}
LEAST_WORDS[EventKind.Object] = 6
LEAST_WORDS[EventKind.Operation] = 5
LEAST_WORDS[EventKind.Repeat] = 4

/** Latest believable time, ms: a century and a half, far within what a float64 counts to the microsecond. */
const LAST_TIME = 2 ** 42
const half = new Float64Array(1)
const halves = new Int32Array(half.buffer)

/** Walks over a batch record by record. Nothing it hands out reaches over the record's end. */
export class RecordReader {
  kind: EventKind = 0 as EventKind
  /** Whether the record is of a known kind, long enough for it, and, if timed, at a believable time. */
  sound = false
  timed = false
  /** Words, header included. */
  length = 0
  /** Of a sound timed record: ms, at least 0. */
  time = 0
  /** 1 when the batch ended in what can't be a record, so that the rest of it was passed over. */
  broken = 0
  #words: Int32Array = NO_INTS
  #bytes: Uint8Array = NO_BYTES
  #payload = 0
  #next = 0

  begin(words: Int32Array): void {
    this.#words = words
    this.#bytes = new Uint8Array(words.buffer, words.byteOffset, words.byteLength)
    this.#next = 0
    this.broken = 0
  }

  /** Lets the batch go. */
  end(): void {
    this.#words = NO_INTS
    this.#bytes = NO_BYTES
  }

  /** Steps to the next record; false at the end. */
  next(): boolean {
    const words = this.#words
    const at = this.#next
    if (at >= words.length) return false
    const header = words[at] as number
    const length = wordsOf(header)
    if (length === 0 || at + length > words.length) {
      this.broken = 1
      this.#next = words.length
      return false
    }
    const kind = kindOf(header)
    const least = LEAST_WORDS[kind] as number
    this.#next = at + length
    this.length = length
    this.kind = kind
    this.timed = TIMED[kind] === 1
    this.#payload = this.timed ? at + 3 : at + 1
    this.sound = least !== 0 && length >= least && header >>> 24 === 0
    if (this.sound && this.timed) {
      const time = this.#floatAt(at + 1)
      this.sound = time >= -LAST_TIME && time <= LAST_TIME
      // A clock may be read just before its zero.
      this.time = Math.max(0, time)
    }
    return true
  }

  /** A word of the payload. */
  word(index: number): number {
    return this.#words[this.#payload + index] as number
  }

  /** The float64 in two words of the payload. */
  float(index: number): number {
    return this.#floatAt(this.#payload + index)
  }

  /** The bytes of the text that begins at a word of the payload, valid until the next batch; null when they do not fit. */
  text(index: number): Uint8Array | null {
    const at = this.#payload + index
    const length = this.#words[at] as number
    if (length < 0 || length > (this.#next - at - 1) * 4) return null
    return this.#bytes.subarray((at + 1) * 4, (at + 1) * 4 + length)
  }

  decode(text: Uint8Array): string {
    return decodeUtf8(text, 0, text.length)
  }

  #floatAt(at: number): number {
    halves[0] = this.#words[at] as number
    halves[1] = this.#words[at + 1] as number
    return half[0] as number
  }
}
