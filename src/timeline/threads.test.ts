import { expect, test } from 'vitest'
import { LaneBuilder } from './model.testing.ts'
import { labelParts } from './runChart.ts'
import { SpanIndex } from './spanIndex.ts'
import { WAIT_BITS } from './waitKind.ts'

test('a thread is labelled by its work, with the number that tells it from its siblings', () => {
  const label = (name: string, process: number) => labelParts(new LaneBuilder(5, name, 0, process).build())
  expect(label('Thread-12 (countPrimes)', 0)).toEqual(['countPrimes', ' -12'])
  expect(label('downloader', 0)).toEqual(['downloader', ''])
  expect(label('Thread-3', 0)).toEqual(['Thread', '-3'])
  expect(label('Process-1', 5)).toEqual(['Process', '-1'])
})

test('waiting for the GIL has a mark of its own, apart from waiting for a core', () => {
  const kinds = (lane: LaneBuilder): number => new SpanIndex().kinds(lane.build().spans)
  expect(kinds(new LaneBuilder(1, 'Thread-1', 0, 0).run(1).waitForGil(2))).toBe(WAIT_BITS.gil)
  expect(kinds(new LaneBuilder(1, 'Thread-1', 0, 0).run(1).ready(2))).toBe(WAIT_BITS.ready)
})

test('an index that is given the spans of another lane begins anew', () => {
  const one = new LaneBuilder(1, 'Thread-1', 0, 0)
  const other = new LaneBuilder(2, 'Thread-2', 0, 0)
  for (let i = 0; i < 20; i++) {
    one.run(1).ready(1)
    other.run(3).ready(1)
  }
  const index = new SpanIndex()
  index.update(one.build().spans)
  const { spans } = other.build()
  index.update(spans)
  expect(index.until(spans, 80, 80)).toBe(60)
})
