import { expect, test } from 'vitest'
import { EventKind } from '../trace/events.ts'
import { batch, laneEnd, laneStart, record, run } from '../trace/records.testing.ts'
import { numbersOf } from './numbers.ts'
import { openPage, settle } from './state.testing.ts'

/** The numbers of a run of a second in which a process waited `ms` for room in its ring. */
async function numbersAfterWaiting(ms: number) {
  const { runs, engine } = openPage()
  runs.getState().run()
  await settle()
  const full = record(EventKind.RingFull, 500, { f64: ms })
  engine.last.sink.events(1, batch(laneStart(0, 0), run(0), full, laneEnd(1000, 0)))
  await engine.play()
  const { single, parallel } = runs.getState().results
  return numbersOf(single, parallel)
}

test('what tracing cost is told when it is more than a hundredth of the time', async () => {
  expect(await numbersAfterWaiting(11)).toMatchObject({ wall: 1000, 'tracing-overhead': 11 })
  expect(await numbersAfterWaiting(10)).not.toHaveProperty('tracing-overhead')
})
