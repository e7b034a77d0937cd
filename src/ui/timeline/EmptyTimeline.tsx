import { useComparison, useSession, useSettings, useWords } from '../context.ts'

/** Two charts in outline: what a comparison will show. */
export function EmptyTimeline() {
  const words = useWords()
  const cores = useSettings(state => state.cores)
  const compare = useComparison()
  const primary = useSession(state => state.primary)
  return (
    <div className="timeline-empty">
      <svg viewBox="0 0 560 190" aria-hidden="true">
        <defs>
          <pattern
            id="waiting"
            width="6"
            height="6"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <line x1="0" y1="0" x2="0" y2="6" stroke="var(--wait)" strokeWidth="2" />
          </pattern>
        </defs>
        <Lane y={10} colour="var(--p1)" working={TURNS} offset={0} end={560} />
        <Lane y={42} colour="var(--p2)" working={TURNS} offset={70} end={560} />
        <path d="M0 92H560" stroke="var(--line)" />
        <Lane y={112} colour="var(--p1)" working={[[0, 280]]} offset={0} end={280} />
        <Lane y={144} colour="var(--p2)" working={[[0, 284]]} offset={0} end={284} />
        <path d="M290 104V180" stroke="var(--good)" strokeDasharray="3 3" />
      </svg>
      <p>{compare === 'workers' ? words.timeline.emptyWorkers(cores) : words.timeline.empty(cores)}</p>
      {primary === 'run' && <p className="soft">{words.timeline.emptyRun}</p>}
      <ul>
        <li>
          <i className="dot" style={{ background: 'var(--p1)' }} />
          {words.timeline.legend.working}
        </li>
        <li>
          <i className="dot hatched" />
          {words.timeline.legend.other}
        </li>
      </ul>
    </div>
  )
}

const TURNS: readonly (readonly [number, number])[] = [
  [0, 70],
  [140, 70],
  [280, 70],
  [420, 70],
]

interface LaneProps {
  readonly y: number
  readonly colour: string
  readonly working: readonly (readonly [start: number, length: number])[]
  readonly offset: number
  readonly end: number
}

function Lane({ y, colour, working, offset, end }: LaneProps) {
  return (
    <g>
      <rect x="0" y={y + 5} width={end} height="10" rx="2" fill="url(#waiting)" />
      {working.map(([start, length]) => (
        <rect key={start} x={start + offset} y={y} width={length - 2} height="20" rx="3" fill={colour} />
      ))}
    </g>
  )
}
