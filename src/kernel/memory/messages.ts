import { ObjectType } from '../../trace/events.ts'
import { word } from './arena.ts'
import { Obj } from './layout.ts'

/** Words of a queue, after those that every object has (`Obj.Body`). Written inside its section, unless it says otherwise. */
export const enum QueueBody {
  /** 0: unbounded. Written at its making. */
  Capacity = 12,
  /** `Order`. Written at its making. */
  Order = 13,
  /** 1: counts what was put and not yet called done. Written at its making. */
  Joinable = 14,
  /** Items put and not called done. Counted up by whoever puts (atomic), down in the section. */
  Unfinished = 15,
  /** Queue of those that wait until all is done. */
  JoinHead = 16,
  JoinTail = 17,
  /** Of an ordered queue: array of items, its room, how many there are, and the number of the next one put. */
  Buffer = 18,
  Slots = 19,
  Count = 20,
  Sequence = 21,
  /** Words of messages in an ordered queue. */
  OrderedWords = 22,
  /** Where the stream's words begin (`StreamWord`). */
  Stream = 24,
}

export const enum Order {
  Fifo = 0,
  Lifo = 1,
  /** The least first. */
  Priority = 2,
}

/**
 * Words of a stream: first in, first out. Its two sides are apart by more than a cache line, so that one who puts and one
 * who gets do not take each other's line away at every message.
 *
 * `PutAt` and `GetAt` are a lock, an address and marks in one word: whoever sets `LOCKED` has that side, and writing the next
 * address tells the other side of it, gives the side free, and takes the marks off at once: then whoever waits is woken.
 */
export const enum StreamWord {
  /** First segment. Written before `PutAt` for the first time. */
  First = 0,
  /** Lanes that watch for an item before they wait for one (atomic): while there are any, whoever puts wakes nobody. */
  Lookers = 8,

  /** [put side] Where the next item goes. */
  PutAt = 18,
  /** End of the segment that it lies in. */
  PutEnd = 19,
  /** Items ever put. Written by the put side, read by all. */
  Puts = 20,
  /** `Gets` as last seen. */
  SeenGets = 21,
  /** Words of items ever put. */
  VolumeIn = 22,
  /** Length of the segment. */
  SegmentWords = 23,
  /** 1: nothing more may be put. Of an ordered queue written in its section. */
  Shut = 24,

  /** [get side] Where the oldest item lies. */
  GetAt = 40,
  /** `PutAt` as last seen. */
  SeenPut = 41,
  /** Segment that `GetAt` lies in. */
  Segment = 42,
  /** Items ever taken. Written by the get side, read by all. */
  Gets = 43,
  /** Words of items ever taken. */
  VolumeOut = 44,
}
const STREAM_WORDS = 60
export const QUEUE_BODY_WORDS = QueueBody.Stream - 12 + STREAM_WORDS

/** Words of one end of a pipe, after those that every object has. Written at its making, unless it says otherwise. */
export const enum ConnectionBody {
  /** The other end; 0 while the pipe is being made. */
  Peer = 12,
  /** 1: this end can receive. 2: it can send. `BYTE_PIPE` besides: its messages are bytes. */
  Access = 13,
  /** Which end it is: 1 or 2. */
  Side = 14,
  /** The end with side 1, which keeps the next two words for both. */
  First = 15,
  /** Sides that nobody holds any more. Bits are set (atomic). */
  Closed = 16,
  /** Ends whose closing is over (atomic): the second one frees both. */
  Gone = 17,
  /** What was sent to this end. */
  Stream = 18,
}
export const CONNECTION_BODY_WORDS = ConnectionBody.Stream - 12 + STREAM_WORDS

/** In `ConnectionBody.Access`, which lies where a queue has its order: no order has this bit. */
export const BYTE_PIPE = 16

/**
 * An item of a stream starts at an even word: a tag (bits 0–7) and its length in words (bits 8 …), then what `Tag` says.
 */
export const enum Tag {
  Undefined = 0,
  Null = 1,
  True = 2,
  False = 3,
  /** The second word is the number. */
  Int = 4,
  /** The third and fourth word are a float64. */
  Number = 5,
  /** The second word is a length in bytes, then the bytes. */
  Inline = 6,
  /** The second word is a length in bytes, the third the address of a block of the heap. */
  Message = 7,
  /** The second word is the next segment's address. */
  Link = 8,
}
export const LOCKED = 1
/** A lane sleeps until the side is free. */
export const SIDE_WAITED = 1 << 30
/** A lane waits for what the side brings: an item, of the put side, or room, of the get side. Set in the object's section. */
export const AWAITED = 1 << 29
/** Address in a side's word: even, and small enough. */
export const ADDRESS = AWAITED - 2

/** Words of an item of an ordered queue. Items start at even words. */
export const enum Item {
  Tag = 0,
  /** Length of the message's bytes. */
  Length = 1,
  /** The number (float64), or the message's address. */
  Value = 2,
  /** Address of the key that a priority queue compares, 0: none. */
  Key = 4,
  /** Number of the put: of two that are alike, the first one put comes first. */
  Sequence = 5,
}
export const ITEM_WORDS = 6

export function isQueue(type: ObjectType): boolean {
  switch (type) {
    case ObjectType.Queue:
    case ObjectType.JoinableQueue:
    case ObjectType.SimpleQueue:
    case ObjectType.LifoQueue:
    case ObjectType.PriorityQueue:
      return true
    default:
      return false
  }
}

/** Whether an object is an end of a pipe. Python's queues are made of pipes, so one may have a queue's type. */
export function isPipeEnd(words: Int32Array, object: number): boolean {
  const type = word(words, object + Obj.Type)
  if (type === ObjectType.Connection) return true
  return isQueue(type) && (word(words, object + ConnectionBody.Access) & BYTE_PIPE) !== 0
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

/** Every block of the heap that a queue nobody uses any more holds: its messages, and what lies beside them. */
export function queueHoldings(words: Int32Array, queue: number): Holdings {
  const held = streamHoldings(words, queue + QueueBody.Stream)
  const buffer = word(words, queue + QueueBody.Buffer)
  if (buffer === 0) return held
  const blocks = [...held.blocks, buffer]
  const messages = [...held.messages]
  for (let i = 0; i < word(words, queue + QueueBody.Count); i++) {
    const item = buffer + i * ITEM_WORDS
    if (words[item + Item.Tag] === Tag.Message) messages.push(word(words, item + Item.Value))
    const key = word(words, item + Item.Key)
    if (key !== 0) blocks.push(key)
  }
  return { messages, blocks }
}

interface Holdings {
  readonly messages: readonly number[]
  readonly blocks: readonly number[]
}

export function streamHoldings(words: Int32Array, stream: number): Holdings {
  const messages: number[] = []
  const blocks: number[] = []
  const end = word(words, stream + StreamWord.PutAt) & ADDRESS
  if (end === 0) return { messages, blocks }
  let at = word(words, stream + StreamWord.GetAt) & ADDRESS
  let segment = word(words, stream + StreamWord.Segment)
  if (at === 0) {
    segment = word(words, stream + StreamWord.First)
    at = segment
  }
  while (at !== end) {
    const head = word(words, at)
    const tag: Tag = head & 0xff
    if (tag === Tag.Link) {
      blocks.push(segment)
      segment = word(words, at + 1)
      at = segment
      continue
    }
    if (tag === Tag.Message) messages.push(word(words, at + 2))
    at += head >>> 8
  }
  blocks.push(segment)
  return { messages, blocks }
}

/** How many items lie in a queue, as far as can be said while others put and get. */
export function queueLength(words: Int32Array, queue: number): number {
  return words[queue + QueueBody.Order] === Order.Fifo
    ? streamLength(words, queue + QueueBody.Stream)
    : Atomics.load(words, queue + QueueBody.Count)
}

export function streamLength(words: Int32Array, stream: number): number {
  for (;;) {
    const gets = Atomics.load(words, stream + StreamWord.Gets)
    const puts = Atomics.load(words, stream + StreamWord.Puts)
    if (Atomics.load(words, stream + StreamWord.Gets) === gets) return (puts - gets) | 0
  }
}

/** Whether somebody waits for an item, or did when one was put last. */
export function streamAwaited(words: Int32Array, stream: number): boolean {
  return (Atomics.load(words, stream + StreamWord.PutAt) & AWAITED) !== 0
}

/** Words of messages in a queue, for the report of who holds the memory. */
export function queueWords(words: Int32Array, queue: number): number {
  const stream = queue + QueueBody.Stream
  const volume = word(words, stream + StreamWord.VolumeIn) - word(words, stream + StreamWord.VolumeOut)
  return Math.max(0, volume | 0) + word(words, queue + QueueBody.OrderedWords)
}

/** What lies in an end of a pipe and was not received, for the same report: words of messages, and how many. */
export function inbox(words: Int32Array, end: number): { readonly volume: number; readonly length: number } {
  const stream = end + ConnectionBody.Stream
  const volume = word(words, stream + StreamWord.VolumeIn) - word(words, stream + StreamWord.VolumeOut)
  return { volume: Math.max(0, volume | 0), length: streamLength(words, stream) }
}
