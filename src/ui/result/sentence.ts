import type { Words } from '../../i18n/words.ts'
import { numbersOf, speedupOf, tooShort } from '../../state/numbers.ts'
import type { RunsState } from '../../state/runs.ts'

export interface Sentence {
  /** What stands out: `1.94×`, a time. */
  readonly figure: string | null
  readonly text: string
  readonly good: boolean
  /** The first run's time by the second's, when that is what the figure tells. */
  readonly speedup: number | null
}

/** Below this difference two times are called the same. */
const SAME = 0.03

const plain = (text: string): Sentence => ({ figure: null, text, good: false, speedup: null })

/** The one sentence that tells how things stand. */
export function sentenceOf(
  runs: Pick<RunsState, 'mode' | 'state' | 'current' | 'results' | 'interrupted' | 'preparation'>,
  words: Words,
): Sentence {
  const { status, formats } = words
  const { results } = runs
  const [first] = results
  const last = results.at(-1) ?? null
  const current = results.find(({ key }) => key === runs.current) ?? null
  switch (runs.state) {
    case 'idle':
      return plain(status.idle)
    case 'starting':
      if (runs.preparation !== null) return plain(status.preparing[runs.preparation.step])
      return plain(current === null ? status.compiling : status.starting(current.cores, current.key))
    case 'running':
      if (runs.interrupted) return plain(status.interrupted)
      return plain(status.running((current ?? last)?.cores ?? 1, (current ?? last)?.key ?? 'single'))
    case 'failed':
      return plain(status.failed)
    case 'deadlocked':
      return plain(status.deadlocked)
    case 'stopped': {
      const outcome = last?.outcome
      return plain(
        outcome?.kind === 'stopped' && outcome.by === 'timeLimit' ? status.stoppedByLimit : status.stopped,
      )
    }
    case 'finished': {
      if (last === null) return plain(status.idle)
      const code = last.outcome?.kind === 'finished' ? last.outcome.exitCode : 0
      if (code !== 0) return plain(status.exited(last.cores, code))
      const speedup = runs.mode === 'compare' ? speedupOf(results) : null
      if (speedup === null) {
        const figure = formats.time(last.model.duration)
        return { figure, text: status.finished(last.cores), good: false, speedup: null }
      }
      const good = speedup >= 1 + SAME
      const worse = speedup <= 1 / (1 + SAME)
      const told = first?.key === 'threads' ? status.asProcesses : status.onCores
      const [figure, text] = good
        ? told.faster(formats.factor(speedup), last.cores)
        : worse
          ? told.slower(formats.factor(1 / speedup), last.cores)
          : told.same(last.cores)
      return { figure, text, good: good && !tooShort(numbersOf(results)), speedup }
    }
  }
}
