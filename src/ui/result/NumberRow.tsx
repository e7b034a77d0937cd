import { type MetricName, type Numbers, tooShort } from '../../state/numbers.ts'
import { useWords } from '../context.ts'
import { Figure, metricText } from './Figure.tsx'

const SHOWN: readonly MetricName[] = [
  'efficiency',
  'use-of-cores',
  'honest-speedup',
  'busy',
  'waiting',
  'dispatch-overhead',
  'tracing-overhead',
]

/** The numbers that the sentence above them does not tell. */
export function NumberRow({ numbers }: { readonly numbers: Numbers }) {
  const words = useWords()
  const { wall, speedup } = numbers
  const remark =
    wall === undefined
      ? null
      : speedup === undefined
        ? words.result.compareNext
        : tooShort(numbers)
          ? words.result.tooShort
          : null
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
      {remark !== null && <li className="compare-next">{remark}</li>}
    </ul>
  )
}
