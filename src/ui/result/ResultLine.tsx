import { type MetricName, type Numbers, numbersOf } from '../../state/numbers.ts'
import type { RunResult } from '../../state/runs.ts'
import { useRuns, useWords } from '../context.ts'
import { MoreIcon } from '../kit/icons.tsx'
import { Popover } from '../kit/Popover.tsx'
import { Figure, metricText } from './Figure.tsx'
import { Note } from './Note.tsx'
import { NumberRow } from './NumberRow.tsx'
import { Status } from './Status.tsx'
import './result.css'

/** The result in one line, for a page that has little room: the other numbers open on demand. */
export function ResultLine() {
  const words = useWords()
  const results = useRuns(state => state.results)
  const [first, second] = results
  const finished = useRuns(state => state.state === 'finished')
  const numbers = finished ? numbersOf(results) : {}
  return (
    <section className="result result-line" aria-label={words.result.name}>
      <Status />
      <Note />
      {numbers.speedup !== undefined && first !== undefined && second !== undefined && (
        <span className="pair">
          <Time run={first} />
          <span aria-hidden="true">→</span>
          <Time run={second} />
        </span>
      )}
      <Share numbers={numbers} />
      {numbers.wall !== undefined && (
        <Popover
          label={<MoreIcon />}
          name={words.result.more}
          className="button plain square more"
          align="end"
        >
          {() => <NumberRow numbers={numbers} />}
        </Popover>
      )}
    </section>
  )
}

function Time({ run }: { readonly run: RunResult }) {
  const { formats } = useWords()
  const { duration } = run.model
  return <Figure name="wall" value={duration} text={formats.time(duration)} label={null} run={run} />
}

/** How well the cores were used: of two runs the efficiency, of one the use of cores. */
function Share({ numbers }: { readonly numbers: Numbers }) {
  const words = useWords()
  const name: MetricName = numbers.efficiency === undefined ? 'use-of-cores' : 'efficiency'
  const value = numbers[name]
  if (value === undefined) return null
  return (
    <span className="share-of">
      {words.metrics.names[name]}
      <Figure name={name} value={value} text={metricText(name, value, words)} label={null} run={null} />
    </span>
  )
}
