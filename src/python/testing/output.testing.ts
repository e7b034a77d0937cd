import { EventKind } from '../../trace/events.ts'
import { RecordReader } from '../../trace/model/recordReader.ts'

interface Output {
  readonly stream: 1 | 2
  readonly text: string
}

/** What a batch of trace words says was written, chunk by chunk as on a terminal. */
export function outputOf(words: Int32Array): Output[] {
  const found: Output[] = []
  const reader = new RecordReader()
  reader.begin(words)
  while (reader.next()) {
    if (reader.kind !== EventKind.Output || !reader.sound) continue
    const text = reader.text(3)
    if (text !== null) found.push({ stream: reader.word(0) === 2 ? 2 : 1, text: reader.decode(text) })
  }
  reader.end()
  return found
}
