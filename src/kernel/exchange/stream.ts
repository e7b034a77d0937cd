import { type Memory, word } from '../memory/arena.ts'
import type { Heap } from '../memory/heap.ts'
import {
  ADDRESS,
  AWAITED,
  LOCKED,
  messageBytes,
  SIDE_WAITED,
  StreamWord,
  streamLength,
  Tag,
} from '../memory/messages.ts'
import { bytesAt, type Cargo, type ItemCopy, type Taken } from './cargo.ts'

/**
 * First in, first out, between any number of lanes: a chain of segments with a side for those who put and a side for those
 * who get, each with a lock of its own (Michael and Scott, "Simple, Fast, and Practical Non-Blocking and Blocking
 * Concurrent Queue Algorithms", 1996, the two-lock queue). A side remembers how far the other was when it last looked, and
 * looks again only when it gets there: so one who puts and one who gets seldom touch each other's words.
 *
 * Callers are guarded (`Sections.guard`): nobody dies with a side in hand. Between taking a side and giving it free no
 * function of our own is called, as the stack may be full: half a put would block the queue for ever.
 */
export class Stream {
  readonly #memory: Memory
  readonly #words: Int32Array
  readonly #floats: Float64Array
  readonly #heap: Heap
  /** Whether somebody waited for what the last `put` or `get` brought: he is to be woken now, his mark is gone. */
  awaited = false

  constructor(
    memory: Memory,
    heap: Heap,
    readonly base: number,
  ) {
    this.#memory = memory
    this.#words = memory.words
    this.#floats = memory.floats
    this.#heap = heap
  }

  /**
   * Adds an item unless there are `capacity` (0: any number); counts the word at `unfinished` (0: none) up. Returns how many
   * were ever put, `NO_ROOM`, or `SHUT`.
   */
  put(cargo: Cargo, capacity: number, unfinished: number): number {
    const words = this.#words
    const { base } = this
    const side = base + StreamWord.PutAt
    let at = words[side] as number
    if ((at & LOCKED) !== 0 || Atomics.compareExchange(words, side, at, at | LOCKED) !== at) {
      at = this.#take(side)
    } else at &= ADDRESS
    if (words[base + StreamWord.Shut] !== 0) {
      if ((Atomics.and(words, side, AWAITED | ADDRESS) & SIDE_WAITED) !== 0) Atomics.notify(words, side, 1)
      return SHUT
    }
    const puts = words[base + StreamWord.Puts] as number
    if (capacity > 0 && ((puts - (words[base + StreamWord.SeenGets] as number)) | 0) >= capacity) {
      const gets = Atomics.load(words, base + StreamWord.Gets)
      words[base + StreamWord.SeenGets] = gets
      if (((puts - gets) | 0) >= capacity) {
        if ((Atomics.and(words, side, AWAITED | ADDRESS) & SIDE_WAITED) !== 0) Atomics.notify(words, side, 1)
        return NO_ROOM
      }
    }
    const { tag } = cargo
    let size = 2
    if (tag === Tag.Inline) size = 2 + (((cargo.length + 7) >> 3) << 1)
    else if (tag > Tag.Int) size = 4
    let to = at
    if (at + size + LINK_WORDS > (words[base + StreamWord.PutEnd] as number)) {
      try {
        to = this.#extend(at, size)
      } finally {
        // Nothing was put: who waits for an item keeps his mark.
        if (to === at && (Atomics.and(words, side, AWAITED | ADDRESS) & SIDE_WAITED) !== 0)
          Atomics.notify(words, side, 1)
      }
    }
    words[to] = tag | (size << 8)
    if (tag === Tag.Int) words[to + 1] = cargo.number
    else if (tag === Tag.Number) this.#floats[(to + 2) >> 1] = cargo.number
    else if (tag === Tag.Inline) {
      const { source } = cargo
      words[to + 1] = cargo.length
      const n = (cargo.length + 3) >> 2
      for (let i = 0; i < n; i++) words[to + 2 + i] = source[i] as number
    } else if (tag === Tag.Message) {
      words[to + 1] = cargo.length
      words[to + 2] = cargo.message
    }
    const volume = tag === Tag.Message ? size + ((cargo.length + 3) >> 2) : size
    words[base + StreamWord.VolumeIn] = ((words[base + StreamWord.VolumeIn] as number) + volume) | 0
    const count = (puts + 1) | 0
    words[base + StreamWord.Puts] = count
    if (unfinished !== 0) Atomics.add(words, unfinished, 1)
    // Who watches will take it. The mark stays then, for whoever watched last; if nobody does any more, it is for us after all.
    const kept = words[base + StreamWord.Lookers] === 0 ? 0 : AWAITED
    const marks = Atomics.exchange(words, side, (to + size) | kept)
    this.awaited =
      (marks & AWAITED) !== 0 && (kept === 0 || Atomics.load(words, base + StreamWord.Lookers) === 0)
    if ((marks & SIDE_WAITED) !== 0) Atomics.notify(words, side, 1)
    return count >>> 0 || 1
  }

  /** Takes the oldest item. Returns how many were ever taken, `NOTHING` when there was none. */
  get(into: Taken): number {
    const words = this.#words
    const { base } = this
    const side = base + StreamWord.GetAt
    let at = words[side] as number
    if ((at & ~ADDRESS) !== 0 || Atomics.compareExchange(words, side, at, at | LOCKED) !== at) {
      at = this.#take(side)
    }
    if (at === (words[base + StreamWord.SeenPut] as number)) {
      const put = Atomics.load(words, base + StreamWord.PutAt) & ADDRESS
      if (put === at) {
        if ((Atomics.and(words, side, AWAITED | ADDRESS) & SIDE_WAITED) !== 0) Atomics.notify(words, side, 1)
        return NOTHING
      }
      words[base + StreamWord.SeenPut] = put
      if (at === 0) {
        at = words[base + StreamWord.First] as number
        words[base + StreamWord.Segment] = at
      }
    }
    let head = words[at] as number
    let emptied = 0
    if ((head & 0xff) === Tag.Link) {
      emptied = words[base + StreamWord.Segment] as number
      at = words[at + 1] as number
      words[base + StreamWord.Segment] = at
      head = words[at] as number
    }
    const tag: Tag = head & 0xff
    const size = head >>> 8
    let volume = size
    into.tag = tag
    if (tag === Tag.Int) into.number = words[at + 1] as number
    else if (tag === Tag.Number) into.number = this.#floats[(at + 2) >> 1] as number
    else if (tag === Tag.Inline) {
      const length = words[at + 1] as number
      into.length = length
      const target = into.words
      const n = (length + 3) >> 2
      for (let i = 0; i < n; i++) target[i] = words[at + 2 + i] as number
    } else if (tag === Tag.Message) {
      into.length = words[at + 1] as number
      into.message = words[at + 2] as number
      volume += (into.length + 3) >> 2
    }
    words[base + StreamWord.VolumeOut] = ((words[base + StreamWord.VolumeOut] as number) + volume) | 0
    const count = ((words[base + StreamWord.Gets] as number) + 1) | 0
    words[base + StreamWord.Gets] = count
    const marks = Atomics.exchange(words, side, at + size)
    this.awaited = (marks & AWAITED) !== 0
    if ((marks & SIDE_WAITED) !== 0) Atomics.notify(words, side, 1)
    if (emptied !== 0) this.#heap.free(emptied)
    return count >>> 0 || 1
  }

  /** Copies of all items, oldest first. */
  copies(): ItemCopy[] {
    const words = this.#words
    const memory = this.#memory
    const side = this.base + StreamWord.GetAt
    const copies: ItemCopy[] = []
    // Whoever takes waits meanwhile; whoever puts goes on, and is not looked at.
    let at = this.#take(side)
    try {
      const end = Atomics.load(words, this.base + StreamWord.PutAt) & ADDRESS
      if (at === 0 && end !== 0) at = word(words, this.base + StreamWord.First)
      while (at !== end) {
        const head = word(words, at)
        const tag: Tag = head & 0xff
        if (tag === Tag.Link) {
          at = word(words, at + 1)
          continue
        }
        const number = tag === Tag.Number ? (this.#floats[(at + 2) >> 1] as number) : word(words, at + 1)
        let bytes: Uint8Array | null = null
        if (tag === Tag.Inline) bytes = bytesAt(memory, at + 2, number)
        else if (tag === Tag.Message)
          bytes = bytesAt(memory, messageBytes(words, word(words, at + 2)), number)
        copies.push({ tag, number, bytes })
        at += head >>> 8
      }
    } finally {
      if ((Atomics.and(words, side, AWAITED | ADDRESS) & SIDE_WAITED) !== 0) Atomics.notify(words, side, 1)
    }
    return copies
  }

  /** Marks that somebody waits for items. Returns how many there are. */
  awaitItem(): number {
    Atomics.or(this.#words, this.base + StreamWord.PutAt, AWAITED)
    return this.length
  }

  /** Marks that somebody waits for room. Returns how many items there are. */
  awaitRoom(): number {
    Atomics.or(this.#words, this.base + StreamWord.GetAt, AWAITED)
    return this.length
  }

  get length(): number {
    return streamLength(this.#words, this.base)
  }

  /** From now on nothing can be put. */
  shut(): void {
    const words = this.#words
    const side = this.base + StreamWord.PutAt
    this.#take(side)
    words[this.base + StreamWord.Shut] = 1
    if ((Atomics.and(words, side, AWAITED | ADDRESS) & SIDE_WAITED) !== 0) Atomics.notify(words, side, 1)
  }

  /** Whether there is nothing to take: a glance that costs next to nothing. */
  get seemsEmpty(): boolean {
    const words = this.#words
    // What the get side knows already is asked first: the put side's words are in the hands of those who put.
    const at = words[this.base + StreamWord.GetAt] as number
    if ((at & LOCKED) === 0 && (at & ADDRESS) !== words[this.base + StreamWord.SeenPut]) return false
    const gets = words[this.base + StreamWord.Gets]
    // In this order: what is equal then was equal before.
    return words[this.base + StreamWord.Puts] === gets
  }

  /** As `!seemsEmpty`, for who watches until it is so. */
  get filled(): boolean {
    const words = this.#words
    return Atomics.load(words, this.base + StreamWord.Puts) !== words[this.base + StreamWord.Gets]
  }

  /** Words of the items that were put and not taken. */
  get volume(): number {
    const words = this.#words
    const out = Atomics.load(words, this.base + StreamWord.VolumeOut)
    return (Atomics.load(words, this.base + StreamWord.VolumeIn) - out) | 0
  }

  /** Takes a side, somebody else's turn first if need be. Returns its address. */
  #take(side: number): number {
    const words = this.#words
    let mine = LOCKED
    for (let spin = 0; ; ) {
      const value = Atomics.load(words, side)
      if ((value & LOCKED) === 0) {
        if (Atomics.compareExchange(words, side, value, value | mine) === value) return value & ADDRESS
      } else if (spin < SPINS) spin++
      else if ((value & SIDE_WAITED) !== 0 || this.#mark(side, value)) {
        Atomics.wait(words, side, value | SIDE_WAITED)
        // Others may sleep as well: whoever gives the side free must wake the next one.
        mine = LOCKED | SIDE_WAITED
      }
    }
  }

  #mark(side: number, value: number): boolean {
    return Atomics.compareExchange(this.#words, side, value, value | SIDE_WAITED) === value
  }

  /** [put side] Links a new segment with room for an item. Returns where that goes. Throws KernelError `memory.full`. */
  #extend(at: number, size: number): number {
    const words = this.#words
    const { base } = this
    const before = word(words, base + StreamWord.SegmentWords)
    const length = Math.max(Math.min(before * 2, LARGEST_SEGMENT), FIRST_SEGMENT, size + LINK_WORDS)
    const segment = this.#heap.allocate(length)
    if (at === 0) words[base + StreamWord.First] = segment
    else {
      words[at] = Tag.Link | (LINK_WORDS << 8)
      words[at + 1] = segment
    }
    words[base + StreamWord.SegmentWords] = length
    words[base + StreamWord.PutEnd] = segment + length
    return segment
  }
}

/** What `put` and `get` return when they did nothing. */
export const NO_ROOM = 0
export const NOTHING = 0
export const SHUT = -1

const LINK_WORDS = 2
/** Words of a stream's first segment and, after doublings, of its later ones. */
const FIRST_SEGMENT = 64
const LARGEST_SEGMENT = 4096
/** Looks at a side in somebody's hands, before sleeping: puts and gets are short. */
const SPINS = 200
