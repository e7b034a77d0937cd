import { EventKind, header, wordsOf } from './events.ts'

/**
 * A ring of trace words: single producer (its lane), single consumer (the collector). Head and tail count words for ever
 * and wrap at 2³²; the capacity is a power of two. Head is published after the words it covers, tail after they were read.
 */
export interface RingPlace {
  readonly words: Int32Array
  /** First word and number of words, a power of two. */
  readonly base: number
  readonly capacity: number
  readonly head: number
  readonly tail: number
  /** Word that is 1 while the producer sleeps for want of room. */
  readonly waiting: number
  /** Word to ring when the collector should look. */
  readonly bell: number
}

const half = new Float64Array(1)
const halves = new Int32Array(half.buffer)

/** Longest text of one record, in bytes: longer ones go on in the next record. */
export const TEXT_BYTES = 4096

/** Writes records into a ring. A full ring makes the writer wait: nothing is dropped. */
export class RingWriter {
  readonly #place: RingPlace
  readonly #words: Int32Array
  readonly #base: number
  readonly #mask: number
  readonly #now: () => number
  /** Where the next record goes, without those of a run (`#openRun`) that is open. */
  #head: number
  /** Of the open run: its first word, the next one, and the word after its last, in the ring's memory. */
  #start = 0
  #at = 0
  #end = 0
  /** The last two operations, in turn, and by how much their versions grew: what the next is compared with. */
  #turn = 0
  #operation0 = 0
  #object0 = 0
  #site0 = 0
  #version0 = 0
  #stride0 = 0
  #operation1 = 0
  #object1 = 0
  #site1 = 0
  #version1 = 0
  #stride1 = 0
  /** Operations that repeated those before them and are not written yet; which of the two the first of them was. */
  #repeats = 0
  #firstRepeat = 0
  /** The head as the collector may see it. */
  #published: number
  /** The tail as last seen: it can only have moved on since. */
  #tail: number

  /** `now` is the kernel's clock, ms. */
  constructor(place: RingPlace, now: () => number) {
    this.#place = place
    this.#words = place.words
    this.#base = place.base
    this.#mask = place.capacity - 1
    this.#now = now
    this.#head = Atomics.load(place.words, place.head)
    this.#published = this.#head
    this.#tail = Atomics.load(place.words, place.tail)
  }

  /**
   * A record without time and with four words: the cheapest, for operations that did not wait. The collector sees it at the
   * latest after `UNPUBLISHED_WORDS` more, or with the lane's next record of another kind. One that repeats the one two
   * before it, as loops do, is only counted: many become one `Repeat`.
   */
  operation(operation: number, object: number, version: number, site: number): void {
    if (this.#turn === 0) {
      this.#turn = 1
      if (this.#operation0 === operation && this.#object0 === object && this.#site0 === site) {
        const stride = (version - this.#version0) | 0
        this.#version0 = version
        if (stride === this.#stride0) {
          this.#repeated(0)
          return
        }
        if (this.#repeats !== 0) this.#writeRepeats()
        this.#stride0 = stride
      } else {
        if (this.#repeats !== 0) this.#writeRepeats()
        this.#operation0 = operation
        this.#object0 = object
        this.#site0 = site
        this.#version0 = version
        this.#stride0 = 0
      }
    } else {
      this.#turn = 0
      if (this.#operation1 === operation && this.#object1 === object && this.#site1 === site) {
        const stride = (version - this.#version1) | 0
        this.#version1 = version
        if (stride === this.#stride1) {
          this.#repeated(1)
          return
        }
        if (this.#repeats !== 0) this.#writeRepeats()
        this.#stride1 = stride
      } else {
        if (this.#repeats !== 0) this.#writeRepeats()
        this.#operation1 = operation
        this.#object1 = object
        this.#site1 = site
        this.#version1 = version
        this.#stride1 = 0
      }
    }
    this.#write(operation, object, version, site)
  }

  #repeated(turn: number): void {
    if (this.#repeats === 0) this.#firstRepeat = turn
    if (++this.#repeats >= UNPUBLISHED_REPEATS) this.flush()
  }

  /** What was only counted becomes a record. */
  #writeRepeats(): void {
    const count = this.#repeats
    if (count === 0) return
    // First of all: making room for it may come here again.
    this.#repeats = 0
    this.#reserve(REPEAT_WORDS)
    const other = this.#firstRepeat === 1
    this.#put(0, REPEAT_HEADER)
    this.#put(1, count)
    this.#put(2, other ? this.#stride1 : this.#stride0)
    this.#put(3, other ? this.#stride0 : this.#stride1)
    this.#head = (this.#head + REPEAT_WORDS) | 0
  }

  #write(operation: number, object: number, version: number, site: number): void {
    const at = this.#at
    const next = at + OPERATION_WORDS
    if (next > this.#end) {
      this.#operationSlowly(operation, object, version, site)
      return
    }
    const words = this.#words
    words[at] = OPERATION_HEADER
    words[at + 1] = operation
    words[at + 2] = object
    words[at + 3] = version
    words[at + 4] = site
    this.#at = next
  }

  /** Lets the collector see every record written so far. */
  flush(): void {
    this.#writeRepeats()
    this.#settle()
    const before = this.#published
    const head = this.#head
    if (before === head) return
    this.#published = head
    const { words, head: headWord } = this.#place
    // Published last: the collector may read a record as soon as it sees it counted.
    Atomics.store(words, headWord, head)
    // The collector looks at every display frame anyway; it is called when half a ring has filled in between.
    if (((before ^ head) & ((this.#mask + 1) >> 1)) !== 0) this.#ring()
  }

  #operationSlowly(operation: number, object: number, version: number, site: number): void {
    this.#reserve(OPERATION_WORDS)
    this.#put(0, OPERATION_HEADER)
    this.#put(1, operation)
    this.#put(2, object)
    this.#put(3, version)
    this.#put(4, site)
    this.#head = (this.#head + OPERATION_WORDS) | 0
    if (((this.#head - this.#published) | 0) >= UNPUBLISHED_WORDS) this.flush()
    this.#openRun()
  }

  /** Opens a run of words that operations fill with a single comparison each: it has room, does not wrap, and is not long. */
  #openRun(): void {
    const offset = this.#head & this.#mask
    const room = this.#mask + 1 - ((this.#head - this.#tail) | 0)
    this.#start = this.#base + offset
    this.#at = this.#start
    this.#end = this.#start + Math.min(room, this.#mask + 1 - offset, UNPUBLISHED_WORDS)
  }

  /** Closes the run: `#head` counts what was written in it. */
  #settle(): void {
    this.#head = (this.#head + this.#at - this.#start) | 0
    this.#start = 0
    this.#at = 0
    this.#end = 0
  }

  /** A record without time. */
  plain(kind: EventKind, a: number, b: number, c: number, d: number, e: number): void {
    this.#reserve(6)
    this.#put(0, header(kind, 6))
    this.#put(1, a)
    this.#put(2, b)
    this.#put(3, c)
    this.#put(4, d)
    this.#put(5, e)
    this.#publish(6)
  }

  /** A timed record with up to four words of payload. Returns the time written. */
  timed(kind: EventKind, count: number, a = 0, b = 0, c = 0, d = 0): number {
    const time = this.#now()
    this.timedAt(time, kind, count, a, b, c, d)
    return time
  }

  /** As `timed`, at a time that the caller has read. */
  timedAt(time: number, kind: EventKind, count: number, a = 0, b = 0, c = 0, d = 0): void {
    const length = 3 + count
    this.#reserve(length)
    this.#put(0, header(kind, length))
    this.#putFloat(1, time)
    if (count > 0) this.#put(3, a)
    if (count > 1) this.#put(4, b)
    if (count > 2) this.#put(5, c)
    if (count > 3) this.#put(6, d)
    this.#publish(length)
  }

  /** A timed record of `payload`, then a float64. */
  timedFloat(time: number, kind: EventKind, payload: readonly number[], value: number): void {
    const length = 3 + payload.length + 2
    this.#reserve(length)
    this.#put(0, header(kind, length))
    this.#putFloat(1, time)
    for (let i = 0; i < payload.length; i++) this.#put(3 + i, payload[i] as number)
    this.#putFloat(3 + payload.length, value)
    this.#publish(length)
  }

  /** A timed record of four words, then a short text that is known to be ASCII. Allocates nothing. */
  timedAscii(time: number, kind: EventKind, a: number, b: number, c: number, d: number, text: string): void {
    const { length: bytes } = text
    const length = 8 + ((bytes + 3) >> 2)
    this.#reserve(length)
    this.#put(0, header(kind, length))
    this.#putFloat(1, time)
    this.#put(3, a)
    this.#put(4, b)
    this.#put(5, c)
    this.#put(6, d)
    this.#put(7, bytes)
    let word = 0
    for (let i = 0; i < bytes; i++) {
      const shift = (i & 3) << 3
      word |= (text.charCodeAt(i) & 0x7f) << shift
      if (shift === 24 || i === bytes - 1) {
        this.#put(8 + (i >> 2), word)
        word = 0
      }
    }
    this.#publish(length)
  }

  /** A timed record of `payload`, then a text of at most `TEXT_BYTES` bytes of UTF-8. */
  timedText(time: number, kind: EventKind, payload: readonly number[], text: Uint8Array): void {
    const textWords = (text.length + 3) >> 2
    const length = 3 + payload.length + 1 + textWords
    this.#reserve(length)
    this.#put(0, header(kind, length))
    this.#putFloat(1, time)
    let at = 3
    for (const word of payload) this.#put(at++, word)
    this.#put(at++, text.length)
    for (let i = 0; i < text.length; i += 4) {
      this.#put(
        at++,
        (text[i] as number) |
          ((text[i + 1] ?? 0) << 8) |
          ((text[i + 2] ?? 0) << 16) |
          ((text[i + 3] ?? 0) << 24),
      )
    }
    this.#publish(length)
  }

  #put(offset: number, word: number): void {
    this.#words[this.#base + ((this.#head + offset) & this.#mask)] = word
  }

  #putFloat(offset: number, value: number): void {
    half[0] = value
    this.#put(offset, halves[0] as number)
    this.#put(offset + 1, halves[1] as number)
  }

  #reserve(length: number): void {
    this.#writeRepeats()
    this.#settle()
    if (((this.#head + length - this.#tail) | 0) > this.#mask + 1) this.#makeRoom(length)
  }

  #publish(length: number): void {
    this.#head = (this.#head + length) | 0
    this.flush()
  }

  #ring(): void {
    const { words, bell } = this.#place
    Atomics.store(words, bell, 1)
    Atomics.notify(words, bell)
  }

  #makeRoom(length: number): void {
    this.flush()
    const { words, tail, waiting } = this.#place
    this.#tail = Atomics.load(words, tail)
    if (((this.#head + length - this.#tail) | 0) <= this.#mask + 1) return
    const since = this.#now()
    // Room for the RingFull record as well.
    const needed = length + RING_FULL_WORDS
    while (((this.#head + needed - this.#tail) | 0) > this.#mask + 1) {
      Atomics.store(words, waiting, 1)
      this.#ring()
      Atomics.wait(words, tail, this.#tail, ROOM_PATIENCE)
      Atomics.store(words, waiting, 0)
      this.#tail = Atomics.load(words, tail)
    }
    const time = this.#now()
    this.timedFloat(time, EventKind.RingFull, [], time - since)
  }
}

const OPERATION_WORDS = 5
const OPERATION_HEADER = header(EventKind.Operation, OPERATION_WORDS)
const REPEAT_WORDS = 4
const REPEAT_HEADER = header(EventKind.Repeat, REPEAT_WORDS)
/** Operations that are counted at most before the collector is told. */
const UNPUBLISHED_REPEATS = 1 << 16
/** A store that other processors see in order costs more than the record: it is made once for many. */
const UNPUBLISHED_WORDS = 4096
const RING_FULL_WORDS = 5
/** ms after which a waiting writer looks again by itself. */
const ROOM_PATIENCE = 50

/**
 * Copies what a ring holds, whole records only and at most `maxWords`, into private memory; null when it is empty. Only
 * the collector calls this.
 */
export function drainRing(place: RingPlace, maxWords: number): Int32Array | null {
  const { words, base, capacity } = place
  const tail = Atomics.load(words, place.tail)
  let length = (Atomics.load(words, place.head) - tail) | 0
  if (length <= 0) return null
  if (length > maxWords) {
    let whole = 0
    for (;;) {
      const next = wordsOf(words[base + ((tail + whole) & (capacity - 1))] as number)
      if (next === 0 || whole + next > maxWords) break
      whole += next
    }
    if (whole === 0) return null
    length = whole
  }
  const copy = new Int32Array(length)
  const start = tail & (capacity - 1)
  const first = Math.min(length, capacity - start)
  copy.set(words.subarray(base + start, base + start + first))
  if (first < length) copy.set(words.subarray(base, base + length - first), first)
  Atomics.store(words, place.tail, (tail + length) | 0)
  if (Atomics.load(words, place.waiting) !== 0) Atomics.notify(words, place.tail)
  return copy
}
