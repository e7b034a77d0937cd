import { useEffect, useState } from 'react'
import { MAX_CORES, START_METHODS } from '../../state/settings.ts'
import { useApp, useProgramLanguage, useSettings, useWords } from '../context.ts'
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
            onChange={event => {
              const startMethod = START_METHODS.find(method => method === event.target.value)
              if (startMethod !== undefined) settings.getState().change({ startMethod })
            }}
          >
            {START_METHODS.map(method => (
              <option key={method}>{method}</option>
            ))}
          </select>
        </label>
      )}
    </Tip>
  )
}

export function GilControl() {
  const words = useWords().settings
  const { settings } = useApp()
  const gil = useSettings(state => state.gil)
  const change = (gil: boolean): void => settings.getState().change({ gil })
  const python = useProgramLanguage() === 'py'
  return (
    <Switch
      name="gil"
      label={words.gil}
      hint={python ? words.gilPythonHint : words.gilHint}
      on={gil || python}
      fixed={python}
      onChange={change}
    />
  )
}

export function SkipIdleControl() {
  const words = useWords().settings
  const { settings } = useApp()
  const skipIdle = useSettings(state => state.skipIdle)
  const change = (skipIdle: boolean): void => settings.getState().change({ skipIdle })
  return (
    <Switch
      name="skip-idle"
      label={words.skipIdle}
      hint={words.skipIdleHint}
      on={skipIdle}
      onChange={change}
    />
  )
}

interface SwitchProps {
  readonly name: string
  readonly label: string
  readonly hint: string
  readonly on: boolean
  /** It is as it is; the hint says why. */
  readonly fixed?: boolean
  onChange(on: boolean): void
}

function Switch({ name, label, hint, on, fixed = false, onChange }: SwitchProps) {
  const words = useWords().settings
  return (
    <Tip text={hint}>
      {id => (
        <button
          type="button"
          role="switch"
          className="field"
          data-setting={name}
          aria-checked={on}
          aria-describedby={id}
          aria-disabled={fixed}
          onClick={() => !fixed && onChange(!on)}
        >
          {label} <b aria-hidden="true">{on ? words.on : words.off}</b>
        </button>
      )}
    </Tip>
  )
}
