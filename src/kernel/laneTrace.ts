import { EventKind } from '../trace/events.ts'
import { type RingPlace, RingWriter, TEXT_BYTES } from '../trace/ring.ts'
import type { Host } from './host.ts'
import type { Memory } from './memory/arena.ts'
import { Head, Lane, laneBase, RING_WORDS, ringBase } from './memory/layout.ts'
import type { Clock } from './scheduling/clock.ts'

/** Where the ring of a slot lies. */
export function ringPlace(memory: Memory, slot: number): RingPlace {
  const base = laneBase(slot)
  return {
    words: memory.words,
    base: ringBase(slot),
    capacity: RING_WORDS,
    head: base + Lane.RingHead,
    tail: base + Lane.RingTail,
    waiting: base + Lane.RingWaiting,
    bell: Head.CollectorBell,
  }
}

/** The events of one lane. Must not be called inside a section: a full ring makes the writer wait. */
export class LaneTrace extends RingWriter {
  readonly #host: Host
  readonly #clock: Clock
  readonly #words: Int32Array

  constructor(memory: Memory, slot: number, host: Host, clock: Clock) {
    super(ringPlace(memory, slot), () => clock.now())
    this.#host = host
    this.#clock = clock
    this.#words = memory.words
    // In place of the method, so that recording costs no question where it is wanted.
    if (memory.words[Head.Operations] === 0) this.operation = () => {}
  }

  /** What the program wrote. `stream`: 1 stdout, 2 stderr. */
  output(stream: 1 | 2, text: string, site: number): void {
    const bytes = this.#host.encodeText(text)
    const number = Atomics.add(this.#words, Head.Outputs, 1) + 1
    const time = this.#clock.now()
    let from = 0
    do {
      const to = from + TEXT_BYTES < bytes.length ? characterStart(bytes, from + TEXT_BYTES) : bytes.length
      const more = to < bytes.length ? 1 : 0
      this.timedText(time, EventKind.Output, [stream, site, more, number], bytes.subarray(from, to))
      from = to
    } while (from < bytes.length)
  }

  /** A task begins. `fn`: index in the program's table, −1 unknown. `time`: now, where the caller knows. */
  taskBegin(
    task: number,
    fn: number,
    pool: number,
    submitter: number,
    argumentsText: string,
    time = this.#clock.now(),
  ): void {
    if (isAscii(argumentsText)) {
      this.timedAscii(time, EventKind.TaskBegin, task, fn, pool, submitter, argumentsText)
      return
    }
    const bytes = this.#host.encodeText(argumentsText)
    this.timedText(time, EventKind.TaskBegin, [task, fn, pool, submitter], bytes)
  }

  /** The lane's current task ends. `status`: 0 done, 1 raised. Returns the time. */
  taskEnd(task: number, status: 0 | 1): number {
    return this.timed(EventKind.TaskEnd, 2, task, status)
  }

  /** Tasks `first` … `first + count − 1` were given to a pool. */
  submit(first: number, count: number, pool: number, site: number): void {
    this.timed(EventKind.Submit, 4, first, count, pool, site)
  }
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false
  return true
}

/** The last start of a UTF-8 character at or before `at`. */
function characterStart(bytes: Uint8Array, at: number): number {
  let start = at
  while (start > 0 && ((bytes[start] as number) & 0xc0) === 0x80) start--
  return start
}
