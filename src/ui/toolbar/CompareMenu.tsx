import type { Comparison } from '../../state/settings.ts'
import { useApp, useSettings, useWords } from '../context.ts'
import { DownIcon } from '../kit/icons.tsx'
import { Popover } from '../kit/Popover.tsx'

/** What Compare sets side by side: a choice, which runs nothing. */
export function CompareMenu({ primary }: { readonly primary: boolean }) {
  const words = useWords().actions
  const { settings } = useApp()
  const cores = useSettings(state => state.cores)
  const compare = useSettings(state => state.compare)
  const choices: readonly (readonly [Comparison, string, string])[] = [
    ['cores', words.compareCores(cores), words.compareCoresNote],
    ['workers', words.compareWorkers, words.compareWorkersNote],
  ]
  return (
    <Popover
      name={words.compareWhat}
      className={primary ? 'button primary compare-what' : 'button compare-what'}
      label={<DownIcon />}
      align="end"
    >
      {close => (
        <fieldset className="compare-menu">
          <legend>{words.compareWhat}</legend>
          {choices.map(([kind, name, note]) => (
            <label key={kind}>
              <input
                type="radio"
                name="compare"
                data-compare={kind}
                checked={compare === kind}
                onChange={() => settings.getState().change({ compare: kind })}
                onClick={close}
              />
              <span>
                {name}
                <small>{note}</small>
              </span>
            </label>
          ))}
        </fieldset>
      )}
    </Popover>
  )
}
