import { expect, test } from 'vitest'
import { unitFor } from './axis.ts'

test('ticks are told in the unit that keeps their numbers short', () => {
  expect(unitFor(100, 800).unit).toBe('ms')
  expect(unitFor(500, 5000).unit).toBe('s')
  expect(unitFor(10, 5000).unit).toBe('ms')
  expect(unitFor(0.005, 12).unit).toBe('us')
  expect(unitFor(0.005, 40_000).unit).toBe('ms')
})
