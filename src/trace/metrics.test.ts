import { describe, expect, it } from 'vitest'
import { TraceDecoder } from './decode.ts'
import { EventKind, Operation } from './events.ts'
import { compareMetrics, coresInUse, metricsOf, type RunMetrics } from './metrics.ts'
import type { TraceModel } from './model.ts'
import { batch, laneEnd, laneStart, park, record, run, taskBegin, taskEnd } from './records.testing.ts'

const POOL = 9

/** Main submits four tasks at 2 and waits until 25; two workers do them on a core each, or one after the other. */
function poolRun(cores: number): TraceModel {
  const decoder = new TraceDecoder({ cores })
  const submit = record(EventKind.Submit, 2, 0, 4, POOL, 0)
  const last = cores === 1 ? 45 : 24
  decoder.add(
    1,
    batch(laneStart(0, 0), run(0), submit, park(2, Operation.PoolMap, POOL), run(last), laneEnd(last + 1, 0)),
  )
  if (cores === 1) {
    const tasks = [0, 1, 2, 3].flatMap(task => [
      ...taskBegin(3 + task * 10, task),
      ...taskEnd(13 + task * 10, task),
    ])
    decoder.add(2, batch(laneStart(1, 1), run(2), tasks, laneEnd(45, 1)))
  } else {
    // Task 1 waits from 9 to 13 for a lock, and from 13 to 14 for a core.
    decoder.add(2, batch(laneStart(1, 1), run(2), taskBegin(3, 0), taskEnd(12, 0), taskBegin(12.5, 2)))
    decoder.add(2, batch(taskEnd(22.5, 2), laneEnd(23, 1)))
    decoder.add(3, batch(laneStart(4, 2), run(4, 1), taskBegin(5, 1), park(9, Operation.LockAcquire, 8)))
    decoder.add(
      3,
      batch(run(14, 1, 1, 13), taskEnd(15, 1), taskBegin(15.5, 3), taskEnd(23.5, 3), laneEnd(24, 2)),
    )
  }
  decoder.finish()
  expect(decoder.model.damaged).toBe(0)
  return decoder.model
}

const parallel = metricsOf(poolRun(2))
const single = metricsOf(poolRun(1))

describe('metricsOf', () => {
  it('sums up what lanes did, core by core', () => {
    // Main 2 + 1, worker one 2–23, worker two 4–9 and 14–24.
    expect(parallel).toMatchObject({ wall: 25, busy: 3 + 21 + 15, waiting: 22 + 4, cores: 2, taskCount: 4 })
    expect(parallel.coreUse).toBeCloseTo(39 / 50)
    expect(parallel.lanes[2]).toEqual({
      lane: 2,
      busy: 15,
      waiting: 4,
      ready: 1,
      byOperation: [{ operation: Operation.LockAcquire, time: 4 }],
    })
  })

  it('counts as work of the tasks only what ran on a core', () => {
    expect(parallel.taskWork).toBe(9 + 10 + (4 + 1) + 8)
    expect(single.taskWork).toBe(40)
  })

  it('measures dispatch from when the worker was free and the task was there', () => {
    // From the submission at 2: 1. From the second worker's start at 4: 1. Between tasks: 0.5 and 0.5.
    expect(parallel.dispatch).toEqual({ median: 0.75, mean: 0.75 })
  })

  it('has no dispatch where there are no tasks', () => {
    const decoder = new TraceDecoder({ cores: 1 })
    decoder.add(1, batch(laneStart(0, 0), run(0), park(4, Operation.Sleep)))
    expect(metricsOf(decoder.model)).toMatchObject({ dispatch: null, taskCount: 0, busy: 4, wall: 4 })
  })

  it('measures an empty model as nothing', () => {
    const nothing = metricsOf(new TraceDecoder({ cores: 2 }).model)
    expect(nothing).toMatchObject({ wall: 0, busy: 0, coreUse: 0, lanes: [] })
    expect(compareMetrics(nothing, nothing)).toMatchObject({ speedup: 0, serialPart: null })
  })
})

describe('compareMetrics', () => {
  it('sets one core against several', () => {
    const comparison = compareMetrics(single, parallel)
    expect(comparison.speedup).toBeCloseTo(46 / 25)
    expect(comparison.honestSpeedup).toBeCloseTo(40 / 25)
    expect(comparison.efficiency).toBeCloseTo(46 / 50)
    expect(comparison.serialPart).toBeCloseTo((25 / 46 - 1 / 2) / (1 - 1 / 2))
    expect(comparison.useOfCores).toBe(parallel.coreUse)
  })

  it('takes working time for the plain loop of a program without tasks', () => {
    const plain: RunMetrics = { ...single, taskCount: 0, taskWork: 0, busy: 30 }
    expect(compareMetrics(plain, parallel).honestSpeedup).toBeCloseTo(30 / 25)
  })

  it('knows no serial part on one core', () => {
    expect(compareMetrics(single, single).serialPart).toBeNull()
  })
})

describe('coresInUse', () => {
  it('steps where lanes begin and stop to run', () => {
    const { time, cores, length } = coresInUse(poolRun(2))
    const steps = Array.from({ length }, (_, row) => [time[row], cores[row]])
    // Main hands over to the first worker at 2: no step.
    expect(steps.filter(([, count], row) => row === 0 || count !== steps[row - 1]?.[1])).toEqual([
      [0, 1],
      [4, 2],
      [9, 1],
      [14, 2],
      [23, 1],
      [25, 0],
    ])
  })

  it('averages over equal parts where exact steps would be too many', () => {
    const { time, cores, length } = coresInUse(poolRun(2), 5)
    expect([...time.subarray(0, length)]).toEqual([0, 5, 10, 15, 20])
    expect([...cores].map(value => Math.round(value * 100) / 100)).toEqual([1.2, 1.8, 1.2, 2, 1.6])
  })
})
