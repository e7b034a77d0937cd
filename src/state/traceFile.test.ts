import { expect, test } from 'vitest'
import { TraceDecoder } from '../trace/decode.ts'
import { batch, laneEnd, laneStart, run } from '../trace/records.testing.ts'
import type { RunResult } from './runs.ts'
import { traceFile } from './traceFile.ts'

function resultOf(key: RunResult['key'], cores: number): RunResult {
  const decoder = new TraceDecoder({ cores })
  decoder.add(1, batch(laneStart(0, 0, { name: 'Main' }), run(0), laneEnd(5, 0)))
  decoder.finish()
  const compiled = { functions: [], sites: [] } as unknown as RunResult['compiled']
  return {
    key,
    cores,
    gil: true,
    state: 'finished',
    compiled,
    model: decoder.model,
    prepared: null,
    outcome: null,
    typed: [],
  }
}

interface Event {
  readonly name: string
  readonly pid: number
  readonly args: { readonly name?: string }
}

function eventsOf(results: readonly RunResult[]): readonly Event[] {
  return JSON.parse(traceFile(results, ({ cores }) => `${cores} cores`).join('')).traceEvents
}

test('a pair of runs is one file in which no process of one run is taken for one of the other', () => {
  const events = eventsOf([resultOf('single', 1), resultOf('parallel', 2)])
  const names = events.filter(event => event.name === 'process_name')
  expect(names.map(event => event.args.name?.replace(/ \(.*/, ''))).toEqual([
    '1 cores: Main',
    '2 cores: Main',
  ])
  expect(new Set(names.map(event => event.pid)).size).toBe(2)
  expect(events.filter(event => event.name === 'running')).toHaveLength(2)
})

test('a run alone keeps its names and numbers; no run is an empty file that can be read', () => {
  const alone = eventsOf([resultOf('parallel', 2)])
  expect(alone.find(event => event.name === 'process_name')?.args.name).toMatch(/^Main/)
  expect(Math.max(...alone.map(event => event.pid))).toBeLessThan(100)
})
