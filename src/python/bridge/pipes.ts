import { BytePipes, NOT_SENT } from '../../kernel/exchange/bytePipe.ts'
import type { Kernel } from '../../kernel/kernel.ts'
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

  /** The rest of a message that had no room at once, from `from` on; it is this process's own copy. */
  const sendRest = (
    kernel: Kernel,
    writer: number,
    data: Uint8Array,
    from: number,
    operation: number,
    site: number,
  ): May<Waited> => {
    const pipes = lanePipes.of(kernel)
    let sent = from
    for (;;) {
      const wait = pipes.writable(writer, data.length, Number.POSITIVE_INFINITY, operation, site)
      const waited = context.wait(kernel, wait)
      if (typeof waited !== 'number') {
        return waited.then(end => {
          const done = goOn(end)
          return done ?? sendRest(kernel, writer, data, sent, operation, site)
        })
      }
      const done = goOn(waited)
      if (done !== null) return done
    }
    function goOn(end: Waited): Waited | null {
      // A message of which a part is there must be sent wholly; Python runs its handlers afterwards.
      if (end === Waited.Interrupted && sent === 0) return end
      const next = pipes.put(writer, data, sent)
      if (next === GONE) return Waited.Broken
      if (next !== NOT_SENT) sent = next
      return next === data.length ? Waited.Done : null
    }
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
      let rest: Uint8Array
      let sent: number
      try {
        sent = pipes.put(writer, buffer.data, 0)
        if (sent === GONE) return Waited.Broken
        if (sent === buffer.data.length) {
          pipes.recordSend(writer, site)
          return Waited.Done
        }
        // Python's memory may move while this thread waits.
        rest = buffer.data.slice()
      } finally {
        buffer.release()
      }
      return sendRest(kernel, writer, rest, Math.max(0, sent), operation, site)
    },
    pipe_take(reader, site = 0) {
      const bytes = lanePipes.of(lanes.current).take(reader, site)
      if (mirrors.active && bytes !== undefined) mirrors.pull()
      return bytes
    },
    pipe_poll(reader, timeout, operation, site) {
      const kernel = lanes.current
      const pipes = lanePipes.of(kernel)
      kernel.gate.point()
      if (pipes.ready(reader)) return Waited.Done
      if (timeout === 0) return Waited.Late
      const deadline = kernel.deadline(timeoutOf(timeout))
      return context.wait(kernel, pipes.readable(reader, deadline, operation, site))
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

/** What `put` returns when nobody can read any more. */
const GONE = -1
