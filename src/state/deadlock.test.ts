import { describe, expect, test } from 'vitest'
import type { WaitEdge } from '../program/outcome.ts'
import { circleOf, cycleOf, diagnose, rootOf } from './deadlock.ts'

const wait = (
  process: string,
  object: string,
  holder: string | null,
  operation = '',
  more: Partial<WaitEdge> = {},
): WaitEdge => ({ lane: 0, process, operation, object, place: null, holder, ...more })

const lock = (process: string, object: string, holder: string) =>
  wait(process, object, holder, 'Lock.acquire')
const join = (process: string, whom: string) => wait(process, whom, null, 'Process.join')

describe('a circle', () => {
  test('is told by names, whoever else only waits along', () => {
    const waits = [join('Main', 'A'), lock('A', 'Lock-2', 'B'), lock('B', 'Lock-1', 'A')]
    expect(cycleOf(waits)).toEqual(['A', 'Lock-2', 'B', 'Lock-1', 'A'])
    expect(diagnose(waits)).toBe('order')
  })

  test('of one that waits for a lock of its own is the smallest', () => {
    expect(cycleOf([lock('Main', 'Lock-1', 'Main')])).toEqual(['Main', 'Lock-1', 'Main'])
    expect(diagnose([lock('Main', 'Lock-1', 'Main')])).toBe('twice')
  })

  test('of processes that join each other has no objects', () => {
    expect(cycleOf([join('A', 'B'), join('B', 'A')])).toEqual(['A', 'B', 'A'])
    expect(diagnose([join('A', 'B'), join('B', 'A')])).toBe('joins')
    expect(diagnose([join('A', 'A')])).toBe('joinSelf')
  })

  test('of a join and a lock is told as such', () => {
    expect(diagnose([join('Main', 'A'), lock('A', 'Lock-1', 'Main')])).toBe('joinHolding')
  })

  test('goes by lanes where names are the same', () => {
    const waits = [
      wait('worker', 'Lock-1', 'worker', 'Lock.acquire', { lane: 1, target: 2 }),
      wait('worker', 'Lock-2', 'worker', 'RLock.acquire', { lane: 2, target: 1 }),
    ]
    expect(circleOf(waits)?.length).toBe(2)
    expect(diagnose(waits)).toBe('order')
  })
})

describe('without a circle', () => {
  test('the wait at the end of the chain comes first', () => {
    const waits = [join('Main', 'Worker'), wait('Worker', 'Queue-1', null, 'Queue.get')]
    expect(cycleOf(waits)).toBeNull()
    expect(rootOf(waits)?.process).toBe('Worker')
    expect(rootOf([])).toBeUndefined()
  })

  test('a lock of one that has ended explains more than anything else', () => {
    const waits = [wait('Main', 'Queue-1', null, 'Queue.get'), lock('A', 'Lock-1', 'B')]
    expect(diagnose(waits)).toBe('lost')
    expect(rootOf(waits)?.process).toBe('A')
  })

  test.each([
    ['Semaphore.acquire', 'semaphore'],
    ['Condition.wait', 'notify'],
    ['Event.wait', 'event'],
    ['Barrier.wait', 'barrier'],
    ['Queue.get', 'empty'],
    ['Queue.put', 'full'],
    ['Queue.join', 'tasks'],
    ['Connection.recv', 'connection'],
    ['connection.wait', 'connection'],
    ['await', 'promise'],
    ['toString', 'other'],
  ])('%s is told as what it is', (operation, kind) => {
    const waits = [
      wait('Idler', 'Queue-9', null, 'Pool worker idle'),
      wait('A', 'Thing-1', null, operation),
      join('Main', 'A'),
    ]
    expect(diagnose(waits)).toBe(kind)
    expect(rootOf(waits)?.process).toBe('A')
  })

  test('a task that waits for its own pool is told, though idle workers and its caller wait as well', () => {
    const waits = [
      wait('Main', 'Pool-1', null, 'Pool.map'),
      wait('Worker-1', 'Pool-1', null, 'AsyncResult.get', { detail: { kind: 'worker' } }),
    ]
    expect(diagnose(waits)).toBe('pool')
    expect(rootOf(waits)?.process).toBe('Worker-1')
  })
})
