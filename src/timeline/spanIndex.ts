import { Activity, type Spans } from '../trace/model.ts'
import { endOf, lastUntil } from './intervals.ts'
import { WAIT_BITS, waitKindOf } from './waitKind.ts'

const STRIDE = 8
/** A lane's newest spans may still change (an open wait is cut when its lane becomes ready). */
const UNSETTLED = 2

/** Running sums of a lane's working time, one for every few spans, so that any stretch is summed in a few steps. */
export class SpanIndex {
  /** `#sums[k]`: ms of working in the spans before number `k * STRIDE`. */
  #sums = new Float64Array(16)
  #indexed = 0
  #running = 0
  #seen = 0
  /** Lanes come in between others. */
  #of: Spans | null = null

  /** Takes in the spans that have come since the last call. */
  update(spans: Spans): void {
    const settled = Math.max(0, spans.length - UNSETTLED)
    if (spans !== this.#of || settled < this.#indexed) this.#reset()
    this.#of = spans
    for (let index = this.#indexed; index < settled; index++) {
      if (index % STRIDE === 0) this.#store(index / STRIDE)
      if (spans.activity[index] === Activity.Running) {
        this.#running += (spans.end[index] as number) - (spans.start[index] as number)
      } else this.#note(spans, index)
    }
    this.#indexed = settled
    if (settled % STRIDE === 0) this.#store(settled / STRIDE)
  }

  /** Bits (`WAIT_BITS`) of the kinds of waiting, and of being ready, seen so far. */
  kinds(spans: Spans): number {
    for (let index = this.#indexed; index < spans.length; index++) this.#note(spans, index)
    return this.#seen
  }

  /** ms of working in the spans before number `index`. */
  before(spans: Spans, index: number, now: number): number {
    const checkpoint = Math.floor(Math.min(index, this.#indexed) / STRIDE)
    let sum = this.#sums[checkpoint] ?? 0
    for (let at = checkpoint * STRIDE; at < index; at++) {
      if (spans.activity[at] === Activity.Running) sum += endOf(spans, at, now) - (spans.start[at] as number)
    }
    return sum
  }

  /** ms of working up to `time`. */
  until(spans: Spans, time: number, now: number): number {
    const last = lastUntil(spans, time)
    if (last < 0) return 0
    const sum = this.before(spans, last, now)
    if (spans.activity[last] !== Activity.Running) return sum
    return sum + Math.min(endOf(spans, last, now), time) - (spans.start[last] as number)
  }

  #note(spans: Spans, index: number): void {
    const kind = waitKindOf(spans.operation[index] ?? 0)
    if (spans.activity[index] === Activity.Ready) this.#seen |= WAIT_BITS[kind === 'gil' ? 'gil' : 'ready']
    else if (spans.activity[index] === Activity.Waiting) this.#seen |= WAIT_BITS[kind]
  }

  #store(checkpoint: number): void {
    if (checkpoint >= this.#sums.length) {
      const larger = new Float64Array(this.#sums.length * 2)
      larger.set(this.#sums)
      this.#sums = larger
    }
    this.#sums[checkpoint] = this.#running
  }

  #reset(): void {
    this.#indexed = 0
    this.#running = 0
    this.#seen = 0
  }
}
