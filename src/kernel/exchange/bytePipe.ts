import { ObjectType, Operation } from '../../trace/events.ts'
import type { Kernel } from '../kernel.ts'
import { word } from '../memory/arena.ts'
import { Obj } from '../memory/layout.ts'
import {
  BYTE_PIPE,
  CONNECTION_BODY_WORDS,
  ConnectionBody,
  isQueue,
  StreamWord,
  streamLength,
  Tag,
} from '../memory/messages.ts'
import { reserveStack } from '../sync/section.ts'
import type { Wait } from '../sync/waiter.ts'
import { type Cargo, INLINE_BYTES, nothingTaken } from './cargo.ts'
import { NOTHING, Stream } from './stream.ts'

/** Bytes that a pipe holds before who sends must wait: as of Linux. */
const PIPE_BYTES = 65_536
const PIPE_WORDS = PIPE_BYTES / 4
/** A larger message goes in pieces: two fit, so that one is read while the next is written. */
const PIECE_BYTES = PIPE_BYTES / 2
/** Words of a piece before its bytes: length of the whole message, and how many bytes of it came before. */
const PIECE_HEADER = 2

/**
 * A one-way pipe for messages that are bytes, of any size. Its ends are two objects laid out as those of a `KernelConnection`,
 * which end the same way (`closeEnd`), but each is named and counted by itself; messages lie in the stream of the end
 * that reads. An object of a queue's type may be such a pipe, because Python's queues are.
 *
 * The rule of its size: a message waits until it fits beside what is there into 64 KiB, or until nothing is there. One of
 * more than 64 KiB goes in pieces of 32 KiB by the same rule, so a pipe never takes more of the arena than 64 KiB; the reader
 * gathers them in its own memory. Messages of up to 64 KiB are in one piece, whoever else writes.
 */
export class BytePipes {
  readonly #kernel: Kernel
  readonly #words: Int32Array
  /** Streams by the end that reads. */
  readonly #streams = new Map<number, Stream>()
  /** Messages of which some pieces have come, by the end that reads. */
  readonly #partial: Map<number, Partial>
  readonly #cargo: Cargo
  readonly #inline = new Int32Array((INLINE_BYTES + 4) >> 2)
  readonly #inlineBytes = new Uint8Array(this.#inline.buffer)
  readonly #taken = nothingTaken()

  /** `partial`: what the lanes of a process share: who reads a piece keeps it for whoever reads the next. */
  constructor(kernel: Kernel, partial: Map<number, Partial> = new Map()) {
    this.#kernel = kernel
    this.#words = kernel.memory.words
    this.#partial = partial
    this.#cargo = { tag: Tag.Inline, number: 0, length: 0, source: this.#inline, message: 0 }
  }

  /** The end that reads and the end that writes. `type`: Connection, or a queue's. `announced`: whether the trace is told. */
  create(type: ObjectType, announced = true): [reader: number, writer: number] {
    const { objects, sections } = this.#kernel
    const words = this.#words
    const known = isQueue(type) ? type : ObjectType.Connection
    // In one piece: an end whose peer does not know it would never be freed.
    sections.guard()
    let reader: number
    let writer: number
    try {
      reader = objects.make(known, CONNECTION_BODY_WORDS)
      words[reader + ConnectionBody.Access] = BYTE_PIPE | 1
      objects.hold(reader)
      writer = objects.make(ObjectType.Connection, CONNECTION_BODY_WORDS)
      words[writer + ConnectionBody.Access] = BYTE_PIPE | 2
      objects.hold(writer)
      for (const end of [reader, writer]) {
        words[end + ConnectionBody.First] = reader
        words[end + ConnectionBody.Side] = end === reader ? 1 : 2
        words[end + ConnectionBody.Peer] = end === reader ? writer : reader
      }
    } finally {
      sections.unguard()
    }
    // The end that writes is never named in the trace: what is sent is recorded at the one that reads.
    if (announced) objects.announce(reader, PIPE_BYTES)
    return [reader, writer]
  }

  /**
   * Sends what there is room for, of a message from `offset` on. Returns how many bytes of it are sent then, −1 when nobody
   * can read any more.
   */
  put(writer: number, data: Uint8Array, offset: number): number {
    const kernel = this.#kernel
    const reader = this.#peer(writer)
    const { length } = data
    let sent = offset
    kernel.gate.point()
    do {
      if (this.#closed(reader, 1)) return -1
      const size = pieceOf(length, length - sent)
      const stream = this.#stream(reader)
      if (!hasRoom(stream, size)) return sent === 0 ? NOT_SENT : sent
      this.#sendPiece(reader, stream, data, sent, size)
      sent += size
    } while (sent < length)
    return sent
  }

  /** Sends a message whole, whether there is room or not. */
  putAnyway(writer: number, data: Uint8Array): void {
    const reader = this.#peer(writer)
    this.#sendPiece(reader, this.#stream(reader), data, 0, data.length)
  }

  /** Records that a message was sent: once all of it is. */
  recordSend(writer: number, site: number): void {
    const reader = this.#peer(writer)
    const { trace } = this.#kernel
    const queue = isQueue(word(this.#words, reader + Obj.Type))
    const version = word(this.#words, reader + ConnectionBody.Stream + StreamWord.Puts)
    trace.operation(queue ? Operation.QueuePut : Operation.ConnectionSend, reader, version, site)
  }

  /** The next message; null when none can come any more, undefined when it has not come (wholly) yet. */
  take(reader: number, site: number, recorded = true): Uint8Array | null | undefined {
    const kernel = this.#kernel
    const { sections } = kernel
    const stream = this.#stream(reader)
    kernel.gate.point()
    for (;;) {
      // Looked at first: what was sent before the other end was closed is still there.
      const ended = this.#closed(reader, 2)
      if (stream.seemsEmpty) return ended ? null : undefined
      let version: number
      let message: Uint8Array | undefined
      // In one piece: of a message that is in the stream no more a burial does not know.
      sections.guard()
      try {
        version = this.#takeOne(reader, stream)
        message = version === NOTHING ? undefined : this.#open(reader)
      } finally {
        sections.unguard()
      }
      if (version === NOTHING) return ended ? null : undefined
      if (message === undefined) continue
      if (!recorded) return message
      const queue = isQueue(word(this.#words, reader + Obj.Type))
      const operation = queue ? Operation.QueueGet : Operation.ConnectionRecv
      kernel.trace.operation(operation, reader, version | 0, site)
      return message
    }
  }

  /** Whether `take` would not return undefined, as far as can be said: of a message in pieces, the next may be all there is. */
  ready(reader: number): boolean {
    const words = this.#words
    return streamLength(words, reader + ConnectionBody.Stream) > 0 || this.#closed(reader, 2)
  }

  /** A wait until there is something to take, or nothing can come. */
  readable(reader: number, deadline: number, operation: Operation, site: number): Wait {
    const { waiter } = this.#kernel
    const stream = this.#stream(reader)
    const queue = reader + Obj.WaitHead
    return {
      operation: operation === Operation.None ? Operation.ConnectionRecv : operation,
      object: reader,
      queue,
      site,
      deadline,
      attempt: () => {
        if (!this.ready(reader)) return false
        // It leaves the message to whoever waits for one.
        waiter.wakeOne(queue)
        return true
      },
      waiting: () => {
        if (stream.awaitItem() > 0 || this.#closed(reader, 2)) waiter.wakeOne(queue)
      },
    }
  }

  /**
   * A wait until a message of `length` bytes, of which `rest` are left, or its next piece has room; or nobody can read. It is at the
   * end that writes: whoever waits there must not keep the other one open. The trace knows the pipe by that one (`named`).
   */
  writable(writer: number, length: number, rest: number, operation: Operation, site: number): Wait {
    const { waiter } = this.#kernel
    const reader = this.#peer(writer)
    const stream = this.#stream(reader)
    const queue = writer + Obj.WaitHead
    const size = pieceOf(length, rest)
    return {
      operation: operation === Operation.None ? Operation.ConnectionSend : operation,
      object: writer,
      queue,
      site,
      deadline: Number.POSITIVE_INFINITY,
      attempt: () => hasRoom(stream, size) || this.#closed(reader, 1),
      waiting: () => {
        stream.awaitRoom()
        if (hasRoom(stream, size) || this.#closed(reader, 1)) waiter.wakeOne(queue)
      },
    }
  }

  /** The object by which trace and reports know the pipe of an end that writes. */
  named(writer: number): number {
    return this.#peer(writer)
  }

  /** Forgets what it knows of an end that this process has given up. */
  forget(end: number): void {
    this.#streams.delete(end)
    this.#partial.delete(end)
  }

  #peer(end: number): number {
    return word(this.#words, end + ConnectionBody.Peer)
  }

  #stream(reader: number): Stream {
    let stream = this.#streams.get(reader)
    if (stream === undefined) {
      const { memory, heap } = this.#kernel
      stream = new Stream(memory, heap, reader + ConnectionBody.Stream)
      this.#streams.set(reader, stream)
    }
    return stream
  }

  /** Whether nobody holds the end of that side (1: the reader) any more. */
  #closed(reader: number, side: 1 | 2): boolean {
    return (Atomics.load(this.#words, reader + ConnectionBody.Closed) & side) !== 0
  }

  #sendPiece(reader: number, stream: Stream, data: Uint8Array, from: number, size: number): void {
    const { sections } = this.#kernel
    // In one piece: of a message that is not in the stream yet a burial does not know.
    sections.guard()
    try {
      if (data.length <= INLINE_BYTES) this.#loadInline(data)
      else this.#loadPiece(data, from, size)
      this.#send(reader, stream)
    } finally {
      sections.unguard()
    }
  }

  #loadInline(data: Uint8Array): void {
    const cargo = this.#cargo
    this.#inlineBytes.set(data)
    cargo.tag = Tag.Inline
    cargo.length = data.length
    cargo.message = 0
  }

  #loadPiece(data: Uint8Array, from: number, size: number): void {
    const { heap, memory } = this.#kernel
    const cargo = this.#cargo
    const message = heap.allocate(1 + PIECE_HEADER + ((size + 3) >> 2))
    const words = this.#words
    words[message] = 0
    words[message + 1] = data.length
    words[message + 2] = from
    memory.bytes.set(
      size === data.length ? data : data.subarray(from, from + size),
      (message + 1 + PIECE_HEADER) * 4,
    )
    cargo.tag = Tag.Message
    cargo.length = size
    cargo.message = message
  }

  #send(reader: number, stream: Stream): void {
    const { sections, waiter, heap } = this.#kernel
    const cargo = this.#cargo
    if (this.#words[reader + Obj.WaitHead] !== 0) reserveStack()
    let put = false
    sections.guard()
    try {
      put = stream.put(cargo, 0, 0) > 0
      if (stream.awaited) {
        sections.enter(reader + Obj.Section)
        waiter.wakeAll(reader + Obj.WaitHead)
        sections.leave(reader + Obj.Section)
      }
    } finally {
      if (!put && cargo.message !== 0) heap.free(cargo.message)
      sections.unguard()
    }
  }

  #takeOne(reader: number, stream: Stream): number {
    const { sections, waiter } = this.#kernel
    const writer = this.#peer(reader)
    if (this.#words[writer + Obj.WaitHead] !== 0) reserveStack()
    sections.guard()
    const version = stream.get(this.#taken)
    if (version !== NOTHING && stream.awaited) {
      sections.enter(writer + Obj.Section)
      waiter.wakeAll(writer + Obj.WaitHead)
      sections.leave(writer + Obj.Section)
    }
    sections.unguard()
    return version
  }

  /** The message that was taken; undefined when it was a piece of one that has not come wholly. */
  #open(reader: number): Uint8Array | undefined {
    const taken = this.#taken
    if (taken.tag === Tag.Inline) {
      this.#partial.delete(reader)
      return taken.bytes.slice(0, taken.length)
    }
    const { memory, heap } = this.#kernel
    const { message, length } = taken
    const start = (message + 1 + PIECE_HEADER) * 4
    const total = word(this.#words, message + 1)
    const from = word(this.#words, message + 2)
    if (total === length) {
      const bytes = memory.bytes.slice(start, start + length)
      heap.free(message)
      this.#partial.delete(reader)
      return bytes
    }
    const piece = memory.bytes.subarray(start, start + length)
    // A sender that was killed leaves the beginning of a message, and one who began to read late its end: neither is one.
    if (from === 0) this.#partial.set(reader, { bytes: new Uint8Array(total), have: 0 })
    const partial = this.#partial.get(reader)
    const fits = partial !== undefined && partial.have === from && partial.bytes.length === total
    if (fits) {
      partial.bytes.set(piece, from)
      partial.have += length
    }
    heap.free(message)
    if (!fits || partial.have < total) return undefined
    this.#partial.delete(reader)
    return partial.bytes
  }
}

/** What `put` returns when it has sent nothing at all, not even of a message without bytes. */
export const NOT_SENT = -2

/** The beginning of a message. */
interface Partial {
  readonly bytes: Uint8Array
  have: number
}

/** Bytes of the next piece of a message, of which `rest` are left. */
function pieceOf(length: number, rest: number): number {
  return length <= PIPE_BYTES ? length : Math.min(PIECE_BYTES, rest)
}

function hasRoom(stream: Stream, bytes: number): boolean {
  const { volume } = stream
  return volume <= 0 || volume + ((bytes + 3) >> 2) <= PIPE_WORDS
}
