import type { Plan } from '../program/plan.ts'
import type { Program } from '../program/program.ts'

/** A text in every language of the page. */
type Translated = Readonly<Record<'en' | 'ja', string>>

/** Groups of lessons, in the order in which they are offered; each is the name of a folder. */
export const SECTIONS = [
  'processes',
  'exchange',
  'synchronisation',
  'pools',
  'threads',
  'io',
  'mistakes',
] as const

export type Section = (typeof SECTIONS)[number]

/** A program to begin with, and what to make of it. */
export interface Lesson {
  /** As links name it. Never changes. */
  readonly id: string
  /** The group it is offered in: the name of its folder's folder. */
  readonly section: Section
  readonly title: Translated
  /** One line: what it shows. */
  readonly summary: Translated
  /** Markdown: what it shows, what to try. Begins with the title. */
  readonly text: Translated
  readonly program: Program
  /** What differs from the defaults. */
  readonly settings: LessonSettings
  /** The action it asks for. */
  readonly primary: 'run' | 'compare'
  /** Start methods under which it comes to what is expected. Default: all of them, which takes a main guard. */
  readonly startMethods?: readonly Plan['startMethod'][]
  readonly expected: ExpectedOutcome
  /** The same in Python, where `program` is in TypeScript. */
  readonly python?: Twin
}

/** A lesson in its other language: a program of its own, and what else differs from the lesson. */
export interface Twin
  extends Partial<Pick<Lesson, 'summary' | 'text' | 'settings' | 'primary' | 'startMethods'>> {
  readonly program: Program
  readonly expected: ExpectedOutcome
}

export type LessonSettings = Partial<
  Pick<
    Plan,
    'cores' | 'startMethod' | 'quantum' | 'gil' | 'switchInterval' | 'workers' | 'skipIdle' | 'switchAnywhere'
  > & {
    /** What Compare sets side by side: one core and all, or threads and processes. Default: cores. */
    readonly compare: 'cores' | 'workers'
  }
>

/** What every run of the program as it stands, under its own settings, comes to. */
export type ExpectedOutcome =
  /** `exitCode`: default 0. */
  | ({ readonly kind: 'finished'; readonly exitCode?: number } & ExpectedOutput)
  /** `code`: of the problem (`program.error`, `queue.empty`, …). */
  | ({ readonly kind: 'failed'; readonly code: string } & ExpectedOutput)
  | ({ readonly kind: 'deadlocked' } & ExpectedOutput)

/** Of the lines that are printed, those of stderr included. All that is given holds; what chance decides is left out. */
interface ExpectedOutput {
  readonly lastLine?: string
  /** All lines there are, in any order. */
  readonly lines?: readonly string[]
  /** Lines that are among them, in any order. A line counts as often as it stands here. */
  readonly contains?: readonly string[]
}
