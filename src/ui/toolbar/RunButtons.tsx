import { isUnderWay } from '../../state/runs.ts'
import {
  useApp,
  useComparison,
  useProgramLanguage,
  useRuns,
  useSession,
  useSettings,
  useView,
  useWords,
} from '../context.ts'
import { CompareIcon, RunIcon, StopIcon } from '../kit/icons.tsx'
import { Tip } from '../kit/Tip.tsx'
import { CompareMenu } from './CompareMenu.tsx'
import { useKeyNames } from './keys.ts'

/** Run, Compare and Stop: always in the same place. */
export function RunButtons({ side = 'below' }: { readonly side?: 'above' | 'below' }) {
  const words = useWords()
  const { runs, unavailable: obstacle, view } = useApp()
  const keys = useKeyNames()
  const primary = useSession(state => state.primary)
  const cores = useSettings(state => state.cores)
  const compare = useComparison()
  const python = useProgramLanguage() === 'py'
  const running = useRuns(state => state.state === 'running' && state.program?.language === 'py')
  const interrupted = useRuns(state => state.interrupted)
  const underWay = useRuns(state => isUnderWay(state.state))
  const panel = useView(state => state.panel)
  const unavailable = obstacle !== null

  const start = (action: 'run' | 'compare'): void => {
    if (panel === 'code') view.getState().show('time')
    runs.getState()[action]()
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for the fields of a form
    <div className="run-buttons" role="group" aria-label={words.actions.actions}>
      <span className="segment">
        <Tip
          text={words.actions.runHint}
          keys={primary === 'run' ? keys.act : keys.run}
          align="start"
          side={side}
        >
          {id => (
            <button
              type="button"
              className={primary === 'run' ? 'button primary' : 'button'}
              data-action="run"
              aria-describedby={id}
              disabled={unavailable}
              onClick={() => start('run')}
            >
              <RunIcon />
              {words.actions.run}
            </button>
          )}
        </Tip>
        <Tip
          text={
            compare === 'workers' ? words.actions.compareWorkersHint(cores) : words.actions.compareHint(cores)
          }
          keys={primary === 'compare' ? keys.act : undefined}
          side={side}
        >
          {id => (
            <button
              type="button"
              className={primary === 'compare' ? 'button primary' : 'button'}
              data-action="compare"
              data-comparison={compare}
              aria-describedby={id}
              disabled={unavailable}
              onClick={() => start('compare')}
            >
              <CompareIcon />
              {words.actions.compare}
            </button>
          )}
        </Tip>
        {!python && <CompareMenu primary={primary === 'compare'} />}
      </span>
      <Tip
        text={running && !interrupted ? words.actions.interruptHint : words.actions.stopHint}
        keys={keys.stop}
        side={side}
      >
        {id => (
          <button
            type="button"
            className={python ? 'button stop twice' : 'button stop'}
            data-action="stop"
            data-interrupted={interrupted || undefined}
            aria-describedby={id}
            disabled={!underWay}
            onClick={() => runs.getState().stop()}
          >
            <StopIcon />
            {interrupted ? words.actions.stopNow : words.actions.stop}
          </button>
        )}
      </Tip>
    </div>
  )
}
