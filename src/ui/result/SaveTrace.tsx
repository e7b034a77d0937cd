import { TRACE_FILE_NAME, traceFile } from '../../state/traceFile.ts'
import { useApp, useRuns, useWords } from '../context.ts'
import { SaveIcon } from '../kit/icons.tsx'
import { Tip } from '../kit/Tip.tsx'

/** Saves what the charts show for tools that look deeper. */
export function SaveTrace() {
  const words = useWords().result
  const { runs } = useApp()
  const any = useRuns(state => state.results.length > 0)
  if (!any) return null
  const save = (): void => {
    const blob = new Blob(
      traceFile(runs.getState().results, ({ key, cores }) => words.run(cores, key)),
      { type: 'application/json' },
    )
    const link = document.createElement('a')
    link.href = URL.createObjectURL(blob)
    link.download = TRACE_FILE_NAME
    link.click()
    // The browser has taken the file over only after this turn.
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
  }
  return (
    <Tip text={words.saveTraceHint} align="end">
      {id => (
        <button
          type="button"
          className="button plain save-trace"
          data-action="save-trace"
          aria-label={words.saveTrace}
          aria-describedby={id}
          onClick={save}
        >
          <SaveIcon />
          <span>{words.saveTrace}</span>
        </button>
      )}
    </Tip>
  )
}
