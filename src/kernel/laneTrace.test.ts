import { expect, test } from 'vitest'
import { below, xorshift32 } from '../base/prng.ts'
import { EventKind } from '../trace/events.ts'
import { drainRing, type RingPlace, RingWriter } from '../trace/ring.ts'

const CAPACITY = 64

/** A ring whose counters start where they say. */
function makeRing(start: number): { place: RingPlace; writer: RingWriter } {
  const words = new Int32Array(new SharedArrayBuffer((CAPACITY + 8) * 4))
  const place = { words, base: 8, capacity: CAPACITY, head: 0, tail: 1, waiting: 2, bell: 3 }
  words[place.head] = start
  words[place.tail] = start
  return { place, writer: new RingWriter(place, () => 7) }
}

test.each([
  [0, 1],
  [2 ** 31 - 100, 2],
  [-100, 3],
])('a ring hands out whole records, unchanged and in order, round and round (from %i)', (start, seed) => {
  const { place, writer } = makeRing(start)
  let random = seed
  let written = 0
  let read = 0
  let pending = 0
  const drain = () => {
    for (let words = drainRing(place, 40); words !== null; words = drainRing(place, 40)) {
      for (let at = 0; at < words.length; read++) {
        const length = (words[at] as number) >>> 8
        const expected = length === 6 ? [read, 1, 2, 3, 4] : [1, read, 2, 3]
        expect([...words.subarray(at + 1, at + length)]).toEqual(expected)
        at += length
      }
    }
    pending = 0
  }
  while (written < 4000) {
    random = xorshift32(random)
    if (pending > CAPACITY - 12 || below(random, 6) === 0) {
      writer.flush()
      drain()
      continue
    }
    if (below(random, 2) === 0) writer.plain(EventKind.Object, written, 1, 2, 3, 4)
    else writer.operation(1, written, 2, 3)
    pending += 6
    written++
  }
  writer.flush()
  drain()
  expect(read).toBe(written)
})

test('operations become visible with the next record of another kind', () => {
  const { place, writer } = makeRing(0)
  writer.operation(1, 2, 3, 4)
  expect(drainRing(place, 100)).toBeNull()
  writer.timed(EventKind.Park, 3, 1, 2, 3)
  expect(drainRing(place, 100)?.length).toBe(5 + 6)
})
