import { ObjectType, Operation } from '../../trace/events.ts'
import type { Kernel } from '../kernel.ts'
import { type Memory, word } from '../memory/arena.ts'
import { Obj } from '../memory/layout.ts'
import { CONNECTION_BODY_WORDS, ConnectionBody, streamHoldings } from '../memory/messages.ts'
import { reserveStack } from '../sync/section.ts'
import type { Wait } from '../sync/waiter.ts'
import { nothingTaken, type Taken } from './cargo.ts'
import { Parcels } from './parcels.ts'
import { NOTHING, Stream } from './stream.ts'

/** What `recv` returns when nothing can come any more. */
export const ENDED: unique symbol = Symbol('ended')

export const enum Access {
  Receive = 1,
  Send = 2,
  Both = 3,
}

/** Bytes that a pipe holds before who sends must wait: as of Linux. */
const PIPE_BYTES = 65_536
const PIPE_WORDS = PIPE_BYTES / 4

const taken: Taken = nothingTaken()

/**
 * One end of a pipe. What is sent to an end lies in a stream of that end, and both sides of it wait there: for a message, or,
 * having sent, until no more is left than a pipe holds. An end is open as long as a process holds it or a message on its way
 * names it (`Objects`); its memory goes with the second end.
 *
 * Records of sending and receiving name the end that receives; the n-th message sent to it has version n, sent and received.
 */
export class KernelConnection {
  readonly #kernel: Kernel
  readonly #words: Int32Array
  readonly #peer: number
  readonly #inbox: Stream
  readonly #outbox: Stream
  readonly #parcels: Parcels
  readonly access: Access

  private constructor(
    kernel: Kernel,
    readonly id: number,
  ) {
    const { memory, heap } = kernel
    this.#kernel = kernel
    this.#words = memory.words
    this.#peer = word(memory.words, id + ConnectionBody.Peer)
    this.#inbox = new Stream(memory, heap, id + ConnectionBody.Stream)
    this.#outbox = new Stream(memory, heap, this.#peer + ConnectionBody.Stream)
    this.#parcels = new Parcels(kernel, 'message')
    this.access = word(memory.words, id + ConnectionBody.Access)
  }

  /** Both ends of a pipe: of a one-way pipe the receiver first. */
  static pair(kernel: Kernel, duplex: boolean): [KernelConnection, KernelConnection] {
    const { words } = kernel.memory
    const first = kernel.objects.create(ObjectType.Connection, CONNECTION_BODY_WORDS, PIPE_BYTES)
    const second = kernel.objects.create(ObjectType.Connection, CONNECTION_BODY_WORDS, PIPE_BYTES)
    // In one piece: an end whose peer does not know it would never be freed.
    kernel.sections.guard()
    const ends = [first, second] as const
    for (const [i, end] of ends.entries()) {
      words[end + ConnectionBody.First] = first
      words[end + ConnectionBody.Side] = i + 1
      words[end + ConnectionBody.Access] = duplex ? Access.Both : i + 1
      words[end + ConnectionBody.Peer] = end === first ? second : first
    }
    kernel.sections.unguard()
    return [new KernelConnection(kernel, first), new KernelConnection(kernel, second)]
  }

  static attach(kernel: Kernel, id: number): KernelConnection {
    kernel.objects.hold(id)
    return new KernelConnection(kernel, id)
  }

  /** Sends a value; waits until the pipe has room for its last byte. False when nobody holds the other end. */
  send(value: unknown): boolean {
    if (!this.#sendNow(value)) return false
    return this.#hasRoom() || (this.#kernel.waiter.wait(this.#waitForRoom()) && !this.#peerClosed)
  }

  async sendAsync(value: unknown): Promise<boolean> {
    if (!this.#sendNow(value)) return false
    return (
      this.#hasRoom() || ((await this.#kernel.waiter.waitAsync(this.#waitForRoom())) && !this.#peerClosed)
    )
  }

  /** The next value; `ENDED` when none can come, because nobody holds the other end any more or this one was closed here. */
  recv(): unknown {
    this.#kernel.gate.point()
    if (this.#takeNow(taken)) return this.#parcels.open(taken)
    const wait = this.#waitForMessage(taken)
    this.#kernel.waiter.wait(wait)
    return wait.given ? this.#parcels.open(taken) : ENDED
  }

  async recvAsync(): Promise<unknown> {
    this.#kernel.gate.point()
    if (this.#takeNow(taken)) return this.#parcels.open(taken)
    const into = nothingTaken()
    const wait = this.#waitForMessage(into)
    await this.#kernel.waiter.waitAsync(wait)
    return wait.given ? this.#parcels.open(into) : ENDED
  }

  /** Whether `recv` would return or fail at once, at the latest after `timeout` ms (null: no limit). */
  poll(timeout: number | null): boolean {
    const wait = this.#pollNow(timeout)
    return typeof wait === 'boolean' ? wait : this.#kernel.waiter.wait(wait)
  }

  async pollAsync(timeout: number | null): Promise<boolean> {
    const wait = this.#pollNow(timeout)
    return typeof wait === 'boolean' ? wait : this.#kernel.waiter.waitAsync(wait)
  }

  /** A wait until `recv` would not wait. */
  readable(timeout: number | null = null): Wait {
    const kernel = this.#kernel
    const queue = this.id + Obj.WaitHead
    return {
      operation: Operation.ConnectionPoll,
      object: this.id,
      owner: this,
      queue,
      site: kernel.site(),
      deadline: kernel.deadline(timeout),
      attempt: () => {
        if (this.#inbox.length === 0 && !this.#peerClosed) return false
        // It leaves the message to whoever waits for one.
        kernel.waiter.wakeOne(queue)
        return true
      },
      waiting: () => this.#lookForMessage(),
    }
  }

  /** This process gives the end up. Whoever awaits something at it here waits no longer. */
  close(): void {
    const kernel = this.#kernel
    kernel.gate.point()
    kernel.trace.operation(Operation.ConnectionClose, this.id, kernel.version(this.id), kernel.site())
    // Their nodes would stand in queues of an object that may be gone.
    kernel.waiter.cancel(this)
    kernel.objects.unhold(this.id)
  }

  get #peerClosed(): boolean {
    const words = this.#words
    const closed = Atomics.load(words, word(words, this.id + ConnectionBody.First) + ConnectionBody.Closed)
    return (closed & (3 - word(words, this.id + ConnectionBody.Side))) !== 0
  }

  #sendNow(value: unknown): boolean {
    const kernel = this.#kernel
    kernel.gate.point()
    if (this.#peerClosed) return false
    if (this.#words[this.#peer + Obj.WaitHead] !== 0) reserveStack()
    const cargo = this.#parcels.load(value, true)
    let version = 0
    kernel.sections.guard()
    try {
      version = this.#outbox.put(cargo, 0, 0)
      if (this.#outbox.awaited) this.#wakeAt(this.#peer, Obj.WaitHead)
    } finally {
      if (version === 0 && cargo.message !== 0) kernel.objects.dropMessage(cargo.message)
      kernel.sections.unguard()
    }
    kernel.trace.operation(Operation.ConnectionSend, this.#peer, version | 0, kernel.site())
    return true
  }

  #hasRoom(): boolean {
    return this.#outbox.volume <= PIPE_WORDS
  }

  #takeNow(into: Taken): boolean {
    const kernel = this.#kernel
    if (this.#inbox.seemsEmpty) return false
    if (this.#words[this.id + Obj.Wait2Head] !== 0) reserveStack()
    kernel.sections.guard()
    const version = this.#inbox.get(into)
    if (version !== NOTHING && this.#inbox.awaited) this.#wakeAt(this.id, Obj.Wait2Head)
    kernel.sections.unguard()
    if (version === NOTHING) return false
    kernel.trace.operation(Operation.ConnectionRecv, this.id, version | 0, kernel.site())
    return true
  }

  #pollNow(timeout: number | null): boolean | Wait {
    const kernel = this.#kernel
    kernel.gate.point()
    const ready = this.#inbox.length > 0 || this.#peerClosed
    if (!ready && timeout !== 0) return this.readable(timeout)
    kernel.trace.operation(Operation.ConnectionPoll, this.id, kernel.version(this.id), kernel.site())
    return ready
  }

  /** Wakes those that wait at an end: all, for only they can tell whom it helps. They mark anew that they wait. */
  #wakeAt(end: number, waiters: Obj.WaitHead | Obj.Wait2Head): void {
    const { sections, waiter } = this.#kernel
    sections.enter(end + Obj.Section)
    waiter.wakeAll(end + waiters)
    sections.leave(end + Obj.Section)
  }

  #waitForMessage(into: Taken): Wait & { given: boolean } {
    const kernel = this.#kernel
    const wait = {
      operation: Operation.ConnectionRecv,
      object: this.id,
      owner: this,
      queue: this.id + Obj.WaitHead,
      site: kernel.site(),
      deadline: Number.POSITIVE_INFINITY,
      given: false,
      attempt: (): boolean => {
        // Looked at first: what was sent before the other end was closed is still there.
        const ended = this.#peerClosed
        wait.given = this.#inbox.get(into) !== NOTHING
        if (wait.given && this.#inbox.awaited) kernel.waiter.wakeAll(this.id + Obj.Wait2Head)
        return wait.given || ended
      },
      waiting: () => this.#lookForMessage(),
    }
    return wait
  }

  /** [section] A lane begins to wait for a message: what came until its mark was there must not be missed. */
  #lookForMessage(): void {
    if (this.#inbox.awaitItem() > 0 || this.#peerClosed) this.#kernel.waiter.wakeOne(this.id + Obj.WaitHead)
  }

  #waitForRoom(): Wait {
    const kernel = this.#kernel
    const queue = this.#peer + Obj.Wait2Head
    return {
      operation: Operation.ConnectionSend,
      object: this.#peer,
      owner: this,
      queue,
      site: kernel.site(),
      deadline: Number.POSITIVE_INFINITY,
      attempt: () => this.#hasRoom() || this.#peerClosed,
      waiting: () => {
        this.#outbox.awaitRoom()
        if (this.#hasRoom() || this.#peerClosed) kernel.waiter.wakeOne(queue)
      },
    }
  }
}

/**
 * Nobody holds this end any more: whoever waits at the other one looks again. Returns the objects whose memory may go, both
 * ends' or none.
 */
export function closeEnd(kernel: Kernel, end: number): readonly number[] {
  const { memory, sections, waiter } = kernel
  const { words } = memory
  const peer = word(words, end + ConnectionBody.Peer)
  if (peer === 0) return [end]
  const first = word(words, end + ConnectionBody.First)
  Atomics.or(words, first + ConnectionBody.Closed, word(words, end + ConnectionBody.Side))
  // Those that wait for a message from here, and those that sent one here.
  for (const [one, waiters] of [
    [peer, Obj.WaitHead],
    [end, Obj.Wait2Head],
  ] as const) {
    sections.enter(one + Obj.Section)
    waiter.wakeAll(one + waiters)
    sections.leave(one + Obj.Section)
  }
  if (Atomics.add(words, first + ConnectionBody.Gone, 1) === 0) return []
  for (const one of [end, peer]) clearEnd(kernel, memory, one)
  return [end, peer]
}

function clearEnd(kernel: Kernel, memory: Memory, end: number): void {
  const { messages, blocks } = streamHoldings(memory.words, end + ConnectionBody.Stream)
  for (const message of messages) kernel.objects.dropMessage(message)
  for (const block of blocks) kernel.heap.free(block)
}
