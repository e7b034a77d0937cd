import type { WaitEdge } from '../program/outcome.ts'

/** What a lane waits for, as far as it decides what there is to say and what helps. */
export type WaitKind =
  | 'lock'
  | 'semaphore'
  | 'notify'
  | 'event'
  | 'barrier'
  | 'join'
  | 'empty'
  | 'full'
  | 'tasks'
  | 'connection'
  | 'pool'
  | 'promise'
  | 'idle'
  | 'other'

const KINDS: Readonly<Record<string, WaitKind>> = {
  'Lock.acquire': 'lock',
  'RLock.acquire': 'lock',
  'Semaphore.acquire': 'semaphore',
  'Condition.wait': 'notify',
  'Event.wait': 'event',
  'Barrier.wait': 'barrier',
  'Process.join': 'join',
  'Thread.join': 'join',
  exit: 'join',
  'Queue.get': 'empty',
  'Queue.put': 'full',
  'Queue.join': 'tasks',
  'Connection.recv': 'connection',
  'Connection.poll': 'connection',
  'Connection.send': 'connection',
  'connection.wait': 'connection',
  await: 'promise',
  'Pool worker idle': 'idle',
  'Executor worker idle': 'idle',
  'Manager idle': 'idle',
}

export function kindOfWait(wait: WaitEdge): WaitKind {
  if (wait.detail?.kind === 'worker') return 'pool'
  return Object.hasOwn(KINDS, wait.operation) ? (KINDS[wait.operation] ?? 'other') : 'other'
}

/**
 * How a deadlock came about: `twice` a lane waits for a lock of its own, `order` in a circle for locks, `joinSelf` for its
 * own end, `joins` in a circle for ends, `joinHolding` for the end of one that wants what it holds, `lost` for a lock of one
 * that has ended; else what the wait is for that the others follow from.
 */
export type DeadlockKind =
  | Exclude<WaitKind, 'lock' | 'join' | 'idle'>
  | 'twice'
  | 'order'
  | 'joinSelf'
  | 'joins'
  | 'joinHolding'
  | 'lost'

/** Of several that do not wait for each other, the one that explains most comes first. */
const PRIORITY: readonly Exclude<WaitKind, 'lock' | 'join' | 'idle'>[] = [
  'pool',
  'barrier',
  'full',
  'tasks',
  'notify',
  'event',
  'semaphore',
  'connection',
  'empty',
  'promise',
]

export function diagnose(waits: readonly WaitEdge[]): DeadlockKind {
  const circle = circleOf(waits)
  if (circle !== null) {
    const joins = circle.filter(wait => kindOfWait(wait) === 'join').length
    if (joins === 0) return circle.length === 1 ? 'twice' : 'order'
    if (joins < circle.length) return 'joinHolding'
    return joins === 1 ? 'joinSelf' : 'joins'
  }
  if (waits.some(wait => wait.holder !== null && nextOf(wait, waits) === undefined)) return 'lost'
  const kinds = new Set(waits.map(kindOfWait))
  return PRIORITY.find(kind => kinds.has(kind)) ?? 'other'
}

/** The wait of the lane that this one waits for: the holder of a lock, or who is joined. */
function nextOf(wait: WaitEdge, waits: readonly WaitEdge[]): WaitEdge | undefined {
  const { target } = wait
  if (target !== undefined) return waits.find(other => other.lane === target)
  const name = wait.holder ?? (kindOfWait(wait) === 'join' || wait.operation === '' ? wait.object : '')
  return name === '' ? undefined : waits.find(other => other.process === name)
}

/** The waits that go in a circle, each for the next and the last for the first; null where none do. */
export function circleOf(waits: readonly WaitEdge[]): readonly WaitEdge[] | null {
  for (const first of waits) {
    const seen: WaitEdge[] = []
    let wait: WaitEdge | undefined = first
    while (wait !== undefined && !seen.includes(wait)) {
      seen.push(wait)
      wait = nextOf(wait, waits)
    }
    if (wait === first) return seen
  }
  return null
}

/**
 * The circle of a deadlock, by names, its first one again at the end: `A, Lock-2, B, Lock-1, A`. Null where there is none: then
 * somebody waits for what nobody holds.
 */
export function cycleOf(waits: readonly WaitEdge[]): readonly string[] | null {
  const circle = circleOf(waits)
  if (circle === null) return null
  const names = circle.flatMap(wait => (wait.holder === null ? [wait.process] : [wait.process, wait.object]))
  return [...names, circle[0]?.process ?? '']
}

/** The wait that the others follow from: of those that wait for nobody else in the deadlock, what explains most. */
export function rootOf(waits: readonly WaitEdge[]): WaitEdge | undefined {
  const ends = waits.filter(wait => nextOf(wait, waits) === undefined)
  const lost = ends.find(wait => wait.holder !== null)
  if (lost !== undefined) return lost
  for (const kind of PRIORITY) {
    const found = ends.find(wait => kindOfWait(wait) === kind)
    if (found !== undefined) return found
  }
  return ends.find(wait => kindOfWait(wait) !== 'idle') ?? ends[0] ?? waits[0]
}
