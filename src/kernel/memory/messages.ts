import { word } from './arena.ts'

/** Words of a queue, after those that every object has (`Obj.Body`). Written inside its section. */
export const enum QueueBody {
  /** 0: unbounded. */
  Capacity = 12,
  Count = 13,
  /** Index of the oldest item. */
  First = 14,
  /** Ring of items: address and number of slots. */
  Buffer = 15,
  Slots = 16,
  /** Words of messages in it, for the report of who holds the memory. */
  Words = 17,
}
export const QUEUE_BODY_WORDS = 6

/** Words of one item of a queue: a tag, a length, then a float64 or an address. Items start at even words. */
export const enum Item {
  Tag = 0,
  /** Length of the message's bytes. */
  Length = 1,
  /** The number (float64), or the message's address. */
  Value = 2,
}
export const ITEM_WORDS = 4

export const enum Tag {
  Undefined = 0,
  Null = 1,
  True = 2,
  False = 3,
  Number = 4,
  Message = 5,
}

/**
 * A message is a block of the heap: how many objects of the arena it names, their addresses, then its bytes. Returns where
 * the bytes start (word index).
 */
export function messageBytes(words: Int32Array, message: number): number {
  return message + 1 + word(words, message)
}

/** The objects that a message names and therefore keeps alive. */
export function messageObjects(words: Int32Array, message: number): number[] {
  return Array.from(words.subarray(message + 1, messageBytes(words, message)))
}

/** Addresses of all messages in a queue. */
export function queueMessages(words: Int32Array, queue: number): number[] {
  const messages: number[] = []
  const slots = word(words, queue + QueueBody.Slots)
  const first = word(words, queue + QueueBody.First)
  for (let i = 0; i < word(words, queue + QueueBody.Count); i++) {
    const item = word(words, queue + QueueBody.Buffer) + ((first + i) % slots) * ITEM_WORDS
    if (words[item + Item.Tag] === Tag.Message) messages.push(word(words, item + Item.Value))
  }
  return messages
}
