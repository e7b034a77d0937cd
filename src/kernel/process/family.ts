import { LaneFlag, Operation } from '../../trace/events.ts'
import type { Kernel } from '../kernel.ts'
import { word } from '../memory/arena.ts'
import { Lane, laneBase, MAX_SLOTS, SlotState } from '../memory/layout.ts'
import { ProcessHandle } from './processHandle.ts'

/** The live threads of this process, in order of start: its first one is the process itself. Only a moment's picture. */
export function liveThreads(kernel: Kernel): ProcessHandle[] {
  const { words } = kernel.memory
  return liveLanes(kernel, base => words[base + Lane.Pid] === kernel.pid)
}

/** The live children of this process, whichever of its threads started them, in order of start. */
export function liveChildren(kernel: Kernel): ProcessHandle[] {
  const { words } = kernel.memory
  return liveLanes(
    kernel,
    base =>
      words[base + Lane.ParentPid] === kernel.pid && (word(words, base + Lane.Flags) & LaneFlag.Thread) === 0,
  )
}

/**
 * What stands between a process and its end, as in Python: its threads that are no daemons are waited for, those that are
 * end now; then its children likewise.
 */
export function awaitFamily(kernel: Kernel): void {
  for (;;) {
    const wanted = others(kernel).filter(thread => !thread.daemon)
    if (wanted.length === 0) break
    for (const thread of wanted) thread.join(null, Operation.ExitWait)
  }
  // A thread may start another before it is killed itself.
  for (let left = others(kernel); left.length > 0; left = others(kernel)) endAll(left)
  const children = liveChildren(kernel)
  for (const child of children) if (child.daemon) child.terminate()
  for (const child of children) child.join(null, Operation.ExitWait)
}

function endAll(threads: readonly ProcessHandle[]): void {
  for (const thread of threads) thread.terminate()
  for (const thread of threads) thread.join(null, Operation.ExitWait)
}

function others(kernel: Kernel): ProcessHandle[] {
  return liveThreads(kernel).filter(thread => thread.lane !== kernel.lane)
}

function liveLanes(kernel: Kernel, belongs: (base: number) => boolean): ProcessHandle[] {
  const { words } = kernel.memory
  const found: number[] = []
  kernel.sections.guard()
  kernel.gate.change(() => {
    for (let slot = 1; slot < MAX_SLOTS; slot++) {
      const base = laneBase(slot)
      if (words[base + Lane.State] !== SlotState.Live || !belongs(base)) continue
      // Here the lane itself still holds its object.
      const object = word(words, base + Lane.Process)
      kernel.objects.retain(object)
      found.push(object)
    }
  })
  const handles = found.map(object => ProcessHandle.attach(kernel, object))
  for (const object of found) kernel.objects.release(object)
  kernel.sections.unguard()
  return handles.filter(handle => !handle.ended).sort((a, b) => a.lane - b.lane)
}
