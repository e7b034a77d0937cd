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
  return numbersOf(runs.getState().results)
}

test('the time of threads by that of processes is a speed-up, without the numbers that are about more cores', async () => {
  const { runs, engine, settings } = openPage()
  settings.getState().change({ compare: 'workers' })
  runs.getState().compare()
  await settle()
  for (const time of [1000, 500]) {
    engine.last.sink.events(1, batch(laneStart(0, 0), run(0), laneEnd(time, 0)))
    await engine.play()
  }
  const numbers = numbersOf(runs.getState().results)
  expect(numbers).toMatchObject({ wall: 500, speedup: 2 })
  expect(numbers).not.toHaveProperty('efficiency')
  expect(numbers).not.toHaveProperty('honest-speedup')
})

test('what tracing cost is told when it is more than a hundredth of the time', async () => {
  expect(await numbersAfterWaiting(11)).toMatchObject({ wall: 1000, 'tracing-overhead': 11 })
  expect(await numbersAfterWaiting(10)).not.toHaveProperty('tracing-overhead')
})
