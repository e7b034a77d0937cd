import type { Kernel } from '../../kernel/kernel.ts'
import { Lane, laneBase, SlotState } from '../../kernel/memory/layout.ts'
import type { ProcessHandle, Signal } from '../../kernel/process/processHandle.ts'
import { ProcessBody } from '../../kernel/process/processObject.ts'

/** Sends a signal to a process: one that it handles is for its first lane to take, most others end it. */
export function sendSignal(kernel: Kernel, target: ProcessHandle, signal: number): void {
  if (signal === 0 || tell(kernel, target.id, signal) || HARMLESS.has(signal)) return
  target.terminate(signal as Signal)
  // It may be this very process.
  kernel.gate.dieIfKilled()
}

/** The lowest signal that has come and is handled here; 0: none. It has been taken then. */
export function takeSignal(first: Kernel): number {
  const { words } = first.memory
  const base = laneBase(first.slot)
  const waiting = Atomics.load(words, base + Lane.Pending) & (words[base + Lane.Handled] as number)
  if (waiting === 0) return 0
  const signal = 31 - Math.clz32(waiting & -waiting)
  Atomics.and(words, base + Lane.Pending, ~(1 << signal))
  return signal
}

export function setHandled(first: Kernel, signal: number, handled: boolean): void {
  if (!hasBit(signal)) return
  const { words } = first.memory
  const at = laneBase(first.slot) + Lane.Handled
  if (handled) Atomics.or(words, at, 1 << signal)
  else Atomics.and(words, at, ~(1 << signal))
}

/** Whether the process handles it, and has been told. */
function tell(kernel: Kernel, object: number, signal: number): boolean {
  if (!hasBit(signal)) return false
  const { words } = kernel.memory
  const slot = words[object + ProcessBody.Slot] as number
  const base = laneBase(slot)
  let told = false
  kernel.gate.change(() => {
    const lives = words[base + Lane.State] === SlotState.Live && words[base + Lane.Process] === object
    if (!lives || (Atomics.load(words, base + Lane.Handled) & (1 << signal)) === 0) return
    Atomics.or(words, base + Lane.Pending, 1 << signal)
    told = true
  })
  if (told) kernel.gate.wake(slot)
  return told
}

const SIGKILL = 9
const hasBit = (signal: number): boolean => signal > 0 && signal < 32 && signal !== SIGKILL

/** SIGCHLD, SIGCONT, SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU, SIGURG, SIGWINCH: ignored unless handled, or nothing that could stop here. */
const HARMLESS: ReadonlySet<number> = new Set([17, 18, 19, 20, 21, 22, 23, 28])
