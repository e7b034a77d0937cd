import { useEffect, useState } from 'react'
import { MAX_CORES } from '../../state/settings.ts'
import { useApp, useSettings, useWords } from '../context.ts'
import { MinusIcon, PlusIcon } from '../kit/icons.tsx'
import { Tip } from '../kit/Tip.tsx'

export function CoresControl() {
  const words = useWords().settings
  const { settings } = useApp()
  const cores = useSettings(state => state.cores)
  const cpuCount = useSettings(state => state.cpuCount)
  const [text, setText] = useState(String(cores))
  useEffect(() => setText(String(cores)), [cores])
  const change = (cores: number): void => settings.getState().change({ cores })

  return (
    <Tip text={words.coresHint(cpuCount)}>
      {id => (
        <span className="stepper" data-setting="cores">
          <label htmlFor={`${id}cores`}>{words.cores}</label>
          <button
            type="button"
            aria-label={words.fewer}
            disabled={cores <= 1}
            onClick={() => change(cores - 1)}
          >
            <MinusIcon />
          </button>
          <input
            id={`${id}cores`}
            aria-describedby={id}
            type="number"
            inputMode="numeric"
            min={1}
            max={MAX_CORES}
            value={text}
            onChange={event => {
              setText(event.target.value)
              const value = event.target.valueAsNumber
              if (value >= 1 && value <= MAX_CORES) change(value)
            }}
            onBlur={() => setText(String(cores))}
          />
          <button
            type="button"
            aria-label={words.more}
            disabled={cores >= MAX_CORES}
            onClick={() => change(cores + 1)}
          >
            <PlusIcon />
          </button>
        </span>
      )}
    </Tip>
  )
}

export function StartControl() {
  const words = useWords().settings
  const { settings } = useApp()
  const startMethod = useSettings(state => state.startMethod)
  return (
    <Tip text={words.startHint}>
      {id => (
        <label className="field">
          {words.start}
          <select
            data-setting="start"
            aria-describedby={id}
            value={startMethod}
            onChange={event =>
              settings.getState().change({ startMethod: event.target.value === 'spawn' ? 'spawn' : 'fork' })
            }
          >
            <option value="fork">fork</option>
            <option value="spawn">spawn</option>
          </select>
        </label>
      )}
    </Tip>
  )
}

export function SkipIdleControl() {
  const words = useWords().settings
  const { settings } = useApp()
  const skipIdle = useSettings(state => state.skipIdle)
  return (
    <Tip text={words.skipIdleHint}>
      {id => (
        <button
          type="button"
          role="switch"
          className="field"
          data-setting="skip-idle"
          aria-checked={skipIdle}
          aria-describedby={id}
          onClick={() => settings.getState().change({ skipIdle: !skipIdle })}
        >
          {words.skipIdle} <b aria-hidden="true">{skipIdle ? words.on : words.off}</b>
        </button>
      )}
    </Tip>
  )
}

const QUANTA = [1, 5, 10, 20, 50, 100] as const
const LIMITS = [5, 10, 30, 60, 300] as const

/** The settings that are changed seldom. */
export function FurtherSettings() {
  const words = useWords().settings
  const { settings } = useApp()
  const quantum = useSettings(state => state.quantum)
  const timeLimit = useSettings(state => state.timeLimit)
  const quanta = choices(QUANTA, quantum)
  const limits = choices(LIMITS, timeLimit / 1000)
  return (
    <>
      <label className="setting">
        <span>{words.quantum}</span>
        <select
          data-setting="quantum"
          value={quantum ?? 'never'}
          onChange={event => {
            const value = event.target.value
            settings.getState().change({ quantum: value === 'never' ? null : Number(value) })
          }}
        >
          {quanta.map(ms => (
            <option key={ms} value={ms}>
              {ms} {words.milliseconds}
            </option>
          ))}
          <option value="never">{words.quantumNever}</option>
        </select>
        <small>{words.quantumHint}</small>
      </label>
      <label className="setting">
        <span>{words.timeLimit}</span>
        <select
          data-setting="time-limit"
          value={timeLimit / 1000}
          onChange={event => settings.getState().change({ timeLimit: Number(event.target.value) * 1000 })}
        >
          {limits.map(seconds => (
            <option key={seconds} value={seconds}>
              {seconds} {words.seconds}
            </option>
          ))}
        </select>
        <small>{words.timeLimitHint}</small>
      </label>
    </>
  )
}

/** The usual values and, where it is another, the one in use. */
function choices(usual: readonly number[], used: number | null): readonly number[] {
  if (used === null || usual.includes(used)) return usual
  return [...usual, used].sort((a, b) => a - b)
}
