import { EventKind } from '../../trace/events.ts'
import { OutputOrder } from '../../trace/model/outputOrder.ts'
import { RecordReader } from '../../trace/model/recordReader.ts'

interface Output {
  /** ms */
  readonly time: number
  readonly stream: 1 | 2
  readonly text: string
}

/** What a run writes, in the order of a terminal, out of batches of trace words. */
export class Console {
  readonly #order = new OutputOrder<Output>()
  readonly #reader = new RecordReader()
  /** What long texts begin with, by slot. */
  readonly #begun = new Map<number, string>()
  #told = 0

  add(slot: number, words: Int32Array): void {
    const reader = this.#reader
    reader.begin(words)
    while (reader.next()) {
      const bytes = reader.kind === EventKind.Output && reader.sound ? reader.text(4) : null
      if (bytes === null) continue
      const text = (this.#begun.get(slot) ?? '') + reader.decode(bytes)
      const continues = reader.word(2) === 1
      this.#begun.set(slot, continues ? text : '')
      const stream = reader.word(0) === 2 ? 2 : 1
      if (!continues) this.#order.add(reader.word(3), { time: reader.time, stream, text })
    }
    reader.end()
  }

  /** What came since the last time, as far as its order is known at `now` (ms of the run). */
  take(now: number): readonly Output[] {
    const fresh = this.#order.read(now).slice(this.#told)
    this.#told += fresh.length
    return fresh
  }

  /** Nothing more comes. */
  end(): void {
    this.#order.end()
  }
}
