import type { TextEdit } from '../compile/index.ts'
import type { Problem } from '../program/outcome.ts'
import type { Program } from '../program/program.ts'

/** What the editor says about a program that runs, but hardly as it was meant. */
export interface ProgramChecks {
  warnings(program: Program): Promise<readonly Problem[]>
  /** Edits of the warning's file after which there is nothing to warn of; null where there are none. */
  remedy(program: Program, warning: Problem): Promise<readonly TextEdit[] | null>
}
