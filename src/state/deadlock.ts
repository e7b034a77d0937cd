import type { WaitEdge } from '../program/outcome.ts'

/**
 * The circle of a deadlock, by names, its first one again at the end: `A, Lock-2, B, Lock-1, A`. Null where there is none: then
 * somebody waits for what nobody holds.
 */
export function cycleOf(waits: readonly WaitEdge[]): readonly string[] | null {
  const byProcess = new Map(waits.map(wait => [wait.process, wait]))
  for (const first of waits) {
    const names: string[] = []
    const seen = new Set<WaitEdge>()
    let wait: WaitEdge | undefined = first
    while (wait !== undefined && !seen.has(wait)) {
      seen.add(wait)
      names.push(wait.process)
      if (wait.holder !== null) names.push(wait.object)
      // Who joins a process waits for the process itself.
      wait = byProcess.get(wait.holder ?? wait.object)
    }
    if (wait === first) return [...names, first.process]
  }
  return null
}

/** The wait that the others follow from: of those that join nobody in the deadlock, the first. */
export function rootOf(waits: readonly WaitEdge[]): WaitEdge | undefined {
  const waiting = new Set(waits.map(wait => wait.process))
  return waits.find(wait => !waiting.has(wait.holder ?? wait.object)) ?? waits[0]
}
