import { afterEach, expect, test, vi } from 'vitest'
import { createLater } from './later.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

test('what has no time comes back in order, in a new macrotask', async () => {
  const later = createLater()
  const log: string[] = []
  later(() => log.push('first'))
  const last = new Promise<void>(resolve => {
    later(() => {
      log.push('second')
      resolve()
    }, 0)
  })
  await Promise.resolve()
  expect(log).toEqual([])
  await last
  expect(log).toEqual(['first', 'second'])
})

test('what has to wait does not come back before its time', async () => {
  const later = createLater()
  const begun = performance.now()
  await new Promise<void>(resolve => {
    later(resolve, 30)
  })
  // Timers count in whole milliseconds.
  expect(performance.now() - begun).toBeGreaterThanOrEqual(29)
})

test('a program that changes the timers of its realm does not reach it', async () => {
  const later = createLater()
  const stolen = vi.fn()
  vi.stubGlobal('setTimeout', stolen)
  await new Promise<void>(resolve => {
    later(resolve, 1)
  })
  expect(stolen).not.toHaveBeenCalled()
})
