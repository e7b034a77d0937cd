import type { MetricName, Numbers } from '../../state/numbers.ts'
import { useWords } from '../context.ts'
import { Figure, metricText } from './Figure.tsx'

const SHOWN: readonly MetricName[] = [
  'efficiency',
  'use-of-cores',
  'honest-speedup',
  'busy',
  'waiting',
  'dispatch-overhead',
]

/** The numbers that the sentence above them does not tell. */
export function NumberRow({ numbers }: { readonly numbers: Numbers }) {
  const words = useWords()
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
              text={metricText(name, value, words)}
              label={words.metrics.names[name]}
              run={null}
            />
          </li>
        )
      })}
      {numbers.wall !== undefined && numbers.speedup === undefined && (
        <li className="compare-next">{words.result.compareNext}</li>
      )}
    </ul>
  )
}
