import { EventKind, LaneFlag, ObjectType, Operation } from '../../trace/events.ts'
import type { KernelError } from '../errors.ts'
import type { Kernel } from '../kernel.ts'
import { word } from '../memory/arena.ts'
import {
  FIRST_GREEN_SLOT,
  Head,
  Lane,
  laneBase,
  MAX_SLOTS,
  Obj,
  SIGNAL,
  SlotState,
  Told,
} from '../memory/layout.ts'
import { PROCESS_BODY_WORDS, ProcessBody } from './processObject.ts'
import { moveIn, overLimit, settle, threadLimit } from './processTable.ts'

/** What is said of a green lane that is started. */
export interface GreenSpec {
  readonly name: string
  readonly daemon: boolean
  /** `LaneFlag.Library`. */
  readonly library?: boolean
  readonly site: number
}

/**
 * A lane without a worker of its own becomes a thread of this process: there is nobody to wait for. `starter`: kernel of the lane
 * that starts it; `first`: that of the process's first lane. Throws KernelError `thread.limit`.
 */
export function claimGreen(starter: Kernel, first: Kernel, spec: GreenSpec): Kernel {
  starter.gate.point()
  const { words, bytes, floats } = first.memory
  const name = first.host.encodeText(spec.name)
  const flags =
    LaneFlag.Thread | (spec.daemon ? LaneFlag.Daemon : 0) | (spec.library === true ? LaneFlag.Library : 0)
  const object = first.objects.create(ObjectType.Thread, PROCESS_BODY_WORDS + ((name.length + 3) >> 2))
  words[object + ProcessBody.NameLength] = name.length
  words[object + ProcessBody.Flags] = flags
  bytes.set(name, (object + ProcessBody.Name) * 4)
  const own = laneBase(first.slot)
  const time = first.now()
  let outcome: number | 'killed' | KernelError = 'killed'
  starter.gate.change((table, effects) => {
    if ((Atomics.load(words, own + Lane.Life) & SIGNAL) !== 0) return
    const slot = freeSlot(words, floats)
    outcome = overLimit(words, true) ?? (slot === -1 ? threadLimit(MAX_SLOTS - FIRST_GREEN_SLOT) : slot)
    if (typeof outcome !== 'number') return
    const base = laneBase(slot)
    const owner = word(words, own + Lane.Owner)
    // One reference each for the lane, given back at its end.
    first.objects.retain(object)
    first.objects.retain(owner)
    moveIn(words, slot)
    words[base + Lane.Worker] = first.slot
    words[base + Lane.Pid] = first.pid
    words[base + Lane.ParentPid] = word(words, own + Lane.ParentPid)
    words[base + Lane.ParentLane] = starter.lane
    words[base + Lane.Flags] = flags
    words[base + Lane.StartMethod] = word(words, own + Lane.StartMethod)
    words[base + Lane.StartSite] = spec.site
    words[object + ProcessBody.NativeId] = table.add(Head.NextPid, 1) - 1
    settle(table, slot, object, owner, time)
    table.dispatch(effects)
  })
  if (typeof outcome !== 'number') {
    first.objects.unhold(object)
    starter.gate.dieIfKilled()
    throw outcome
  }
  starter.trace.operation(Operation.ThreadStart, object, word(words, object + Obj.Version), spec.site)
  return first.sibling(outcome)
}

/** The lane has its first core. */
export function beginGreen(kernel: Kernel): void {
  const { words, bytes, floats } = kernel.memory
  const base = laneBase(kernel.slot)
  const object = word(words, base + Lane.Process)
  const start = (object + ProcessBody.Name) * 4
  const name = bytes.slice(start, start + word(words, object + ProcessBody.NameLength))
  kernel.gate.takeFirstCore()
  kernel.sections.guard()
  words[base + Lane.Told] = Told.Started
  kernel.trace.timedText(
    floats[(base + Lane.ReadyTime) / 2] as number,
    EventKind.LaneStart,
    [
      kernel.lane,
      word(words, base + Lane.ParentLane),
      kernel.pid,
      word(words, base + Lane.Flags),
      word(words, base + Lane.StartSite),
    ],
    name,
  )
  kernel.sections.unguard()
  kernel.gate.traceRun(kernel.now())
}

/** Live green lanes that a worker serves. */
export function greenSlotsOf(words: Int32Array, worker: number): number[] {
  const slots: number[] = []
  for (let slot = FIRST_GREEN_SLOT; slot < MAX_SLOTS; slot++) {
    const base = laneBase(slot)
    if (slot === worker || words[base + Lane.Worker] !== worker) continue
    if (Atomics.load(words, base + Lane.State) === SlotState.Live) slots.push(slot)
  }
  return slots
}

/**
 * [gate] The slot that has been free for longest, −1: none. A terminated worker may go on for a moment, and what it still writes
 * must not be another's.
 */
function freeSlot(words: Int32Array, floats: Float64Array): number {
  let found = -1
  let since = Number.POSITIVE_INFINITY
  for (let slot = FIRST_GREEN_SLOT; slot < MAX_SLOTS; slot++) {
    const base = laneBase(slot)
    const freed = floats[(base + Lane.CoreSince) / 2] as number
    if (words[base + Lane.State] === SlotState.Live || freed >= since) continue
    if (freed === 0) return slot
    found = slot
    since = freed
  }
  return found
}
