import type { ProcessContext } from '../runtime/current.ts'
import { knownAnswers } from './answers.ts'

/**
 * At the end of a process or thread: as in Python, executors that nobody has shut down finish what they were given. The
 * worker is past all of its own code by then, except callbacks.
 */
export function finishExecutors(context: ProcessContext): void {
  const answers = knownAnswers(context)
  if (answers === null) return
  for (const crew of answers.crews) crew.close(false)
  for (const crew of answers.crews) crew.join()
}
