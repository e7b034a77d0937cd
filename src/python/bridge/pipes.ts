import { BytePipes, NOT_SENT } from '../../kernel/exchange/bytePipe.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Wait } from '../../kernel/sync/waiter.ts'
import { type May, type PipeBridge, Waited } from '../bridge.ts'
import { type BridgeContext, timeoutOf } from './context.ts'

/** The pipes of each lane, which share what has come in pieces. */
export class LanePipes {
  readonly #byLane = new WeakMap<Kernel, BytePipes>()
  readonly #partial = new Map()

  of(kernel: Kernel): BytePipes {
    let pipes = this.#byLane.get(kernel)
    if (pipes === undefined) {
      pipes = new BytePipes(kernel, this.#partial)
      this.#byLane.set(kernel, pipes)
    }
    return pipes
  }
}

export function pipeBridge(context: BridgeContext, lanePipes: LanePipes): PipeBridge {
  const { lanes, handles, mirrors } = context

  /** Messages whose sending a signal has interrupted half-way, by lane: whoever sends the same again goes on with it. */
  const unfinished = new Map<number, Sending>()

  /** Sends what is left of a message that had no room at once. */
  const sendRest = (kernel: Kernel, sending: Sending, operation: number, site: number): May<Waited> => {
    const { writer, data } = sending
    const pipes = lanePipes.of(kernel)
    /** How it has ended; null: it goes on. `index`: of the wait, −1: a signal came. */
    const goOn = (index: number): Waited | null => {
      if (index === -1) {
        if (sending.sent > 0) unfinished.set(kernel.lane, sending)
        return Waited.Interrupted
      }
      const sent = pipes.put(writer, data, sending.sent)
      if (sent === GONE) return Waited.Broken
      if (sent !== NOT_SENT) sending.sent = sent
      return sent === data.length ? Waited.Done : null
    }
    for (;;) {
      const wait = pipes.writable(writer, data.length, data.length - sending.sent, operation, site)
      const reason = { operation: wait.operation, object: pipes.named(writer), site }
      const waited = context.waitAny(kernel, [wait], Number.POSITIVE_INFINITY, reason)
      if (typeof waited !== 'number') {
        return waited.then(index => goOn(index) ?? sendRest(kernel, sending, operation, site))
      }
      const end = goOn(waited)
      if (end !== null) return end
    }
  }

  /** How it ends without a wait; null: not at all. */
  const look = (reader: number, timeout: number): Waited | null => {
    const kernel = lanes.current
    kernel.gate.point()
    if (lanePipes.of(kernel).ready(reader)) return Waited.Done
    return timeout === 0 ? Waited.Late : null
  }
  const readable = (reader: number, timeout: number, operation: number, site: number): Wait => {
    const kernel = lanes.current
    return lanePipes.of(kernel).readable(reader, kernel.deadline(timeoutOf(timeout)), operation, site)
  }

  return {
    pipe_new(type) {
      const [reader, writer] = lanePipes.of(lanes.current).create(type)
      return [handles.made(reader), handles.made(writer)]
    },
    pipe_send(writer, data, operation, site) {
      if (mirrors.active) mirrors.push()
      const kernel = lanes.current
      const pipes = lanePipes.of(kernel)
      const buffer = data.getBuffer('u8')
      let sending: Sending
      try {
        const from = begun(unfinished, kernel.lane, writer, buffer.data)
        const sent = pipes.put(writer, buffer.data, from)
        if (sent === GONE) return Waited.Broken
        if (sent === buffer.data.length) {
          pipes.recordSend(writer, site)
          return Waited.Done
        }
        // A copy, as Python's memory may move while this thread waits.
        sending = { writer, data: buffer.data.slice(), sent: Math.max(from, sent) }
      } finally {
        buffer.release()
      }
      return sendRest(kernel, sending, operation, site)
    },
    pipe_put(writer, data, site) {
      if (data.length > PIECE) return null
      if (mirrors.active) mirrors.push()
      const kernel = lanes.current
      if (unfinished.size > 0) unfinished.delete(kernel.lane)
      const pipes = lanePipes.of(kernel)
      const sent = pipes.put(writer, data, 0)
      if (sent === NOT_SENT) return null
      if (sent === GONE) return Waited.Broken
      pipes.recordSend(writer, site)
      return Waited.Done
    },
    pipe_take(reader, site = 0) {
      const bytes = lanePipes.of(lanes.current).take(reader, site)
      if (mirrors.active && bytes !== undefined) mirrors.pull()
      return bytes
    },
    pipe_poll(reader, timeout, operation, site) {
      return look(reader, timeout) ?? context.wait(lanes.current, readable(reader, timeout, operation, site))
    },
    pipe_wait(reader, timeout, operation, site) {
      const seen = look(reader, timeout)
      if (seen !== null || !lanes.alone) return seen
      if (mirrors.active) mirrors.push()
      const kernel = lanes.current
      const pipes = lanePipes.of(kernel)
      if (kernel.gate.patience.watch(() => pipes.ready(reader))) return Waited.Done
      return context.block(kernel, readable(reader, timeout, operation, site))
    },
    end_dup(end) {
      lanes.current.objects.retain(end)
    },
    end_adopt(end) {
      const { objects, sections } = lanes.current
      // From the message's hands into this process's in one piece: there may be no other holder.
      sections.guard()
      handles.hold(lanes.current, end)
      objects.release(end)
      sections.unguard()
    },
    end_close(end) {
      const kernel = lanes.current
      if (mirrors.active) mirrors.push()
      if (handles.letGo(kernel, end)) lanePipes.of(kernel).forget(end)
    },
  }
}

interface Sending {
  readonly writer: number
  readonly data: Uint8Array
  /** Bytes that are sent. */
  sent: number
}

/** How much of a message this lane has sent already, before a signal came in between. */
function begun(unfinished: Map<number, Sending>, lane: number, writer: number, data: Uint8Array): number {
  if (unfinished.size === 0) return 0
  const sending = unfinished.get(lane)
  unfinished.delete(lane)
  if (sending === undefined || sending.writer !== writer || sending.data.length !== data.length) return 0
  return sending.data.every((byte, i) => byte === data[i]) ? sending.sent : 0
}

/** Bytes of the longest message that goes in one piece. */
const PIECE = 65_536
/** What `put` returns when nobody can read any more. */
const GONE = -1
