import { expect, test } from 'vitest'
import type { WaitEdge } from '../program/outcome.ts'
import { cycleOf, rootOf } from './deadlock.ts'

const wait = (process: string, object: string, holder: string | null): WaitEdge => ({
  lane: 0,
  process,
  operation: '',
  object,
  place: null,
  holder,
})

test('a circle is told by names, whoever else only waits along', () => {
  const waits = [wait('Main', 'A', null), wait('A', 'Lock-2', 'B'), wait('B', 'Lock-1', 'A')]
  expect(cycleOf(waits)).toEqual(['A', 'Lock-2', 'B', 'Lock-1', 'A'])
})

test('who waits for a lock of its own goes in the smallest circle', () => {
  expect(cycleOf([wait('Main', 'Lock-1', 'Main')])).toEqual(['Main', 'Lock-1', 'Main'])
})

test('processes that join each other go in a circle without objects', () => {
  expect(cycleOf([wait('A', 'B', null), wait('B', 'A', null)])).toEqual(['A', 'B', 'A'])
})

test('where nobody holds what is waited for, the wait at the end of the chain comes first', () => {
  const waits = [wait('Main', 'Worker', null), wait('Worker', 'Queue-1', null)]
  expect(cycleOf(waits)).toBeNull()
  expect(rootOf(waits)?.process).toBe('Worker')
  expect(rootOf([])).toBeUndefined()
})
