import { expect, test } from 'vitest'
import { below, xorshift32 } from '../base/prng.ts'
import { EventKind, kindOf, wordsOf } from './events.ts'
import { drainRing, type RingPlace, RingWriter } from './ring.ts'

const CONTROL = 16

function makeRing(capacity: number) {
  const words = new Int32Array(new SharedArrayBuffer(4 * (CONTROL + capacity)))
  const place: RingPlace = { words, base: CONTROL, capacity, head: 0, tail: 1, waiting: 2, bell: 3 }
  return { place, writer: new RingWriter(place, () => 0) }
}

type Told = readonly [operation: number, object: number, version: number, site: number]

/** The operations that records tell of, repeats written out; other records are passed over. */
function written(words: Int32Array): Told[] {
  const all: Told[] = []
  for (let at = 0; at < words.length; at += wordsOf(words[at] as number)) {
    const kind = kindOf(words[at] as number)
    const [a = 0, b = 0, c = 0, d = 0] = words.subarray(at + 1, at + 5)
    if (kind === EventKind.Operation) all.push([a, b, c, d])
    if (kind !== EventKind.Repeat) continue
    for (let i = 0; i < a; i++) {
      const [operation, object, version, site] = all.at(-2) ?? [0, 0, 0, 0]
      all.push([operation, object, version + (i % 2 === 0 ? b : c), site])
    }
  }
  return all
}

test('a loop over a lock takes a handful of words, however long it is', () => {
  const { place, writer } = makeRing(1 << 8)
  const told: Told[] = []
  for (let i = 0; i < 10_000; i++) told.push([2, 64, 2 * i + 1, 5], [3, 64, 2 * i + 2, 6])
  for (const operation of told) writer.operation(...operation)
  writer.flush()
  const words = drainRing(place, 1 << 10) ?? new Int32Array(0)
  expect(words.length).toBeLessThan(50)
  expect(written(words)).toEqual(told)
})

test.each([1, 2, 3, 4, 5, 6])('what is written is what was told, whatever repeats (seed %i)', seed => {
  const { place, writer } = makeRing(1 << 16)
  const told: Told[] = []
  let random = seed
  const pick = (n: number) => {
    random = xorshift32(random)
    return below(random, n)
  }
  const versions = [0, 0, 0]
  for (let run = 0; run < 60; run++) {
    const loop = Array.from({ length: 1 + pick(4) }, () => [pick(3), pick(3), 1 + pick(2)] as const)
    for (let i = pick(30); i > 0; i--) {
      for (const [operation, object, site] of loop) {
        const version = (versions[object] as number) + (pick(9) === 0 ? 2 : 1)
        versions[object] = version
        told.push([operation, object, version, site])
        writer.operation(operation, object, version, site)
        if (pick(40) === 0) writer.timed(EventKind.TaskEnd, 2, 1, 0)
      }
    }
  }
  writer.flush()
  expect(written(drainRing(place, 1 << 17) ?? new Int32Array(0))).toEqual(told)
})
