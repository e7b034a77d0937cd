import { numbersOf } from '../../state/numbers.ts'
import { endingOf, isUnderWay, type RunResult } from '../../state/runs.ts'
import { useRuns, useWords } from '../context.ts'
import { Figure } from './Figure.tsx'
import { Note } from './Note.tsx'
import { NumberRow } from './NumberRow.tsx'
import { SaveTrace } from './SaveTrace.tsx'
import { Status } from './Status.tsx'
import { useElapsed } from './useElapsed.ts'
import './result.css'

/** What came out: a sentence, two bars, numbers that can be asked what they mean. */
export function ResultHeader({ status = true }: { readonly status?: boolean }) {
  const words = useWords()
  const results = useRuns(state => state.results)
  const state = useRuns(state => state.state)
  const numbers = state === 'finished' ? numbersOf(results) : {}
  return (
    <section className="result" aria-label={words.result.name}>
      {status && <Status />}
      <Bars runs={results} slower={(numbers.speedup ?? 1) < 1} />
      <div className="result-foot">
        <NumberRow numbers={numbers} />
        <Note />
        {!isUnderWay(state) && <SaveTrace />}
      </div>
    </section>
  )
}

interface BarsProps {
  readonly runs: readonly RunResult[]
  readonly slower: boolean
}

function Bars({ runs, slower }: BarsProps) {
  const words = useWords()
  const elapsed = useElapsed() ?? 0
  const idle = useRuns(state => state.state === 'idle')
  if (runs.length === 0) return idle ? <p className="tagline">{words.brand.tagline}</p> : null
  const timeOf = (run: RunResult): number => {
    if (run.state === 'running') return Math.max(elapsed, 0)
    const { duration, now } = run.model
    return Number.isFinite(duration) ? duration : now
  }
  const longest = Math.max(...runs.map(timeOf), 1e-6)
  return (
    <dl className="bars">
      {runs.map(run => {
        const time = timeOf(run)
        return (
          <div key={run.key} data-run={run.key} data-ending={slower ? undefined : endingOf(run.outcome)}>
            <dt>{words.result.run(run.cores, run.key)}</dt>
            <dd>
              <span className="bar" style={{ width: `${(100 * time) / longest}%` }} />
            </dd>
            <dd className="bar-time">
              <Figure
                name="wall"
                value={run.outcome?.kind === 'finished' ? time : null}
                text={words.formats.time(time)}
                label={null}
                run={run}
              />
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
