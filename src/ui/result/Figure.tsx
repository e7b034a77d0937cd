import type { Words } from '../../i18n/words.ts'
import type { MetricName } from '../../state/numbers.ts'
import type { RunResult } from '../../state/runs.ts'
import { useWords } from '../context.ts'
import { Tip } from '../kit/Tip.tsx'

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
export function Figure({ name, value, text, label, run }: FigureProps) {
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

/** A number as its unit asks: a share, a factor, a time. */
export function metricText(name: MetricName, value: number, { formats, metrics }: Words): string {
  if (name === 'efficiency' || name === 'use-of-cores') return formats.percent(value)
  if (name === 'speedup' || name === 'honest-speedup') return metrics.times(formats.factor(value))
  return formats.time(value)
}
