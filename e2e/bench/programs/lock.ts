import { Lock } from 'multiprocessing'
import { settings } from './settings.ts'

const lock = new Lock()

/** ns for one acquire and release. */
function pairs(count: number): number {
  const start = performance.now()
  for (let i = 0; i < count; i++) {
    lock.acquire()
    lock.release()
  }
  return ((performance.now() - start) * 1e6) / count
}

pairs(settings.warmUp)
const values = Array.from({ length: settings.repeats }, () => pairs(settings.pairs))
console.log(JSON.stringify({ [settings.traced === 1 ? 'on' : 'off']: values }))
