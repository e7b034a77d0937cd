import { expect, test } from 'vitest'
import { TraceDecoder } from '../trace/decode.ts'
import { Operation } from '../trace/events.ts'
import { batch, laneStart, park, run } from '../trace/records.testing.ts'
import { inputWaiter } from './inputWaiters.ts'

test('the lane that has waited longest for a line is the one to be told of', () => {
  const decoder = new TraceDecoder({ cores: 2 })
  decoder.add(1, batch(laneStart(0, 0), run(0)))
  decoder.add(2, batch(laneStart(1, 1), run(1)))
  expect(inputWaiter(decoder.model)).toBeNull()
  decoder.add(2, batch(park(3, Operation.Input)))
  decoder.add(1, batch(park(4, Operation.Input)))
  expect(inputWaiter(decoder.model)?.lane).toBe(1)
  decoder.add(2, batch(run(5)))
  expect(inputWaiter(decoder.model)?.lane).toBe(0)
  decoder.add(1, batch(run(6), park(7, Operation.Sleep)))
  expect(inputWaiter(decoder.model)).toBeNull()
})
