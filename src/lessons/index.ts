import { manager } from './exchange/manager/lesson.ts'
import { pipe } from './exchange/pipe/lesson.ts'
import { pipeline } from './exchange/pipeline/lesson.ts'
import { sharedArray } from './exchange/shared-array/lesson.ts'
import { sharedMemory } from './exchange/shared-memory/lesson.ts'
import { scraping } from './io/scraping/lesson.ts'
import type { Lesson } from './lesson.ts'
import { forkedLock } from './mistakes/forked-lock/lesson.ts'
import { lostWorker } from './mistakes/lost-worker/lesson.ts'
import { noGuard } from './mistakes/no-guard/lesson.ts'
import { nobodyPuts } from './mistakes/nobody-puts/lesson.ts'
import { philosophers } from './mistakes/philosophers/lesson.ts'
import { twoLocks } from './mistakes/two-locks/lesson.ts'
import { waitsForItself } from './mistakes/waits-for-itself/lesson.ts'
import { asTheyCome } from './pools/as-they-come/lesson.ts'
import { csvFiles } from './pools/csv-files/lesson.ts'
import { futures } from './pools/futures/lesson.ts'
import { mandelbrot } from './pools/mandelbrot/lesson.ts'
import { primes } from './pools/primes/lesson.ts'
import { endings } from './processes/endings/lesson.ts'
import { firstProcess } from './processes/first/lesson.ts'
import { startMethods } from './processes/start-methods/lesson.ts'
import { barrier } from './synchronisation/barrier/lesson.ts'
import { condition } from './synchronisation/condition/lesson.ts'
import { parking } from './synchronisation/parking/lesson.ts'
import { race } from './synchronisation/race/lesson.ts'
import { rlock } from './synchronisation/rlock/lesson.ts'
import { startSignal } from './synchronisation/start-signal/lesson.ts'
import { convoy } from './threads/convoy/lesson.ts'
import { gil } from './threads/gil/lesson.ts'
import { jobQueue } from './threads/job-queue/lesson.ts'
import { localAndTimer } from './threads/local-and-timer/lesson.ts'
import { sharedAccount } from './threads/shared-account/lesson.ts'

/** The first is what a first visit shows. They are offered by section, within it in this order. */
export const LESSONS: readonly Lesson[] = [
  primes,
  firstProcess,
  startMethods,
  endings,
  pipeline,
  pipe,
  sharedArray,
  sharedMemory,
  manager,
  race,
  rlock,
  parking,
  condition,
  startSignal,
  barrier,
  asTheyCome,
  csvFiles,
  futures,
  mandelbrot,
  sharedAccount,
  gil,
  convoy,
  jobQueue,
  localAndTimer,
  scraping,
  twoLocks,
  philosophers,
  nobodyPuts,
  waitsForItself,
  noGuard,
  forkedLock,
  lostWorker,
]
