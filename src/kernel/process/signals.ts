import { LaneFlag } from '../../trace/events.ts'
import type { Kernel } from '../kernel.ts'
import { word } from '../memory/arena.ts'
import { Lane, laneBase, MAX_SLOTS, SlotState } from '../memory/layout.ts'
import type { Effects, LaneTable } from '../scheduling/laneTable.ts'
import { askForEnd, killLive, ProcessHandle, SIGKILL, slotsOfProcess } from './processHandle.ts'
import { ProcessBody } from './processObject.ts'

/** The live process of that pid; null when there is none. */
export function processOf(kernel: Kernel, pid: number): ProcessHandle | null {
  const { words } = kernel.memory
  let object = 0
  kernel.gate.change(() => {
    const slot = slotOf(words, pid)
    if (slot === -1) return
    object = word(words, laneBase(slot) + Lane.Process)
    // Its end may come before it is held.
    kernel.objects.retain(object)
  })
  if (object === 0) return null
  const handle = ProcessHandle.attach(kernel, object)
  kernel.objects.release(object)
  return handle.ended ? null : handle
}

/**
 * Sends a signal to a process, as `kill(2)`. One that it handles (`handleSignal`) is noted there and ends what its first lane waits
 * for (see `Waiter.interruptible`); any other one ends it, with the signal as its exit code, unless its default is to do
 * nothing. 0 only asks. False when there is no such process.
 */
export function signalProcess(kernel: Kernel, pid: number, signal: number): boolean {
  const { words } = kernel.memory
  kernel.gate.point()
  let found = false
  const killed: number[] = []
  kernel.sections.guard()
  kernel.gate.change((table, effects) => {
    const slot = slotOf(words, pid)
    found = slot !== -1
    if (!found || signal === 0 || note(table, slot, signal, kernel.lane, kernel.now(), effects)) return
    if (IGNORED.has(signal)) return
    for (const one of slotsOfProcess(words, pid)) if (killLive(table, one, signal)) killed.push(one)
  })
  askForEnd(kernel, killed)
  kernel.sections.unguard()
  // Perhaps it was its own.
  kernel.gate.dieIfKilled()
  return found
}

/** Sends a signal to every process that handles it, as a terminal does to those in its foreground. How many these are. */
export function signalAll(kernel: Kernel, signal: number): number {
  const { words } = kernel.memory
  let count = 0
  kernel.gate.change((table, effects) => {
    for (let slot = 1; slot < MAX_SLOTS; slot++) {
      if (!isProcess(words, slot)) continue
      if (note(table, slot, signal, -1, kernel.now(), effects)) count++
    }
  })
  return count
}

/** Whether this process handles a signal itself: what it asks for by `takeSignal`. */
export function handleSignal(kernel: Kernel, signal: number, handled: boolean): void {
  const { words } = kernel.memory
  const at = laneBase(firstSlot(kernel)) + Lane.Handled
  if (handled) Atomics.or(words, at, bitOf(signal))
  else Atomics.and(words, at, ~bitOf(signal))
}

/** The next signal that has come for this process and is handled by it; 0: none. */
export function takeSignal(kernel: Kernel): number {
  const { words } = kernel.memory
  const base = laneBase(firstSlot(kernel))
  const bits = Atomics.load(words, base + Lane.Pending) & word(words, base + Lane.Handled)
  if (bits === 0) return 0
  const signal = 31 - Math.clz32(bits & -bits)
  Atomics.and(words, base + Lane.Pending, ~bitOf(signal))
  return signal
}

function firstSlot(kernel: Kernel): number {
  return kernel.green?.first.slot ?? kernel.slot
}

/** [gate] Notes a signal that a process handles, and wakes its first lane. False when it does not handle it. */
function note(
  table: LaneTable,
  slot: number,
  signal: number,
  waker: number,
  time: number,
  effects: Effects,
): boolean {
  const { words } = table
  const base = laneBase(slot)
  if (signal === SIGKILL || (Atomics.load(words, base + Lane.Handled) & bitOf(signal)) === 0) return false
  Atomics.or(words, base + Lane.Pending, bitOf(signal))
  if (table.unblock(slot, waker, time)) table.dispatch(effects)
  else words[base + Lane.Woken] = 1
  return true
}

/** [gate] Slot of a live process's first lane, −1: there is none. */
function slotOf(words: Int32Array, pid: number): number {
  for (let slot = 1; slot < MAX_SLOTS; slot++) {
    if (words[laneBase(slot) + Lane.Pid] === pid && isProcess(words, slot)) return slot
  }
  return -1
}

function isProcess(words: Int32Array, slot: number): boolean {
  const base = laneBase(slot)
  const thread = (word(words, base + Lane.Flags) & LaneFlag.Thread) !== 0
  if (words[base + Lane.State] !== SlotState.Live || thread) return false
  // One that has ended keeps its place until all is told.
  return Atomics.load(words, word(words, base + Lane.Process) + ProcessBody.Done) === 0
}

/** 0 for signals that have no bit: nobody handles these. */
const bitOf = (signal: number): number => (signal > 0 && signal < 32 ? 1 << signal : 0)

/** SIGINT, of those that its parent handles: as soon as a spawned process has begun it does so, too. */
export const SPAWNED_HANDLES = 1 << 2

/** SIGCHLD, SIGCONT, SIGURG, SIGWINCH; and those whose default is to stop a process until SIGCONT: here nothing stops one. */
const IGNORED: ReadonlySet<number> = new Set([17, 18, 23, 28, 19, 20, 21, 22])
