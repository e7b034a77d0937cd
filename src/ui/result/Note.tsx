import { problemText } from '../../i18n/problems.ts'
import type { Words } from '../../i18n/words.ts'
import type { WaitEdge } from '../../program/outcome.ts'
import { cycleOf, rootOf } from '../../state/deadlock.ts'
import { usePreferences, useRuns, useWords } from '../context.ts'

/** Where there are no numbers: what is to be said instead, in a line. The console tells the rest. */
export function Note() {
  const words = useWords()
  const language = usePreferences(state => state.language)
  const state = useRuns(state => state.state)
  const problem = useRuns(state => state.problems[0])
  const outcome = useRuns(({ results }) => results.at(-1)?.outcome ?? null)
  if (state === 'failed' && problem !== undefined) {
    const text = problemText(problem, language)
    return (
      <p className="note" title={text}>
        {text}
      </p>
    )
  }
  if (state !== 'deadlocked' || outcome?.kind !== 'deadlocked') return null
  const text = deadlockText(outcome.waits, words)
  return (
    <p className="note" title={text}>
      {text}
    </p>
  )
}

function deadlockText(waits: readonly WaitEdge[], { explain }: Words): string {
  const cycle = cycleOf(waits)
  if (cycle !== null) return cycle.join(' → ')
  const root = rootOf(waits)
  if (root === undefined) return explain.deadlock
  const { process, object, operation, holder } = root
  if (object === '') return explain.waitsFor(process, operation)
  const text = explain.waits(process, object, operation)
  return holder === null ? text : `${text} · ${explain.heldBy(holder)}`
}
