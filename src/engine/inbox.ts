import { parseCollectorMessage } from './parse.ts'
import { BATCH_BYTES, CREDIT_BYTES, type Credit, type Part } from './protocol.ts'

/** ms for which the app's main thread is kept busy at a stretch. */
const SLICE = 8

interface InboxParts {
  /** The app's end of the collector's port. */
  readonly port: MessagePort
  readonly now: () => number
  /** Calls back in a new macrotask, so that input and drawing come first. */
  readonly later: (callback: () => void) => void
  readonly events: (slot: number, words: Int32Array) => void
  /** Once, after the last event. */
  readonly drained: () => void
  /** Once: the collector sent what no collector sends. */
  readonly damaged: () => void
}

interface Batch {
  readonly words: ArrayBuffer
  readonly parts: readonly Part[]
}

/** The batches of one run on their way to its sink: in order, in short slices, with credit given back for each. */
export class Inbox {
  readonly #parts: InboxParts
  #batches: Batch[] = []
  /** Next part of the first batch, and the word at which it begins. */
  #part = 0
  #word = 0
  /** Bytes received and not acknowledged. */
  #outstanding = 0
  #heard: number
  #drained = false
  #scheduled = false
  #closed = false

  constructor(parts: InboxParts) {
    this.#parts = parts
    this.#heard = parts.now()
    parts.port.onmessage = event => this.#receive(event.data)
  }

  /** Whether something waits to be delivered. */
  get busy(): boolean {
    return this.#batches.length > 0
  }

  /** When the collector was last heard, on the clock of `now`. */
  get lastHeard(): number {
    return this.#heard
  }

  /** Forgets what has not been delivered. */
  close(): void {
    this.#closed = true
    this.#batches = []
    this.#parts.port.close()
  }

  #receive(data: unknown): void {
    if (this.#closed || this.#drained) return
    this.#heard = this.#parts.now()
    const message = parseCollectorMessage(data)
    if (message?.type === 'batch') {
      this.#outstanding += message.words.byteLength
      this.#batches.push(message)
    } else if (message?.type === 'drained') this.#drained = true
    if (message === null || this.#outstanding > CREDIT_BYTES + BATCH_BYTES) {
      this.close()
      this.#parts.damaged()
    } else this.#schedule()
  }

  #schedule(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    this.#parts.later(() => {
      this.#scheduled = false
      this.#deliver()
    })
  }

  #deliver(): void {
    const until = this.#parts.now() + SLICE
    for (;;) {
      const batch = this.#batches[0]
      if (this.#closed || batch === undefined) break
      if (this.#parts.now() >= until) {
        this.#schedule()
        return
      }
      this.#deliverPart(batch)
    }
    if (!this.#drained || this.#closed) return
    this.close()
    this.#parts.drained()
  }

  #deliverPart({ words, parts }: Batch): void {
    const part = parts[this.#part]
    if (part === undefined) {
      this.#batches.shift()
      this.#part = 0
      this.#word = 0
      this.#outstanding -= words.byteLength
      this.#parts.port.postMessage({ type: 'credit', bytes: words.byteLength } satisfies Credit)
      return
    }
    const start = this.#word
    this.#part += 1
    this.#word += part.words
    // The only part owns the buffer; of several each gets a copy, so that the receiver may transfer it.
    const view = new Int32Array(words, start * 4, part.words)
    this.#parts.events(part.slot, parts.length === 1 ? view : view.slice())
  }
}
