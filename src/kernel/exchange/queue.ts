import { ObjectType, Operation } from '../../trace/events.ts'
import type { Kernel } from '../kernel.ts'
import { word } from '../memory/arena.ts'
import { Obj } from '../memory/layout.ts'
import {
  ITEM_WORDS,
  Item,
  messageBytes,
  messageObjects,
  QUEUE_BODY_WORDS,
  QueueBody,
  Tag,
} from '../memory/messages.ts'
import type { Wait } from '../sync/waiter.ts'

/** What `get` returns when nothing came in time: no value of a program. */
export const EMPTY: unique symbol = Symbol('empty')

const FIRST_SLOTS = 16

/** Where `get` puts what it took, before it is decoded outside the section. One per worker: no worker is in two gets. */
interface Taken {
  tag: Tag
  length: number
  number: number
  message: number
}

/**
 * A first-in, first-out queue of values for many producers and consumers. Numbers and the like lie in the queue itself;
 * other values are encoded into a block of the heap, outside the section.
 */
export class KernelQueue {
  readonly #kernel: Kernel
  readonly #words: Int32Array
  readonly #floats: Float64Array
  readonly #taken: Taken = { tag: Tag.Undefined, length: 0, number: 0, message: 0 }
  readonly capacity: number

  private constructor(
    kernel: Kernel,
    readonly id: number,
  ) {
    this.#kernel = kernel
    this.#words = kernel.memory.words
    this.#floats = kernel.memory.floats
    this.capacity = word(this.#words, id + QueueBody.Capacity)
  }

  /** `capacity` 0: as long as memory lasts. */
  static create(kernel: Kernel, capacity: number): KernelQueue {
    const shown = capacity === 0 ? -1 : capacity
    const id = kernel.objects.create(ObjectType.Queue, QUEUE_BODY_WORDS, shown)
    kernel.memory.words[id + QueueBody.Capacity] = capacity
    return new KernelQueue(kernel, id)
  }

  static attach(kernel: Kernel, id: number): KernelQueue {
    kernel.objects.hold(id)
    return new KernelQueue(kernel, id)
  }

  /** How many items are in it at this moment. */
  get length(): number {
    this.#kernel.gate.point()
    return Atomics.load(this.#words, this.id + QueueBody.Count)
  }

  /**
   * Adds a value; false when there was no room in time. `timeout` in ms: null waits for ever, 0 does not wait.
   * Throws EncodingError for what cannot be sent, KernelError `memory.full`.
   */
  put(value: unknown, timeout: number | null): boolean {
    const { gate, waiter } = this.#kernel
    gate.point()
    const tag = tagOf(value)
    const number = tag === Tag.Number ? (value as number) : 0
    const packed = tag === Tag.Message ? this.#pack(value) : NOT_PACKED
    if (this.#putNow(tag, number, packed)) return true
    const done = timeout !== 0 && waiter.wait(this.#waitToPut(tag, number, packed, timeout))
    if (!done && packed.message !== 0) this.#kernel.objects.dropMessage(packed.message)
    return done
  }

  async putAsync(value: unknown, timeout: number | null): Promise<boolean> {
    this.#kernel.gate.point()
    const tag = tagOf(value)
    const number = tag === Tag.Number ? (value as number) : 0
    const packed = tag === Tag.Message ? this.#pack(value) : NOT_PACKED
    if (this.#putNow(tag, number, packed)) return true
    const wait = this.#waitToPut(tag, number, packed, timeout)
    const done = timeout !== 0 && (await this.#kernel.waiter.waitAsync(wait))
    if (!done && packed.message !== 0) this.#kernel.objects.dropMessage(packed.message)
    return done
  }

  /** Takes the oldest value; `EMPTY` when none came in time. `operation`: what a wait is called. */
  get(timeout: number | null, operation: Operation = Operation.QueueGet): unknown {
    const { gate, waiter } = this.#kernel
    gate.point()
    if (this.#getNow()) return this.#unpack()
    if (timeout === 0) return EMPTY
    return waiter.wait(this.#waitToGet(timeout, operation)) ? this.#unpack() : EMPTY
  }

  async getAsync(timeout: number | null, operation: Operation = Operation.QueueGet): Promise<unknown> {
    this.#kernel.gate.point()
    if (this.#getNow()) return this.#unpack()
    if (timeout === 0) return EMPTY
    const taken: Taken = { tag: Tag.Undefined, length: 0, number: 0, message: 0 }
    const wait = this.#waitToGet(timeout, operation, taken)
    return (await this.#kernel.waiter.waitAsync(wait)) ? this.#unpack(taken) : EMPTY
  }

  #putNow(tag: Tag, number: number, packed: Packed): boolean {
    const kernel = this.#kernel
    const section = this.id + Obj.Section
    kernel.sections.guard()
    kernel.sections.enter(section)
    let stored = false
    let version = 0
    try {
      stored = this.#store(tag, number, packed)
      version = word(this.#words, this.id + Obj.Version)
    } finally {
      kernel.sections.leave(section)
      kernel.sections.unguard()
    }
    if (stored) kernel.trace.operation(Operation.QueuePut, this.id, version, kernel.site())
    return stored
  }

  #getNow(): boolean {
    const kernel = this.#kernel
    const section = this.id + Obj.Section
    // An empty queue is seen without taking the section: whoever looks in turns would hinder those who put.
    if (Atomics.load(this.#words, this.id + QueueBody.Count) === 0) return false
    kernel.sections.enter(section)
    const taken = this.#take(this.#taken)
    const version = word(this.#words, this.id + Obj.Version)
    kernel.sections.leave(section)
    if (taken) kernel.trace.operation(Operation.QueueGet, this.id, version, kernel.site())
    return taken
  }

  #waitToPut(tag: Tag, number: number, packed: Packed, timeout: number | null): Wait {
    const kernel = this.#kernel
    return {
      operation: Operation.QueuePut,
      object: this.id,
      queue: this.id + Obj.Wait2Head,
      site: kernel.site(),
      deadline: kernel.deadline(timeout),
      message: packed.message,
      attempt: () => this.#store(tag, number, packed),
    }
  }

  #waitToGet(timeout: number | null, operation: Operation, into = this.#taken): Wait {
    const kernel = this.#kernel
    return {
      operation,
      object: this.id,
      queue: this.id + Obj.WaitHead,
      site: kernel.site(),
      deadline: kernel.deadline(timeout),
      inFront: operation === Operation.PoolIdle,
      attempt: () => this.#take(into),
    }
  }

  /** [section] */
  #store(tag: Tag, number: number, packed: Packed): boolean {
    const words = this.#words
    const { id } = this
    const count = word(words, id + QueueBody.Count)
    if (this.capacity > 0 && count >= this.capacity) return false
    if (count === word(words, id + QueueBody.Slots)) this.#grow(count)
    const slots = word(words, id + QueueBody.Slots)
    let index = word(words, id + QueueBody.First) + count
    if (index >= slots) index -= slots
    const item = word(words, id + QueueBody.Buffer) + index * ITEM_WORDS
    words[item + Item.Tag] = tag
    if (tag === Tag.Number) this.#floats[(item + Item.Value) >> 1] = number
    else if (tag === Tag.Message) {
      words[item + Item.Length] = packed.length
      words[item + Item.Value] = packed.message
      words[id + QueueBody.Words] = word(words, id + QueueBody.Words) + (packed.length >> 2)
    }
    Atomics.store(words, id + QueueBody.Count, count + 1)
    words[id + Obj.Version] = word(words, id + Obj.Version) + 1
    if (words[id + Obj.WaitHead] !== 0) this.#kernel.waiter.wakeOne(id + Obj.WaitHead)
    return true
  }

  /** [section] */
  #take(into: Taken): boolean {
    const words = this.#words
    const { id } = this
    const count = word(words, id + QueueBody.Count)
    if (count === 0) return false
    const first = word(words, id + QueueBody.First)
    const item = word(words, id + QueueBody.Buffer) + first * ITEM_WORDS
    into.tag = word(words, item + Item.Tag)
    if (into.tag === Tag.Number) into.number = this.#floats[(item + Item.Value) >> 1] as number
    else if (into.tag === Tag.Message) {
      into.length = word(words, item + Item.Length)
      into.message = word(words, item + Item.Value)
      words[id + QueueBody.Words] = word(words, id + QueueBody.Words) - (into.length >> 2)
    }
    words[id + QueueBody.First] = first + 1 === word(words, id + QueueBody.Slots) ? 0 : first + 1
    Atomics.store(words, id + QueueBody.Count, count - 1)
    words[id + Obj.Version] = word(words, id + Obj.Version) + 1
    if (words[id + Obj.Wait2Head] !== 0) this.#kernel.waiter.wakeOne(id + Obj.Wait2Head)
    return true
  }

  /** [section] Doubles the room. */
  #grow(count: number): void {
    const words = this.#words
    const { id } = this
    const buffer = word(words, id + QueueBody.Buffer)
    const slots = word(words, id + QueueBody.Slots)
    const doubled = Math.max(FIRST_SLOTS, slots * 2)
    const larger = this.#kernel.heap.allocate(doubled * ITEM_WORDS)
    const first = word(words, id + QueueBody.First)
    const untilEnd = Math.min(count, slots - first)
    words.copyWithin(larger, buffer + first * ITEM_WORDS, buffer + (first + untilEnd) * ITEM_WORDS)
    words.copyWithin(larger + untilEnd * ITEM_WORDS, buffer, buffer + (count - untilEnd) * ITEM_WORDS)
    words[id + QueueBody.Buffer] = larger
    words[id + QueueBody.Slots] = doubled
    words[id + QueueBody.First] = 0
    if (buffer !== 0) this.#kernel.heap.free(buffer)
  }

  #pack(value: unknown): Packed {
    const kernel = this.#kernel
    const { bytes, objects } = kernel.codec.encode(value)
    return kernel.storeMessage(bytes, objects)
  }

  #unpack(taken = this.#taken): unknown {
    switch (taken.tag) {
      case Tag.Undefined:
        return undefined
      case Tag.Null:
        return null
      case Tag.True:
        return true
      case Tag.False:
        return false
      case Tag.Number:
        return taken.number
      case Tag.Message: {
        const kernel = this.#kernel
        const { message } = taken
        const start = messageBytes(this.#words, message) * 4
        const bytes = kernel.memory.bytes.slice(start, start + taken.length)
        try {
          return kernel.codec.decode(bytes)
        } finally {
          for (const object of messageObjects(this.#words, message)) kernel.objects.release(object)
          kernel.heap.free(message)
        }
      }
    }
  }
}

/** A value laid into the heap. */
export interface Packed {
  readonly message: number
  /** Length of its bytes. */
  readonly length: number
}
const NOT_PACKED: Packed = { message: 0, length: 0 }

function tagOf(value: unknown): Tag {
  if (typeof value === 'number') return Tag.Number
  if (value === undefined) return Tag.Undefined
  if (value === null) return Tag.Null
  if (value === true) return Tag.True
  if (value === false) return Tag.False
  return Tag.Message
}
