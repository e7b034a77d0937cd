import { useState } from 'react'
import { OutputRows } from '../../state/outputRows.ts'
import { useRuns } from '../context.ts'

/** The console's rows, kept up to the runs. The object stays the same; it is drawn anew with each revision. */
export function useOutputRows(): OutputRows {
  const [rows] = useState(() => new OutputRows())
  const results = useRuns(state => state.results)
  const compared = useRuns(state => state.mode === 'compare')
  useRuns(state => state.revision)
  rows.update(results, compared)
  return rows
}
