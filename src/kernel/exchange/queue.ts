import { ObjectType, Operation } from '../../trace/events.ts'
import type { Kernel } from '../kernel.ts'
import { word } from '../memory/arena.ts'
import { Obj } from '../memory/layout.ts'
import {
  Order,
  QUEUE_BODY_WORDS,
  QueueBody,
  queueLength,
  StreamWord,
  streamAwaited,
  Tag,
} from '../memory/messages.ts'
import type { Destination } from '../memory/values/index.ts'
import { reserveStack } from '../sync/section.ts'
import type { Wait } from '../sync/waiter.ts'
import { type Cargo, copyOf, type ItemCopy, nothingTaken, type Taken } from './cargo.ts'
import { Lookout } from './lookout.ts'
import { OrderedItems } from './ordered.ts'
import { Parcels } from './parcels.ts'
import { layKey } from './priority.ts'
import { NO_ROOM, NOTHING, SHUT, Stream } from './stream.ts'
import { countOperation, Unfinished } from './unfinished.ts'

export type { Packed } from './cargo.ts'

/** What `get` returns when nothing came in time: no value of a program. */
export const EMPTY: unique symbol = Symbol('empty')

export interface QueueOptions {
  /** What the trace calls it. Default: Queue. */
  readonly type?: ObjectType
  /** Default: first in, first out. */
  readonly order?: Order
  /** Counts items until they are called done. */
  readonly joinable?: boolean
  /** Who gets the items. Default: `message`. */
  readonly to?: Destination
}

/** Where `get` puts what it took, before it is decoded outside the section. One per worker: no worker is in two gets. */
const taken: Taken = nothingTaken()

/**
 * A queue of values for many producers and consumers: first in, first out (a `Stream`), or by another order (`OrderedItems`,
 * in the object's section). Small values lie in the queue itself, others in blocks of the heap; they are encoded and decoded
 * outside. Whoever finds nothing, or no room, waits at the object and leaves a mark that the other side looks for.
 *
 * Versions of its records: of a first-in, first-out queue the n-th put has version n, and so has the get that took its item;
 * of the others each operation counts.
 */
export class KernelQueue {
  readonly #kernel: Kernel
  readonly #words: Int32Array
  readonly #stream: Stream
  readonly #ordered: OrderedItems | null
  readonly #unfinished: Unfinished
  readonly #lookout: Lookout
  readonly #parcels: Parcels
  #key = 0
  /** What a lane watches for before it waits. */
  readonly #filled = (): boolean =>
    (this.#ordered === null ? this.#stream.filled : this.#ordered.count > 0) || this.shut
  readonly #hasRoom = (): boolean => queueLength(this.#words, this.id) < this.capacity || this.shut
  readonly capacity: number
  /**
   * Word that learns the version of each item taken here, as it is taken: it tells what a lane had in hand that was killed.
   * 0: none.
   */
  claimAt = 0
  /** Version of the item that `put` has put last. */
  lastPut = 0

  private constructor(
    kernel: Kernel,
    readonly id: number,
    to: Destination,
  ) {
    const { memory, heap } = kernel
    const { words } = memory
    this.#kernel = kernel
    this.#words = words
    this.#stream = new Stream(memory, heap, id + QueueBody.Stream)
    this.#ordered = words[id + QueueBody.Order] === Order.Fifo ? null : new OrderedItems(memory, heap, id)
    this.#parcels = new Parcels(kernel, to)
    this.#unfinished = new Unfinished(kernel, id)
    this.#lookout = new Lookout(kernel, id)
    this.capacity = word(words, id + QueueBody.Capacity)
  }

  /** `capacity` 0: as long as memory lasts. */
  static create(kernel: Kernel, capacity: number, options: QueueOptions = {}): KernelQueue {
    const { type = ObjectType.Queue, order = Order.Fifo, joinable = false, to = 'message' } = options
    const { words } = kernel.memory
    const id = kernel.objects.create(type, QUEUE_BODY_WORDS, capacity === 0 ? -1 : capacity)
    words[id + QueueBody.Capacity] = capacity
    words[id + QueueBody.Order] = order
    words[id + QueueBody.Joinable] = joinable ? 1 : 0
    return new KernelQueue(kernel, id, to)
  }

  static attach(kernel: Kernel, id: number, to: Destination = 'message'): KernelQueue {
    kernel.objects.hold(id)
    return new KernelQueue(kernel, id, to)
  }

  /** Adds a number to an unbounded queue, whoever asks: the end of a process, too, which the collector may carry out. */
  static tell(kernel: Kernel, id: number, number: number): void {
    const queue = new KernelQueue(kernel, id, 'message')
    queue.#put(queue.#parcels.load(number, true), 0)
  }

  /** How many items are in it at this moment. */
  get length(): number {
    this.#kernel.gate.point()
    return queueLength(this.#words, this.id)
  }

  /** Whether something is in it; no operation of the program's, so no choice point. */
  get pending(): boolean {
    return queueLength(this.#words, this.id) > 0
  }

  /** Whether it was shut down: nothing more is put, and what is left can be taken. */
  get shut(): boolean {
    return Atomics.load(this.#words, this.id + QueueBody.Stream + StreamWord.Shut) === 1
  }

  /**
   * Adds a value; false when there was no room in time, or the queue is shut down. `timeout` in ms: null waits for ever, 0
   * does not wait. Throws EncodingError for what cannot be sent, KernelError `memory.full`, and of a priority queue
   * `priority.order` and `priority.compare`.
   */
  put(value: unknown, timeout: number | null): boolean {
    const kernel = this.#kernel
    kernel.gate.point()
    const cargo = this.#load(value)
    const key = this.#key
    let version: number = NO_ROOM
    let done = false
    try {
      version = this.#put(cargo, key)
      if (version === NO_ROOM && timeout !== 0 && kernel.gate.patience.watch(this.#hasRoom)) {
        version = this.#put(cargo, key)
      }
      if (version === NO_ROOM && timeout !== 0) {
        const wait = this.#waitToPut(cargo, key, timeout)
        done = kernel.waiter.wait(wait) && wait.stored
      } else if (version > 0) done = true
    } finally {
      if (!done) this.#unload(cargo, key)
    }
    if (version > 0) {
      this.lastPut = version | 0
      kernel.trace.operation(Operation.QueuePut, this.id, version | 0, kernel.site())
    }
    return done
  }

  async putAsync(value: unknown, timeout: number | null): Promise<boolean> {
    const kernel = this.#kernel
    kernel.gate.point()
    const loaded = this.#load(value)
    const key = this.#key
    let cargo = loaded
    let done = false
    try {
      const version = this.#put(loaded, key)
      done = version > 0
      if (done) kernel.trace.operation(Operation.QueuePut, this.id, version | 0, kernel.site())
      if (version === NO_ROOM && timeout !== 0) {
        cargo = copyOf(loaded)
        const wait = this.#waitToPut(cargo, key, timeout)
        done = (await kernel.waiter.waitAsync(wait)) && wait.stored
      }
    } finally {
      if (!done) this.#unload(cargo, key)
    }
    return done
  }

  /** Takes a value; `EMPTY` when none came in time or can come. `operation`: what a wait is called. */
  get(timeout: number | null, operation: Operation = Operation.QueueGet): unknown {
    const kernel = this.#kernel
    kernel.gate.point()
    if (this.#getNow()) return this.#parcels.open(taken)
    if (timeout === 0 || this.shut) return this.#getNow() ? this.#parcels.open(taken) : EMPTY
    if (this.#watchAndGet()) return this.#parcels.open(taken)
    const wait = this.#waitToGet(timeout, operation, taken)
    return kernel.waiter.wait(wait) && wait.given ? this.#parcels.open(taken) : EMPTY
  }

  async getAsync(timeout: number | null, operation: Operation = Operation.QueueGet): Promise<unknown> {
    const kernel = this.#kernel
    kernel.gate.point()
    if (this.#getNow()) return this.#parcels.open(taken)
    if (timeout === 0 || this.shut) return this.#getNow() ? this.#parcels.open(taken) : EMPTY
    const into = nothingTaken()
    const wait = this.#waitToGet(timeout, operation, into)
    return (await kernel.waiter.waitAsync(wait)) && wait.given ? this.#parcels.open(into) : EMPTY
  }

  /** Looks whether something comes within a moment, which is cheaper than a wait. It takes nothing. */
  watch(): boolean {
    return this.#kernel.gate.patience.watch(this.#filled)
  }

  /** A wait until there is something to take, which takes nothing. */
  readable(): Wait {
    const kernel = this.#kernel
    const queue = this.id + Obj.WaitHead
    return {
      operation: Operation.QueueGet,
      object: this.id,
      queue,
      site: kernel.site(),
      deadline: Number.POSITIVE_INFINITY,
      attempt: () => {
        if (queueLength(this.#words, this.id) === 0 && !this.shut) return false
        // It leaves the item to whoever waits for one.
        kernel.waiter.wakeOne(queue)
        return true
      },
      waiting: () => this.#markAndLook(Obj.WaitHead),
    }
  }

  /** One item less to be done. False when all were done before. */
  taskDone(): boolean {
    return this.#unfinished.taskDone()
  }

  /** Waits until every item was called done. */
  join(): void {
    this.#unfinished.join()
  }

  joinAsync(): Promise<void> {
    return this.#unfinished.joinAsync()
  }

  /** From now on nothing can be put; with `immediate` what is in it goes, too, and counts as done. */
  shutdown(immediate: boolean): void {
    const kernel = this.#kernel
    const { id } = this
    kernel.gate.point()
    const dropped: number[] = []
    reserveStack()
    kernel.sections.guard()
    kernel.sections.enter(id + Obj.Section)
    this.#stream.shut()
    while (immediate && this.#takeOne(taken) !== NOTHING) {
      if (taken.tag === Tag.Message) dropped.push(taken.message)
      this.#unfinished.dropOne()
    }
    const version = countOperation(this.#words, this.id)
    for (const queue of [Obj.WaitHead, Obj.Wait2Head, QueueBody.JoinHead]) kernel.waiter.wakeAll(id + queue)
    kernel.sections.leave(id + Obj.Section)
    for (const message of dropped) kernel.objects.dropMessage(message)
    kernel.sections.unguard()
    kernel.trace.operation(Operation.QueueShutdown, id, version, kernel.site())
  }

  /** All items in their order, without taking them, and how many are not done: for a copy of the queue. */
  snapshot(): { readonly items: unknown[]; readonly unfinished: number } {
    const kernel = this.#kernel
    kernel.gate.point()
    kernel.sections.enter(this.id + Obj.Section)
    let copies: readonly ItemCopy[]
    let unfinished: number
    try {
      copies = this.#ordered === null ? this.#stream.copies() : this.#ordered.copies()
      unfinished = this.#unfinished.count
    } finally {
      kernel.sections.leave(this.id + Obj.Section)
    }
    return { items: copies.map(copy => this.#parcels.read(copy)), unfinished }
  }

  /** Fills a new queue with what `snapshot` told of another. */
  fill(items: readonly unknown[], unfinished: number, shut: boolean): void {
    for (const item of items) this.put(item, 0)
    this.#unfinished.count = unfinished
    if (shut) this.#stream.shut()
  }

  /** Puts without waiting and wakes who waits for it. Not in the section. */
  #put(cargo: Cargo, key: number): number {
    const kernel = this.#kernel
    const { sections } = kernel
    if (this.#words[this.id + Obj.WaitHead] !== 0) reserveStack()
    sections.guard()
    try {
      if (this.#ordered === null) {
        const version = this.#stream.put(cargo, this.capacity, this.#unfinished.word)
        if (version > 0 && this.#stream.awaited) this.#wake(Obj.WaitHead)
        return version
      }
      sections.enter(this.id + Obj.Section)
      try {
        return this.#putOrdered(this.#ordered, cargo, key)
      } finally {
        sections.leave(this.id + Obj.Section)
      }
    } finally {
      sections.unguard()
    }
  }

  /** [section] */
  #putOrdered(items: OrderedItems, cargo: Cargo, key: number): number {
    if (this.shut) return SHUT
    if (this.capacity > 0 && items.count >= this.capacity) return NO_ROOM
    items.put(cargo, key)
    this.#unfinished.addOne()
    this.#kernel.waiter.wakeOne(this.id + Obj.WaitHead)
    return countOperation(this.#words, this.id)
  }

  /** Takes without waiting, wakes who waits for room, records it. Not in the section. */
  #getNow(): boolean {
    const kernel = this.#kernel
    const { sections } = kernel
    // An empty queue is seen without taking anything: whoever looks in turns would hinder those who put.
    if (this.#ordered === null ? this.#stream.seemsEmpty : this.#ordered.count === 0) return false
    if (this.#words[this.id + Obj.Wait2Head] !== 0) reserveStack()
    sections.guard()
    const version = this.#takeNow()
    sections.unguard()
    return this.#got(version)
  }

  /** As `#getNow`, once something has come, if that is soon. */
  #watchAndGet(): boolean {
    // Nobody else waits, so nobody would be woken in vain either.
    if (this.#ordered !== null || !streamAwaited(this.#words, this.#stream.base)) {
      return this.watch() && this.#getNow()
    }
    let version: number = NOTHING
    reserveStack()
    this.#lookout.watch(this.#filled, () => {
      version = this.#takeNow()
    })
    return this.#got(version)
  }

  /** [guarded] */
  #takeNow(): number {
    const { sections, waiter } = this.#kernel
    let version: number
    if (this.#ordered === null) {
      version = this.#stream.get(taken)
      if (version > 0 && this.#stream.awaited) this.#wake(Obj.Wait2Head)
    } else {
      sections.enter(this.id + Obj.Section)
      version = this.#takeOne(taken)
      if (version > 0) waiter.wakeOne(this.id + Obj.Wait2Head)
      sections.leave(this.id + Obj.Section)
    }
    this.#claim(version)
    return version
  }

  #got(version: number): boolean {
    if (version === NOTHING) return false
    const kernel = this.#kernel
    kernel.trace.operation(Operation.QueueGet, this.id, version | 0, kernel.site())
    return true
  }

  /** [guarded] */
  #claim(version: number): void {
    if (version !== NOTHING && this.claimAt !== 0) Atomics.store(this.#words, this.claimAt, version | 0)
  }

  /** [section] Takes an item, of whatever order. */
  #takeOne(into: Taken): number {
    if (this.#ordered === null) return this.#stream.get(into)
    const item = this.#ordered.get(into)
    if (item === null) return NOTHING
    if (item.key !== 0) this.#kernel.heap.free(item.key)
    return countOperation(this.#words, this.id)
  }

  /** Wakes one that waits, and marks that others do. */
  #wake(waiters: Obj.WaitHead | Obj.Wait2Head): void {
    const { sections } = this.#kernel
    sections.enter(this.id + Obj.Section)
    this.#wakeInside(waiters)
    sections.leave(this.id + Obj.Section)
  }

  /** [section] Wakes as many as there are items, or places. */
  #wakeInside(waiters: Obj.WaitHead | Obj.Wait2Head): void {
    const queue = this.id + waiters
    let woken = 0
    do {
      this.#kernel.waiter.wakeOne(queue)
      woken++
    } while (word(this.#words, queue) !== 0 && this.#mark(waiters) > woken)
  }

  /**
   * [section] Somebody waits: whoever puts or takes outside the section from now on sees the mark. Returns how many items, or
   * places, there are.
   */
  #mark(waiters: Obj.WaitHead | Obj.Wait2Head): number {
    const stream = this.#stream
    // In an ordered queue all is done in the section, and whoever does something wakes.
    if (this.#ordered !== null) return 0
    if (this.shut) return Number.POSITIVE_INFINITY
    if (waiters === Obj.WaitHead) return stream.awaitItem()
    const length = stream.awaitRoom()
    return this.capacity === 0 ? Number.POSITIVE_INFINITY : this.capacity - length
  }

  /** [section] As a lane begins to wait: what changed until the mark was there must not be missed. */
  #markAndLook(waiters: Obj.WaitHead | Obj.Wait2Head): void {
    if (this.#mark(waiters) > 0) this.#kernel.waiter.wakeOne(this.id + waiters)
  }

  #waitToPut(cargo: Cargo, key: number, timeout: number | null): Wait & { stored: boolean } {
    const kernel = this.#kernel
    const wait = {
      operation: Operation.QueuePut,
      object: this.id,
      queue: this.id + Obj.Wait2Head,
      site: kernel.site(),
      deadline: kernel.deadline(timeout),
      message: cargo.message,
      stored: false,
      attempt: (): boolean => {
        const items = this.#ordered
        const version =
          items === null
            ? this.#stream.put(cargo, this.capacity, this.#unfinished.word)
            : this.#putOrdered(items, cargo, key)
        if (version === NO_ROOM) return false
        wait.stored = version > 0
        if (wait.stored && items === null && this.#stream.awaited) this.#wakeInside(Obj.WaitHead)
        return true
      },
      waiting: () => this.#markAndLook(Obj.Wait2Head),
    }
    return wait
  }

  #waitToGet(timeout: number | null, operation: Operation, into: Taken): Wait & { given: boolean } {
    const kernel = this.#kernel
    const wait = {
      operation,
      object: this.id,
      queue: this.id + Obj.WaitHead,
      site: kernel.site(),
      deadline: kernel.deadline(timeout),
      inFront: operation === Operation.PoolIdle,
      given: false,
      attempt: (): boolean => {
        const version = this.#takeOne(into)
        wait.given = version !== NOTHING
        if (!wait.given) return this.shut
        this.#claim(version)
        if (this.#ordered !== null) kernel.waiter.wakeOne(this.id + Obj.Wait2Head)
        else if (this.#stream.awaited) this.#wakeInside(Obj.Wait2Head)
        return true
      },
      waiting: () => this.#markAndLook(Obj.WaitHead),
    }
    return wait
  }

  /** Makes a value ready to be put: encodes it, outside everything. */
  #load(value: unknown): Cargo {
    const cargo = this.#parcels.load(value, this.#ordered === null)
    if (this.#ordered !== null) this.#key = this.#keyOf(value, cargo)
    return cargo
  }

  /** Block with the key of a value in a priority queue, 0 for other queues. */
  #keyOf(value: unknown, cargo: Cargo): number {
    if (this.#words[this.id + QueueBody.Order] !== Order.Priority) return 0
    try {
      return layKey(this.#kernel, value)
    } catch (error) {
      this.#unload(cargo, 0)
      throw error
    }
  }

  /** Gives back what a value took that was not put after all. */
  #unload(cargo: Cargo, key: number): void {
    if (cargo.message !== 0) this.#kernel.objects.dropMessage(cargo.message)
    if (key !== 0) this.#kernel.heap.free(key)
  }
}
