import { BATCH_BYTES, type CollectorToApp, CREDIT_BYTES, MAX_PARTS, type Part } from '../protocol.ts'

/** What the collector asks of the kernel. */
export interface DrainKernel {
  /** Hands over whole records of each slot, in private memory, at most `maxTotal` words; returns how many there were. */
  drain(sink: (slot: number, words: Int32Array) => void, maxWords: number, maxTotal: number): number
  /** Words that all rings together can hold: a terminated worker that goes on writing is not waited for beyond that. */
  readonly capacity: number
  /** Sleeps until there is work, at most so long. */
  waitForWork(ms: number): void
  /** Whether the arena says that the run is over. */
  over(): boolean
}

export interface CollectorParts {
  readonly kernel: DrainKernel
  readonly now: () => number
  /** Calls back in a new macrotask: messages come first. */
  readonly later: (callback: () => void) => void
  readonly send: (message: CollectorToApp, transfer: Transferable[]) => void
  /** Once, when the arena says that the run is over. */
  readonly runEnded: () => void
  /** Once, after the last batch. */
  readonly drained: () => void
}

/** ms between two batches, unless a batch is full before: about a display frame. */
const INTERVAL = 14
/** ms for which the event loop is not looked at. */
const SLEEP = 8
const FULL_BYTES = 64 * 1024
/** Words taken from one ring at once. */
const DRAIN_WORDS = FULL_BYTES / 4
/** Words taken from all rings at once: what the app is sure to have room for when there is any. */
const DRAIN_TOTAL = BATCH_BYTES / 4

/** Empties the rings of a run and sends what they held to the app, never more than the app has room for. */
export class Collector {
  readonly #parts: CollectorParts
  /** What the next batch holds, of each slot in order. Busy slots come many times between two batches. */
  #chunks = new Map<number, Int32Array[]>()
  #bytes = 0
  #unacknowledged = 0
  #sent: number
  /** Words that may still come after the end of the run; null: it goes on. */
  #rest: number | null = null
  #asleep = true
  #over = false
  #done = false

  constructor(parts: CollectorParts) {
    this.#parts = parts
    this.#sent = parts.now()
    this.#wake()
  }

  credit(bytes: number): void {
    this.#unacknowledged -= bytes
    this.#wake()
  }

  /** No process writes any more: sends what is left. */
  finish(): void {
    this.#rest ??= this.#parts.kernel.capacity
    this.#wake()
  }

  #wake(): void {
    if (!this.#asleep || this.#done) return
    this.#asleep = false
    this.#parts.later(() => this.#turn())
  }

  #turn(): void {
    this.#asleep = true
    const { kernel, now, runEnded, drained, send } = this.#parts
    // Without room at the app the rings fill, and their writers wait: a credit wakes the collector.
    if (this.#unacknowledged + this.#bytes > CREDIT_BYTES - BATCH_BYTES) {
      this.#flush()
      return
    }
    if (!this.#over && kernel.over()) {
      this.#over = true
      runEnded()
    }
    const words = kernel.drain((slot, words) => this.#add(slot, words), DRAIN_WORDS, DRAIN_TOTAL)
    if (this.#rest !== null) this.#rest -= words
    if (this.#rest !== null && (words === 0 || this.#rest <= 0)) {
      this.#flush()
      this.#done = true
      send({ type: 'drained' }, [])
      drained()
      return
    }
    if (this.#bytes >= FULL_BYTES || now() - this.#sent >= INTERVAL) this.#flush()
    else if (words === 0 && this.#rest === null) kernel.waitForWork(SLEEP)
    this.#wake()
  }

  #add(slot: number, words: Int32Array): void {
    const full = !this.#chunks.has(slot) && this.#chunks.size === MAX_PARTS
    if (full || this.#bytes + words.byteLength > BATCH_BYTES) this.#flush()
    const chunks = this.#chunks.get(slot)
    if (chunks === undefined) this.#chunks.set(slot, [words])
    else chunks.push(words)
    this.#bytes += words.byteLength
  }

  #flush(): void {
    this.#sent = this.#parts.now()
    if (this.#bytes === 0) return
    const all = new Int32Array(this.#bytes / 4)
    const parts: Part[] = []
    let at = 0
    for (const [slot, chunks] of this.#chunks) {
      const start = at
      for (const words of chunks) {
        all.set(words, at)
        at += words.length
      }
      parts.push({ slot, words: at - start })
    }
    this.#unacknowledged += this.#bytes
    this.#chunks = new Map()
    this.#bytes = 0
    this.#parts.send({ type: 'batch', words: all.buffer, parts }, [all.buffer])
  }
}
