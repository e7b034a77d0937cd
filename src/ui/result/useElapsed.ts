import { useEffect, useState } from 'react'
import { useRuns } from '../context.ts'

/** ms between two counts: a faster one would take time from the program that is being measured. */
const COUNT = 100

/** ms since the run under way began, counted several times a second; null when none runs. */
export function useElapsed(): number | null {
  const since = useRuns(state => state.since)
  const [now, setNow] = useState(0)
  useEffect(() => {
    if (since === null) return
    const tick = (): void => setNow(performance.now())
    tick()
    const timer = setInterval(tick, COUNT)
    return () => clearInterval(timer)
  }, [since])
  return since === null ? null : Math.max(0, now - since)
}
