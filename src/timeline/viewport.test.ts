import { describe, expect, test } from 'vitest'
import { seeded } from './model.testing.ts'
import { clampView, fitView, grownExtent, isFitted, panView, revealView, zoomView } from './viewport.ts'

describe('the axis of a run that goes on', () => {
  test('grows in steps of a quarter and always holds the present', () => {
    expect(grownExtent(0)).toBe(20)
    expect(grownExtent(20)).toBe(20)
    expect(grownExtent(20.1)).toBe(25)
    const extents = new Set(Array.from({ length: 1000 }, (_, ms) => grownExtent(ms)))
    expect(extents.size).toBeLessThan(20)
    for (let ms = 0; ms < 5000; ms += 7) expect(grownExtent(ms)).toBeGreaterThanOrEqual(ms)
  })
})

describe('the view', () => {
  test('zooms around a time that stays where it is', () => {
    const zoomed = zoomView({ start: 0, end: 100 }, 2, 30, 100)
    expect(zoomed).toEqual({ start: 15, end: 65 })
    expect((30 - zoomed.start) / (zoomed.end - zoomed.start)).toBeCloseTo(0.3)
  })

  test('stays within the run whatever hands do (seed 11)', () => {
    const next = seeded(11)
    let view = fitView(800)
    for (let step = 0; step < 2000; step++) {
      const time = view.start + (next(1000) / 1000) * (view.end - view.start)
      view = next(2)
        ? zoomView(view, 2 ** ((next(400) - 200) / 100), time, 800)
        : panView(view, next(400) - 200, 800)
      expect(view.start).toBeGreaterThanOrEqual(0)
      expect(view.end).toBeLessThanOrEqual(800 + 1e-9)
      expect(view.end).toBeGreaterThan(view.start)
    }
  })

  test('is not moved by an axis that grows, unless it shows everything', () => {
    const view = { start: 10, end: 15 }
    expect(clampView(view, 20)).toEqual(view)
    expect(clampView(view, 400)).toEqual(view)
    expect(isFitted(view, 20)).toBe(false)
    expect(isFitted(fitView(20), 20)).toBe(true)
  })

  test('moves to a span out of sight without zooming, and zooms out for one that is too long', () => {
    expect(revealView({ start: 0, end: 10 }, 50, 52, 100)).toEqual({ start: 46, end: 56 })
    expect(revealView({ start: 0, end: 10 }, 4, 6, 100)).toEqual({ start: 0, end: 10 })
    const wide = revealView({ start: 0, end: 10 }, 20, 60, 100)
    expect(wide.start).toBeLessThanOrEqual(20)
    expect(wide.end).toBeGreaterThanOrEqual(60)
  })
})
