import { useEffect, useState } from 'react'
import type { Words } from '../../i18n/words.ts'
import type { Preparation } from '../../state/runs.ts'
import { useRuns, useWords } from '../context.ts'
import { type Sentence, sentenceOf } from './sentence.ts'
import { useElapsed } from './useElapsed.ts'

/** How things stand, in one sentence that assistive technology reads out. The counting time beside it stays silent. */
export function Status() {
  const words = useWords()
  const state = useRuns(state => state.state)
  const exitCode = useRuns(({ state, results }) => {
    const outcome = results.at(-1)?.outcome
    return state === 'finished' && outcome?.kind === 'finished' ? outcome.exitCode : undefined
  })
  const elapsed = useElapsed()
  const preparation = usePreparation()
  const sentence = useSentence(words, preparation)
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
      {preparation !== null && preparation.step === 'download' && (
        <span className="elapsed" aria-hidden="true">
          {words.formats.bytes(preparation.done)} / {words.formats.bytes(preparation.total)}
        </span>
      )}
      {elapsed !== null && (
        <span className="elapsed" aria-hidden="true">
          {words.formats.time(elapsed)}
        </span>
      )}
      {state === 'starting' || state === 'running' ? <Progress preparation={preparation} /> : null}
    </div>
  )
}

/** How far the start is, as far as that is known. The place is always there while something goes on: nothing jumps. */
function Progress({ preparation }: { readonly preparation: Preparation | null }) {
  const words = useWords().status.preparing
  if (preparation === null || preparation.total <= 0) return <span className="progress" aria-hidden="true" />
  const { step, done, total } = preparation
  const share = Math.min(1, done / total)
  return (
    <span
      className="progress known"
      role="progressbar"
      aria-label={words[step]}
      aria-valuenow={Math.round(share * 100)}
      data-step={step}
    >
      <i style={{ width: `${share * 100}%` }} />
    </span>
  )
}

/** ms: what is ready sooner is not worth a word. */
const PATIENCE = 500

/** What Python's start is doing, once it takes a while. */
function usePreparation(): Preparation | null {
  const preparation = useRuns(state => state.preparation)
  const preparing = preparation !== null
  const [late, setLate] = useState(false)
  useEffect(() => {
    if (!preparing) return
    const timer = setTimeout(() => setLate(true), PATIENCE)
    return () => {
      clearTimeout(timer)
      setLate(false)
    }
  }, [preparing])
  return late ? preparation : null
}

function useSentence(words: Words, preparation: Preparation | null): Sentence {
  const interrupted = useRuns(state => state.interrupted)
  const mode = useRuns(state => state.mode)
  const state = useRuns(state => state.state)
  const current = useRuns(state => state.current)
  const results = useRuns(state => state.results)
  return sentenceOf({ mode, state, current, results, interrupted, preparation }, words)
}
