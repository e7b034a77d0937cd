import type { Lesson } from './lesson.ts'
import { race } from './memory/race/lesson.ts'
import { primes } from './pools/primes/lesson.ts'
import { pipeline } from './queues/pipeline/lesson.ts'

/** In the order in which they are offered; the first is what a first visit shows. */
export const LESSONS: readonly Lesson[] = [primes, pipeline, race]
