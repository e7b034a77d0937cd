import { KernelError } from '../errors.ts'
import type { Sections } from '../sync/section.ts'
import { type Memory, word } from './arena.ts'
import { Head } from './layout.ts'

/**
 * The arena's allocator. Addresses are word indices; every block starts at an even word, so that it can hold float64s.
 *
 * A block has one word before it: its size class (small) or its length in words (large, as a negative number). Small
 * blocks come from pages by size class, four classes to each power of two, with a free list each; large ones first fit
 * from a list in order of address, whose neighbours are joined when one is freed.
 */
export class Heap {
  readonly #memory: Memory
  readonly #sections: Sections
  readonly #explain: () => string

  /** `explain` tells who holds the memory, for the error when there is none left. */
  constructor(memory: Memory, sections: Sections, explain: () => string) {
    this.#memory = memory
    this.#sections = sections
    this.#explain = explain
  }

  /** Words in use, small blocks' rounding included. */
  get used(): number {
    return word(this.#memory.words, Head.HeapUsed)
  }

  /** Allocates `words` words, not cleared. Throws KernelError `memory.full`. */
  allocate(words: number): number {
    // Also keeps lengths beyond 32 bits away from the arithmetic below.
    if (words > word(this.#memory.words, Head.ArenaWords)) throw this.#full(words)
    this.#sections.enter(Head.HeapLock)
    let address: number
    try {
      address = words <= LARGEST_SMALL ? this.#allocateSmall(classOf(words)) : this.#allocateLarge(words)
    } finally {
      this.#sections.leave(Head.HeapLock)
    }
    if (address === 0) throw this.#full(words)
    return address
  }

  free(address: number): void {
    const { words } = this.#memory
    this.#sections.enter(Head.HeapLock)
    const kind = word(words, address - 1)
    if (kind >= 0) {
      words[address] = word(words, Head.FreeLists + kind)
      words[Head.FreeLists + kind] = address
      words[Head.HeapUsed] = word(words, Head.HeapUsed) - wordsOfClass(kind)
    } else {
      words[Head.HeapUsed] = word(words, Head.HeapUsed) + kind
      this.#freeLarge(address - LARGE_HEADER, -kind)
    }
    this.#sections.leave(Head.HeapLock)
  }

  #allocateSmall(kind: number): number {
    const { words } = this.#memory
    const size = wordsOfClass(kind)
    let address = word(words, Head.FreeLists + kind)
    if (address !== 0) words[Head.FreeLists + kind] = word(words, address)
    else {
      if (word(words, Head.PageTop) + size + 2 > word(words, Head.PageEnd)) {
        const page = this.#take(PAGE_WORDS)
        if (page === 0) return 0
        words[Head.PageTop] = page
        words[Head.PageEnd] = page + PAGE_WORDS
      }
      address = word(words, Head.PageTop) + 2
      words[Head.PageTop] = address + size
    }
    words[address - 1] = kind
    words[Head.HeapUsed] = word(words, Head.HeapUsed) + size
    return address
  }

  #allocateLarge(length: number): number {
    const { words } = this.#memory
    const total = (length + LARGE_HEADER + 1) & ~1
    const start = this.#take(total)
    if (start === 0) return 0
    const taken = word(words, start)
    words[start + LARGE_HEADER - 1] = -taken
    words[Head.HeapUsed] = word(words, Head.HeapUsed) + taken
    return start + LARGE_HEADER
  }

  /** First fit, else from the untouched part. The first word of what it returns holds its length. 0: none. */
  #take(total: number): number {
    const { words } = this.#memory
    let link: number = Head.HeapLargeFree
    for (;;) {
      const start = word(words, link)
      if (start === 0) break
      const length = word(words, start)
      if (length >= total) {
        const next = word(words, start + 1)
        if (length - total >= LARGEST_SMALL) {
          const rest = start + total
          words[rest] = length - total
          words[rest + 1] = next
          words[link] = rest
          words[start] = total
        } else words[link] = next
        return start
      }
      link = start + 1
    }
    const start = word(words, Head.HeapTop)
    if (start + total > word(words, Head.ArenaWords)) return 0
    words[Head.HeapTop] = start + total
    words[start] = total
    return start
  }

  #freeLarge(start: number, length: number): void {
    const { words } = this.#memory
    let link: number = Head.HeapLargeFree
    let before = 0
    while (word(words, link) !== 0 && word(words, link) < start) {
      before = word(words, link)
      link = before + 1
    }
    const next = word(words, link)
    words[start] = length
    words[start + 1] = next
    words[link] = start
    if (next !== 0 && start + length === next) {
      words[start] = length + word(words, next)
      words[start + 1] = word(words, next + 1)
    }
    if (before !== 0 && before + word(words, before) === start) {
      words[before] = word(words, before) + word(words, start)
      words[before + 1] = word(words, start + 1)
      start = before
    }
    if (start + word(words, start) === word(words, Head.HeapTop)) this.#giveUp(start)
  }

  /** The last block before the untouched part becomes part of it, so that a larger one can begin there. */
  #giveUp(start: number): void {
    const { words } = this.#memory
    let link: number = Head.HeapLargeFree
    while (word(words, link) !== start) link = word(words, link) + 1
    words[link] = 0
    words[Head.HeapTop] = start
  }

  #full(wanted: number): KernelError {
    const megabytes = (count: number) => Math.round((count * 4) / 1024 / 102.4) / 10
    // Whoever frees an object meanwhile would lead the explanation astray.
    this.#sections.enter(Head.HeapLock)
    const holders = this.#explain()
    this.#sections.leave(Head.HeapLock)
    const size = word(this.#memory.words, Head.ArenaWords)
    const params = {
      wanted: megabytes(wanted),
      used: megabytes(this.used),
      size: Math.round(megabytes(size)),
      holders,
    }
    return new KernelError(
      'memory.full',
      params,
      `The run's shared memory is full: ${params.used} of its ${params.size} MB are in use, and ${params.wanted} MB more ` +
        `were asked for. ${holders === '' ? '' : `Held by ${holders}. `}` +
        'Take items out of queues sooner, give queues a maxsize, or use and send less at a time.',
      'MemoryError',
    )
  }
}

/** Large blocks start with their length and, when free, the next free one; the word before the address says "large". */
const LARGE_HEADER = 2
const LARGEST_SMALL = 4096
const PAGE_WORDS = 16 * 1024
const SMALLEST = 4

/** Class of a size in words: four classes to each power of two. */
function classOf(words: number): number {
  if (words <= SMALLEST) return 0
  const exponent = 31 - Math.clz32(words - 1)
  const base = 1 << exponent
  const quarter = Math.ceil((words - base) / (base / 4))
  return (exponent - 2) * 4 + quarter
}

function wordsOfClass(kind: number): number {
  const exponent = (kind >> 2) + 2
  const base = 1 << exponent
  // Rounded up to even, so that every address stays even.
  return (base + (kind & 3) * (base / 4) + 1) & ~1
}
