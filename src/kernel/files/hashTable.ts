import { KernelError } from '../errors.ts'
import { type Memory, word } from '../memory/arena.ts'
import type { Heap } from '../memory/heap.ts'

/** Words of a table: where it is said what it has. */
const enum Table {
  Buckets = 0,
  /** A power of two. */
  Length = 1,
  Count = 2,
}

/** First words of a member's block. */
const enum Member {
  Next = 0,
  Hash = 1,
}

/** Members by hash, in chains that a member's own words make. */
export class HashTable {
  readonly #memory: Memory
  readonly #heap: Heap

  constructor(memory: Memory, heap: Heap) {
    this.#memory = memory
    this.#heap = heap
  }

  /** `buckets`: a block of `FIRST_BUCKETS` words. */
  create(table: number, buckets: number): void {
    const { words } = this.#memory
    words.fill(0, buckets, buckets + FIRST_BUCKETS)
    words[table + Table.Buckets] = buckets
    words[table + Table.Length] = FIRST_BUCKETS
    words[table + Table.Count] = 0
  }

  /** The first member that has this hash and is `wanted`, 0: none. */
  find(table: number, hash: number, wanted: (member: number) => boolean): number {
    const { words } = this.#memory
    let at = word(words, this.#bucket(table, hash))
    while (at !== 0 && !(words[at + Member.Hash] === hash && wanted(at))) at = word(words, at + Member.Next)
    return at
  }

  add(table: number, member: number, hash: number): void {
    const { words } = this.#memory
    words[member + Member.Hash] = hash
    const bucket = this.#bucket(table, hash)
    words[member + Member.Next] = word(words, bucket)
    words[bucket] = member
    const count = word(words, table + Table.Count) + 1
    words[table + Table.Count] = count
    if (count > 2 * word(words, table + Table.Length)) this.#grow(table)
  }

  remove(table: number, member: number): void {
    const { words } = this.#memory
    let link = this.#bucket(table, word(words, member + Member.Hash))
    while (word(words, link) !== member) link = word(words, link) + Member.Next
    words[link] = word(words, member + Member.Next)
    words[table + Table.Count] = word(words, table + Table.Count) - 1
  }

  /** All members, in no order. */
  *members(table: number): Generator<number> {
    const { words } = this.#memory
    const buckets = word(words, table + Table.Buckets)
    for (let i = 0; i < word(words, table + Table.Length); i++) {
      for (let at = word(words, buckets + i); at !== 0; at = word(words, at + Member.Next)) yield at
    }
  }

  #bucket(table: number, hash: number): number {
    const { words } = this.#memory
    return word(words, table + Table.Buckets) + (hash & (word(words, table + Table.Length) - 1))
  }

  #grow(table: number): void {
    const { words } = this.#memory
    const length = word(words, table + Table.Length) * 4
    const old = word(words, table + Table.Buckets)
    let buckets: number
    try {
      buckets = this.#heap.allocate(length)
    } catch (error) {
      // Long chains are only slow.
      if (error instanceof KernelError) return
      throw error
    }
    const members = [...this.members(table)]
    words.fill(0, buckets, buckets + length)
    words[table + Table.Buckets] = buckets
    words[table + Table.Length] = length
    for (const member of members) {
      const bucket = this.#bucket(table, word(words, member + Member.Hash))
      words[member + Member.Next] = word(words, bucket)
      words[bucket] = member
    }
    this.#heap.free(old)
  }
}

export const FIRST_BUCKETS = 64
