import { type Memory, word } from './arena.ts'
import type { Heap } from './heap.ts'

/**
 * Words of a piece of shared state, after those that every object has (`Obj.Body`). Written inside its section. Its values
 * lie in a table of slots: of an array in order, of an object in the order in which its fields were added.
 */
export const enum StateBody {
  /** `StateKind` */
  Kind = 12,
  /** Text block with the name of an instance's class, 0: none. */
  ClassName = 13,
  Count = 14,
  /** Slot of the first value: an array that is taken from at its front moves on. */
  First = 15,
  /** Table: address and number of slots. */
  Table = 16,
  Slots = 17,
  /** Counts how often a field was removed: whoever remembers where fields are must look again. */
  Epoch = 18,
}
export const STATE_BODY_WORDS = 8

/** Words of one slot. Slots start at even words. */
export const enum Slot {
  /** Text block of the field's name, 0 in an array. */
  Key = 0,
  Tag = 1,
  /** The number (float64), the message's address, or the piece's. */
  Value = 2,
  /** Length of the message's bytes. */
  Length = 3,
}
export const SLOT_WORDS = 4

export const enum SlotTag {
  Undefined = 0,
  Null = 1,
  True = 2,
  False = 3,
  Number = 4,
  /** The slot owns a message. */
  Message = 5,
  /** The slot holds a reference to another piece of shared state. */
  State = 6,
}

/** Frees what a piece of shared state owns, the object itself left out. It may be half made, but sound. */
export function clearState(
  { words }: Memory,
  heap: Heap,
  state: number,
  dropMessage: (message: number) => void,
  dropState: (state: number) => void,
): void {
  const table = word(words, state + StateBody.Table)
  const first = word(words, state + StateBody.First)
  for (let i = 0; i < word(words, state + StateBody.Count); i++) {
    const slot = table + (first + i) * SLOT_WORDS
    const tag = words[slot + Slot.Tag]
    if (words[slot + Slot.Key] !== 0) heap.free(word(words, slot + Slot.Key))
    if (tag === SlotTag.Message) dropMessage(word(words, slot + Slot.Value))
    else if (tag === SlotTag.State) dropState(word(words, slot + Slot.Value))
  }
  if (table !== 0) heap.free(table)
  const name = word(words, state + StateBody.ClassName)
  if (name !== 0) heap.free(name)
}

/** A text as a block of the heap: its length, then two UTF-16 units in each word. */
export function storeText({ words }: Memory, heap: Heap, text: string): number {
  const n = text.length
  const block = heap.allocate(1 + ((n + 1) >> 1))
  words[block] = n
  for (let i = 0; i < n; i += 2) {
    const high = i + 1 < n ? text.charCodeAt(i + 1) : 0
    words[block + 1 + (i >> 1)] = text.charCodeAt(i) | (high << 16)
  }
  return block
}

export function readText({ words }: Memory, block: number): string {
  const n = word(words, block)
  let text = ''
  for (let i = 0; i < n; i++) {
    const pair = word(words, block + 1 + (i >> 1))
    text += String.fromCharCode((i & 1) === 0 ? pair & 0xffff : pair >>> 16)
  }
  return text
}
