import { pipeline } from './exchange/pipeline/lesson.ts'
import type { Lesson } from './lesson.ts'
import { primes } from './pools/primes/lesson.ts'
import { race } from './synchronisation/race/lesson.ts'

/** The first is what a first visit shows. They are offered by section, within it in this order. */
export const LESSONS: readonly Lesson[] = [primes, pipeline, race]
