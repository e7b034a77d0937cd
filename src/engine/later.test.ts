import { afterEach, expect, test, vi } from 'vitest'
import { createLater } from './later.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

test('what has no time comes back in order, in a new macrotask, before what has to wait', async () => {
  const later = createLater()
  const log: string[] = []
  const begun = performance.now()
  let waited = 0
  const last = new Promise<void>(resolve => {
    later(() => {
      waited = performance.now() - begun
      log.push('late')
      resolve()
    }, 30)
  })
  later(() => log.push('first'))
  later(() => log.push('second'), 0)
  await Promise.resolve()
  expect(log).toEqual([])
  await last
  expect(log).toEqual(['first', 'second', 'late'])
  // Timers count in whole milliseconds.
  expect(waited).toBeGreaterThanOrEqual(29)
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
