import type { Words } from '../../i18n/words.ts'
import { useRuns, useWords } from '../context.ts'
import { type Sentence, sentenceOf } from './sentence.ts'
import { useElapsed } from './useElapsed.ts'

/** How things stand, in one sentence that assistive technology reads out. The counting time beside it stays silent. */
export function Status() {
  const words = useWords()
  const state = useRuns(state => state.state)
  const sentence = useSentence(words)
  const exitCode = useRuns(({ state, results }) => {
    const outcome = results.at(-1)?.outcome
    return state === 'finished' && outcome?.kind === 'finished' ? outcome.exitCode : undefined
  })
  const elapsed = useElapsed()
  return (
    <div className="status">
      <p role="status" data-run-state={state} data-exit-code={exitCode}>
        {sentence.figure !== null && (
          <strong
            className={sentence.good ? 'good' : undefined}
            data-metric={sentence.speedup === null ? undefined : 'speedup'}
            data-value={sentence.speedup ?? undefined}
          >
            {sentence.figure}
          </strong>
        )}{' '}
        <span>{sentence.text}</span>
      </p>
      {elapsed !== null && (
        <span className="elapsed" aria-hidden="true">
          {words.formats.time(elapsed)}
        </span>
      )}
      {state === 'starting' || state === 'running' ? <span className="progress" aria-hidden="true" /> : null}
    </div>
  )
}

function useSentence(words: Words): Sentence {
  const mode = useRuns(state => state.mode)
  const state = useRuns(state => state.state)
  const current = useRuns(state => state.current)
  const results = useRuns(state => state.results)
  return sentenceOf({ mode, state, current, results }, words)
}
