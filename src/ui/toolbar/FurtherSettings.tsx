import type { ReactNode } from 'react'
import { WORKER_KINDS } from '../../state/settings.ts'
import { useApp, useProgramLanguage, useSettings, useWords } from '../context.ts'

const QUANTA = [1, 5, 10, 20, 50, 100] as const
const INTERVALS = [0.5, 1, 5, 10, 20, 50, 100] as const
const LIMITS = [5, 10, 30, 60, 300] as const

/** The settings that are changed seldom. */
export function FurtherSettings() {
  const words = useWords().settings
  const { settings } = useApp()
  const workers = useSettings(state => state.workers)
  const switchInterval = useSettings(state => state.switchInterval)
  const quantum = useSettings(state => state.quantum)
  const timeLimit = useSettings(state => state.timeLimit)
  const python = useProgramLanguage() === 'py'
  const { change } = settings.getState()
  return (
    <>
      {python && <SwitchAnywhere />}
      {!python && (
        <Choice
          name="workers"
          label={words.workers}
          hint={words.workersHint}
          value={workers}
          onChange={text => {
            const workers = WORKER_KINDS.find(kind => kind === text)
            if (workers !== undefined) change({ workers })
          }}
        >
          {WORKER_KINDS.map(kind => (
            <option key={kind} value={kind}>
              {words.workerKinds[kind]}
            </option>
          ))}
        </Choice>
      )}
      <Choice
        name="switch-interval"
        label={words.switchInterval}
        hint={words.switchIntervalHint}
        value={switchInterval}
        onChange={text => change({ switchInterval: Number(text) })}
      >
        {choices(INTERVALS, switchInterval).map(ms => (
          <option key={ms} value={ms}>
            {ms} {words.milliseconds}
          </option>
        ))}
      </Choice>
      <Choice
        name="quantum"
        label={words.quantum}
        hint={words.quantumHint}
        value={quantum ?? 'never'}
        onChange={text => change({ quantum: text === 'never' ? null : Number(text) })}
      >
        {choices(QUANTA, quantum).map(ms => (
          <option key={ms} value={ms}>
            {ms} {words.milliseconds}
          </option>
        ))}
        <option value="never">{words.quantumNever}</option>
      </Choice>
      <Choice
        name="time-limit"
        label={words.timeLimit}
        hint={words.timeLimitHint}
        value={timeLimit / 1000}
        onChange={text => change({ timeLimit: Number(text) * 1000 })}
      >
        {choices(LIMITS, timeLimit / 1000).map(seconds => (
          <option key={seconds} value={seconds}>
            {seconds} {words.seconds}
          </option>
        ))}
      </Choice>
    </>
  )
}

/** Of Python threads. */
function SwitchAnywhere() {
  const words = useWords().settings
  const { settings } = useApp()
  const on = useSettings(state => state.switchAnywhere)
  return (
    <label className="setting">
      <span>{words.switchAnywhere}</span>
      <input
        type="checkbox"
        role="switch"
        data-setting="switch-anywhere"
        aria-checked={on}
        checked={on}
        onChange={event => settings.getState().change({ switchAnywhere: event.target.checked })}
      />
      <small>{words.switchAnywhereHint}</small>
    </label>
  )
}

interface ChoiceProps {
  readonly name: string
  readonly label: string
  readonly hint: string
  readonly value: string | number
  onChange(text: string): void
  readonly children: ReactNode
}

function Choice({ name, label, hint, value, onChange, children }: ChoiceProps) {
  return (
    <label className="setting">
      <span>{label}</span>
      <select data-setting={name} value={value} onChange={event => onChange(event.target.value)}>
        {children}
      </select>
      <small>{hint}</small>
    </label>
  )
}

/** The usual values and, where it is another, the one in use. */
function choices(usual: readonly number[], used: number | null): readonly number[] {
  if (used === null || usual.includes(used)) return usual
  return [...usual, used].sort((a, b) => a - b)
}
