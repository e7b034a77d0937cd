import { LaneFlag } from '../../trace/events.ts'
import type { Kernel } from '../kernel.ts'
import { word } from '../memory/arena.ts'
import { Lane, laneBase, MAX_SLOTS, SlotState } from '../memory/layout.ts'
import { ProcessHandle } from './processHandle.ts'

/** The live process of that pid; null when there is none. */
export function processOf(kernel: Kernel, pid: number): ProcessHandle | null {
  const { words } = kernel.memory
  let object = 0
  kernel.gate.change(() => {
    for (let slot = 1; slot < MAX_SLOTS && object === 0; slot++) {
      const base = laneBase(slot)
      const thread = (word(words, base + Lane.Flags) & LaneFlag.Thread) !== 0
      if (words[base + Lane.State] === SlotState.Live && words[base + Lane.Pid] === pid && !thread) {
        object = word(words, base + Lane.Process)
        // Its end may come before it is held.
        kernel.objects.retain(object)
      }
    }
  })
  if (object === 0) return null
  const handle = ProcessHandle.attach(kernel, object)
  kernel.objects.release(object)
  // One that has ended keeps its place until all is told.
  return handle.ended ? null : handle
}
