import { describe, expect, it } from 'vitest'
import { TraceDecoder } from './decode.ts'
import type { LaneModel, Spans, Tasks, TraceModel } from './model.ts'
import { obviousPicture, pictureOf } from './oracle.testing.ts'
import { dice } from './records.testing.ts'
import { randomStream, type SlotBatch } from './streams.testing.ts'

function decode(batches: readonly SlotBatch[], cores: number): TraceModel {
  const decoder = new TraceDecoder({ cores })
  for (const { slot, words } of batches) decoder.add(slot, words)
  decoder.finish()
  return decoder.model
}

function expectOrder(model: TraceModel): void {
  expect(
    model.lanes.filter(lane => !inOrder(lane.spans, lane, false) || !inOrder(lane.tasks, lane, true)),
  ).toEqual([])
}

/** Whether rows follow each other without overlap, inside their lane. */
function inOrder(rows: Spans | Tasks, lane: LaneModel, emptyAllowed: boolean): boolean {
  let before = lane.start
  for (let row = 0; row < rows.length; row++) {
    const start = rows.start[row] ?? Number.NaN
    const end = rows.end[row] ?? Number.NaN
    if (!(start >= before && (end > start || (emptyAllowed && end === start)))) return false
    before = end
  }
  return before <= lane.end
}

describe('TraceDecoder and random streams', () => {
  it('agrees with its obvious twin, in whatever order slots are drained', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const { batches, cores } = randomStream(seed)
      const model = decode(batches, cores)
      expect(pictureOf(model), `seed ${seed}`).toEqual(obviousPicture(batches))
      expect(model.damaged, `seed ${seed}`).toBe(0)
      expectOrder(model)
    }
  })

  it('gives the same model when a killed process is buried before its own records are drained', () => {
    for (let seed = 1; seed <= 100; seed++) {
      const { batches, cores } = randomStream(seed)
      const buriedFirst = [...batches].sort((a, b) => Number(b.slot === 0) - Number(a.slot === 0))
      const buriedLast = [...batches].sort((a, b) => Number(a.slot === 0) - Number(b.slot === 0))
      expect(pictureOf(decode(buriedFirst, cores)), `seed ${seed}`).toEqual(
        pictureOf(decode(buriedLast, cores)),
      )
    }
  })

  it('never throws on damage and keeps spans and tasks in order inside their lane', () => {
    for (let seed = 1; seed <= 800; seed++) {
      const { batches, cores } = randomStream(seed)
      const pick = dice(seed * 7 + 1)
      for (let hits = 1 + pick(4); hits > 0; hits--) harm(batches, pick)
      const model = decode(batches, cores)
      expectOrder(model)
      expect(Number.isFinite(model.now) && Number.isFinite(model.duration), `seed ${seed}`).toBe(true)
      expect(model.output.every(line => typeof line.text === 'string')).toBe(true)
    }
  })

  it('survives noise', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const pick = dice(seed)
      const words = Int32Array.from({ length: 300 }, () =>
        pick(3) === 0 ? (1 + pick(13)) | ((3 + pick(8)) << 8) : pick(2) === 0 ? pick(5) : pick(2 ** 32) | 0,
      )
      const model = decode([{ slot: pick(3), words }], 2)
      expect(model.damaged).toBeGreaterThan(0)
      expectOrder(model)
    }
  })
})

/** Flips a bit, swaps two words, cuts a batch short, loses it or brings it twice. */
function harm(batches: SlotBatch[], pick: (n: number) => number): void {
  const index = pick(batches.length)
  const struck = batches[index]
  if (struck === undefined) return
  const { slot, words } = struck
  const at = pick(words.length)
  switch (pick(6)) {
    case 0:
    case 1:
      words[at] = (words[at] ?? 0) ^ (1 << pick(32))
      break
    case 2: {
      const other = pick(words.length)
      const word = words[at] ?? 0
      words[at] = words[other] ?? 0
      words[other] = word
      break
    }
    case 3:
      batches[index] = { slot, words: words.subarray(0, at) }
      break
    case 4:
      batches.splice(index, 1)
      break
    default:
      batches.splice(pick(batches.length), 0, { slot: pick(5), words })
  }
}
