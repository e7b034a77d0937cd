import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { defaultPlan } from '../program/plan.ts'
import { EngineRun } from './engineRun.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
})
const ports: MessagePort[] = []
afterEach(() => {
  vi.useRealTimers()
  for (const port of ports.splice(0)) port.close()
})

/** A run of which the frame has said how it ended; messages arrive in real time, timers when the test says so. */
function setUp() {
  const log: string[] = []
  const program = { files: [], code: '', functions: [], closures: [], sites: [], lines: [] }
  const sink = {
    started() {},
    events: () => log.push('events'),
    ended: () => log.push('ended'),
  }
  const run = new EngineRun(1, program, defaultPlan(2), sink, () => {})
  const port = run.open(() => log.push('damaged'))
  ports.push(port)
  const arrive = async (message: unknown) => {
    port.postMessage(message)
    for (let i = 0; i < 20; i++) await new Promise(resolve => setImmediate(resolve))
  }
  const batch = () => ({ type: 'batch', words: new ArrayBuffer(4), parts: [{ slot: 1, words: 1 }] })
  vi.advanceTimersByTime(10_000)
  run.concluded({ kind: 'finished', exitCode: 0 })
  return { log, arrive, batch }
}

test('a run ends with its last event, without a wait', async () => {
  const { log, arrive, batch } = setUp()
  await arrive(batch())
  await arrive({ type: 'drained' })
  expect(log).toEqual(['events', 'ended'])
})

test('a collector that is still heard from keeps the run open; one that fell silent does not', async () => {
  const { log, arrive, batch } = setUp()
  for (let i = 0; i < 3; i++) {
    vi.advanceTimersByTime(1900)
    await arrive(batch())
  }
  expect(log).toEqual(['events', 'events', 'events'])
  vi.advanceTimersByTime(1700)
  expect(log).not.toContain('ended')
  vi.advanceTimersByTime(600)
  expect(log.at(-1)).toBe('ended')
})
