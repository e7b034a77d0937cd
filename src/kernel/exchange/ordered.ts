import { type Memory, word } from '../memory/arena.ts'
import type { Heap } from '../memory/heap.ts'
import { ITEM_WORDS, Item, messageBytes, Order, QueueBody, Tag } from '../memory/messages.ts'
import { bytesAt, type Cargo, type ItemCopy, type Taken } from './cargo.ts'
import { compareKeys } from './priority.ts'

/**
 * The items of a queue that gives out the last or the least one first: a stack, or a binary heap of which each parent comes
 * before its children. Every method must be called inside the queue's section.
 */
export class OrderedItems {
  readonly #memory: Memory
  readonly #words: Int32Array
  readonly #heap: Heap
  readonly #id: number
  readonly #sorted: boolean

  constructor(memory: Memory, heap: Heap, id: number) {
    this.#memory = memory
    this.#words = memory.words
    this.#heap = heap
    this.#id = id
    this.#sorted = word(memory.words, id + QueueBody.Order) === Order.Priority
  }

  get count(): number {
    return Atomics.load(this.#words, this.#id + QueueBody.Count)
  }

  /** Adds an item; `key`: block of its key, 0 for a stack. Throws KernelError `memory.full` and what `compareKeys` throws. */
  put(cargo: Cargo, key: number): void {
    const words = this.#words
    const id = this.#id
    const { count } = this
    if (count === word(words, id + QueueBody.Slots)) this.#grow(count)
    const place = this.#sorted ? this.#risen(count, key) : count
    const item = this.#item(place)
    words[item + Item.Tag] = cargo.tag
    words[item + Item.Length] = cargo.length
    if (cargo.tag === Tag.Message) {
      words[item + Item.Value] = cargo.message
      words[id + QueueBody.OrderedWords] = word(words, id + QueueBody.OrderedWords) + (cargo.length >> 2)
    } else this.#memory.floats[(item + Item.Value) >> 1] = cargo.number
    words[item + Item.Key] = key
    const sequence = word(words, id + QueueBody.Sequence)
    words[item + Item.Sequence] = sequence
    words[id + QueueBody.Sequence] = (sequence + 1) | 0
    Atomics.store(words, id + QueueBody.Count, count + 1)
  }

  /** Takes the last or the least item. False when there is none. The caller frees the block of its key: `key`. */
  get(into: Taken): { readonly key: number } | null {
    const words = this.#words
    const id = this.#id
    const { count } = this
    if (count === 0) return null
    const item = this.#item(this.#sorted ? 0 : count - 1)
    into.tag = word(words, item + Item.Tag)
    into.length = word(words, item + Item.Length)
    if (into.tag === Tag.Message) {
      into.message = word(words, item + Item.Value)
      words[id + QueueBody.OrderedWords] = word(words, id + QueueBody.OrderedWords) - (into.length >> 2)
    } else into.number = this.#memory.floats[(item + Item.Value) >> 1] as number
    const key = word(words, item + Item.Key)
    Atomics.store(words, id + QueueBody.Count, count - 1)
    if (this.#sorted && count > 1) this.#sink(count - 1)
    return { key }
  }

  /** Copies of all items, in the order in which they were put. */
  copies(): ItemCopy[] {
    const words = this.#words
    const items = Array.from({ length: this.count }, (_, i) => this.#item(i))
    const age = (item: number) => word(words, item + Item.Sequence)
    items.sort((a, b) => (age(a) - age(b)) | 0)
    return items.map(item => {
      const tag: Tag = word(words, item + Item.Tag)
      const message = word(words, item + Item.Value)
      return {
        tag,
        number: this.#memory.floats[(item + Item.Value) >> 1] as number,
        bytes:
          tag === Tag.Message
            ? bytesAt(this.#memory, messageBytes(words, message), word(words, item + Item.Length))
            : null,
      }
    })
  }

  #item(index: number): number {
    return word(this.#words, this.#id + QueueBody.Buffer) + index * ITEM_WORDS
  }

  #move(from: number, to: number): void {
    this.#words.copyWithin(this.#item(to), this.#item(from), this.#item(from) + ITEM_WORDS)
  }

  /**
   * Where a new item with this key belongs. First the path from the new leaf to that place is compared, then its items make
   * room: a comparison that throws leaves all as it was.
   */
  #risen(leaf: number, key: number): number {
    const words = this.#words
    let place = leaf
    while (place > 0) {
      const parent = (place - 1) >> 1
      // Of two that are alike the one that is there already came first.
      if (compareKeys(this.#memory, key, word(words, this.#item(parent) + Item.Key), true) >= 0) break
      place = parent
    }
    for (let at = leaf; at !== place; ) {
      const parent = (at - 1) >> 1
      this.#move(parent, at)
      at = parent
    }
    return place
  }

  /** Fills the hole at the top: the last item, `last`, sinks from there to where it belongs. */
  #sink(last: number): void {
    let hole = 0
    for (;;) {
      let child = hole * 2 + 1
      if (child >= last) break
      if (child + 1 < last && this.#before(child + 1, child)) child++
      if (this.#before(last, child)) break
      this.#move(child, hole)
      hole = child
    }
    this.#move(last, hole)
  }

  #before(a: number, b: number): boolean {
    const words = this.#words
    const one = this.#item(a)
    const other = this.#item(b)
    const order = compareKeys(this.#memory, word(words, one + Item.Key), word(words, other + Item.Key), false)
    if (order !== 0) return order < 0
    return ((word(words, one + Item.Sequence) - word(words, other + Item.Sequence)) | 0) < 0
  }

  #grow(count: number): void {
    const words = this.#words
    const id = this.#id
    const buffer = word(words, id + QueueBody.Buffer)
    const slots = Math.max(FIRST_SLOTS, count * 2)
    const larger = this.#heap.allocate(slots * ITEM_WORDS)
    words.copyWithin(larger, buffer, buffer + count * ITEM_WORDS)
    words[id + QueueBody.Buffer] = larger
    words[id + QueueBody.Slots] = slots
    if (buffer !== 0) this.#heap.free(buffer)
  }
}

const FIRST_SLOTS = 16
