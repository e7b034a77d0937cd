import { expect, test } from 'vitest'
import { gutterWidth, laneHeight, lanesFit, rowAt, rowIndexAt } from './layout.ts'

test('lanes shrink from 34 to 18 pixels as they become many, and grow on a large screen', () => {
  expect(laneHeight(3, null)).toBe(34)
  expect(laneHeight(64, null)).toBe(18)
  expect(laneHeight(6, 400)).toBe(34)
  expect(laneHeight(6, 500)).toBe(44)
  expect(laneHeight(20, 500)).toBe(25)
  expect(laneHeight(130, 500)).toBe(18)
  expect(laneHeight(0, 500)).toBe(34)
  expect(lanesFit(6, 108)).toBe(true)
  expect(lanesFit(6, 107)).toBe(false)
})

test('bars of every height are centred on whole pixels and fit their lane', () => {
  for (let height = 18; height <= 44; height++) {
    const row = rowAt(3, height)
    expect(row.top).toBe(3 * height)
    expect(row.block).toBeLessThanOrEqual(height - 6)
    expect((row.block - row.bar) % 2).toBe(0)
    expect((row.block - row.wait) % 2).toBe(0)
    expect(row.wait).toBeLessThanOrEqual(row.bar)
  }
})

test('a height belongs to one lane, and none above the first or below the last', () => {
  expect(rowIndexAt(-1, 34, 2)).toBe(-1)
  expect(rowIndexAt(33.9, 34, 2)).toBe(0)
  expect(rowIndexAt(34, 34, 2)).toBe(1)
  expect(rowIndexAt(68, 34, 2)).toBe(-1)
})

test('the gutter follows the longest name but leaves a narrow page to the chart', () => {
  expect(gutterWidth(360, 300)).toBe(72)
  expect(gutterWidth(880, 40)).toBe(112)
  expect(gutterWidth(880, 120)).toBe(148)
  expect(gutterWidth(880, 400)).toBe(176)
})
