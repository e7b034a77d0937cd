import { problemText } from '../../i18n/problems.ts'
import type { MetricName, Numbers } from '../../state/numbers.ts'
import { numbersOf } from '../../state/numbers.ts'
import type { RunResult } from '../../state/runs.ts'
import { usePreferences, useRuns, useWords } from '../context.ts'
import { Tip } from '../kit/Tip.tsx'
import { Status } from './Status.tsx'
import { useElapsed } from './useElapsed.ts'
import './result.css'

/** What came out: a sentence, two bars, numbers that can be asked what they mean. */
export function ResultHeader({ status = true }: { readonly status?: boolean }) {
  const words = useWords()
  const results = useRuns(state => state.results)
  const ended = useRuns(state => state.state === 'finished')
  return (
    <section className="result" aria-label={words.result.name}>
      {status && <Status />}
      <Bars single={results.single} parallel={results.parallel} />
      <NumberRow numbers={ended ? numbersOf(results.single, results.parallel) : {}} />
      <Note />
    </section>
  )
}

/** Where there are no numbers: what is to be said instead, in a line. */
function Note() {
  const words = useWords()
  const language = usePreferences(state => state.language)
  const state = useRuns(state => state.state)
  const problem = useRuns(state => state.problems[0])
  if (state === 'failed' && problem !== undefined) {
    return <p className="note">{problemText(problem, language)}</p>
  }
  return state === 'deadlocked' ? <p className="note">{words.explain.deadlock}</p> : null
}

interface BarsProps {
  readonly single: RunResult | null
  readonly parallel: RunResult | null
}

function Bars({ single, parallel }: BarsProps) {
  const words = useWords()
  const elapsed = useElapsed() ?? 0
  const runs = [single, parallel].filter(run => run !== null)
  if (runs.length === 0) return <p className="tagline">{words.brand.tagline}</p>
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
          <div key={run.key} data-run={run.key}>
            <dt>{words.result.core(run.cores)}</dt>
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

const SHOWN: readonly MetricName[] = [
  'efficiency',
  'use-of-cores',
  'honest-speedup',
  'busy',
  'waiting',
  'dispatch-overhead',
]

function NumberRow({ numbers }: { readonly numbers: Numbers }) {
  const { formats, metrics, result } = useWords()
  const textOf = (name: MetricName, value: number): string => {
    if (name === 'efficiency' || name === 'use-of-cores') return formats.percent(value)
    if (name === 'speedup' || name === 'honest-speedup') return metrics.times(formats.factor(value))
    return formats.time(value)
  }
  return (
    <ul className="numbers">
      {SHOWN.map(name => {
        const value = numbers[name]
        if (value === undefined) return null
        return (
          <li key={name}>
            <Figure
              name={name}
              value={value}
              text={textOf(name, value)}
              label={metrics.names[name]}
              run={null}
            />
          </li>
        )
      })}
      {numbers.wall !== undefined && numbers.speedup === undefined && (
        <li className="compare-next">{result.compareNext}</li>
      )}
    </ul>
  )
}

interface FigureProps {
  readonly name: MetricName
  /** Null while it is not final. */
  readonly value: number | null
  readonly text: string
  /** Null where the name stands beside it already. */
  readonly label: string | null
  readonly run: RunResult | null
}

/** A number that tells on hover and focus what it means and how it is made. */
function Figure({ name, value, text, label, run }: FigureProps) {
  const { metrics, result, formats } = useWords()
  const prepared = run?.prepared ?? null
  return (
    <Tip
      align={run === null ? 'center' : 'end'}
      text={
        <>
          {metrics.sentences[name]}
          <code>{metrics.formulas[name]}</code>
          {prepared !== null && <code>{result.prepared(formats.time(prepared))}</code>}
        </>
      }
    >
      {id => (
        <button
          type="button"
          className={label === null ? 'figure inline' : 'figure'}
          aria-describedby={id}
          aria-label={label === null ? `${metrics.names[name]}: ${text}` : undefined}
          data-metric={value === null ? undefined : name}
          data-value={value ?? undefined}
          data-run={run?.key}
        >
          <b>{text}</b>
          {label !== null && <span>{label}</span>}
        </button>
      )}
    </Tip>
  )
}
