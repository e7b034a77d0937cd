import { createArena } from '../../kernel/memory/arena.ts'
import { FIRST_GREEN_SLOT, MAX_SLOTS } from '../../kernel/memory/layout.ts'
import { census, isVictim, mayTerminate, victims } from '../../kernel/process/collectorKernel.ts'
import { killLane, SIGKILL } from '../../kernel/process/processHandle.ts'
import { MAIN_SLOT } from '../../kernel/process/processTable.ts'
import type { RunKernel } from './supervisor.ts'

/** The supervisor's few words with the kernel. */
export const runKernel: RunKernel = {
  maxSlots: MAX_SLOTS,
  firstGreenSlot: FIRST_GREEN_SLOT,
  mainSlot: MAIN_SLOT,
  createArena: plan => createArena(plan),
  readyWorkers: arena => census(arena).ready,
  freshWanted: arena => census(arena).fresh,
  busyWorkers: arena => census(arena).busy,
  isVictim,
  mayTerminate,
  victims,
  killAll(arena) {
    const words = new Int32Array(arena)
    for (let slot = 1; slot < MAX_SLOTS; slot++) killLane(words, slot, SIGKILL)
  },
}
