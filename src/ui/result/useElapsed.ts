import { useEffect, useState } from 'react'
import { useRuns } from '../context.ts'

/** ms since the run under way began, counted several times a second; null when none runs. */
export function useElapsed(): number | null {
  const since = useRuns(state => state.since)
  const [now, setNow] = useState(0)
  useEffect(() => {
    if (since === null) return
    let frame = 0
    const tick = (): void => {
      setNow(performance.now())
      frame = requestAnimationFrame(tick)
    }
    tick()
    return () => cancelAnimationFrame(frame)
  }, [since])
  return since === null ? null : Math.max(0, now - since)
}
