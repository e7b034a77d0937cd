import type { Plan } from '../program/plan.ts'
import type { Program } from '../program/program.ts'

/** A text in every language of the page. */
type Translated = Readonly<Record<'en' | 'ja', string>>

/** A program to begin with, and what to make of it. */
export interface Lesson {
  /** As links name it. Never changes. */
  readonly id: string
  readonly title: Translated
  /** One line: what it shows. */
  readonly summary: Translated
  /** Markdown: what it shows, what to try. Begins with the title. */
  readonly text: Translated
  readonly program: Program
  /** What differs from the defaults. */
  readonly settings: Partial<Pick<Plan, 'cores' | 'quantum' | 'skipIdle'> & { startMethod: 'fork' | 'spawn' }>
  /** The action it asks for. */
  readonly primary: 'run' | 'compare'
  readonly expected: ExpectedOutcome
}

/** What every run of the program as it stands comes to. */
export interface ExpectedOutcome {
  readonly kind: 'finished'
  /** Its last line of output. */
  readonly lastLine: string
}
