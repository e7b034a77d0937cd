import { expect, test } from 'vitest'
import { BufferRelay } from './bufferRelay.ts'

test('a buffer is handed out whichever comes first, the wish or the buffer', () => {
  const relay = new BufferRelay()
  const [a, b] = [new SharedArrayBuffer(8), new SharedArrayBuffer(16)]
  const answers: (readonly SharedArrayBuffer[])[] = []
  relay.share('a', a)
  relay.want(['a'], found => answers.push(found))
  relay.want(['b', 'a'], found => answers.push(found))
  expect(answers).toEqual([[a]])
  relay.share('b', b)
  expect(answers[1]?.[0]).toBe(b)
  expect(answers[1]?.[1]).toBe(a)
})
