import { EventKind } from '../../trace/events.ts'
import type { LaneTrace } from '../laneTrace.ts'
import { type Memory, word } from '../memory/arena.ts'
import type { Heap } from '../memory/heap.ts'
import {
  Head,
  Lane,
  laneBase,
  Node,
  NodeState,
  Obj,
  RunState,
  SIGNAL,
  SlotState,
  Status,
} from '../memory/layout.ts'
import type { Objects } from '../memory/objects.ts'
import type { Gate } from '../scheduling/gate.ts'
import type { Sections } from '../sync/section.ts'
import type { Waiter } from '../sync/waiter.ts'
import { removeNode } from '../sync/waitQueue.ts'
import { ProcessBody } from './processObject.ts'
import { MAIN_SLOT } from './processTable.ts'

/** Parts of a kernel that the end of a process needs: its own kernel's, or the collector's when it was killed. */
export interface EndingParts {
  readonly memory: Memory
  readonly sections: Sections
  readonly objects: Objects
  readonly heap: Heap
  readonly gate: Gate
  readonly waiter: Waiter
  readonly trace: LaneTrace
}

/** Tells the world that the process in `slot` has ended: joiners, trace, references, cores. */
export function endProcess(parts: EndingParts, slot: number, exitCode: number, state: SlotState): void {
  const { memory, sections, objects, gate, waiter, trace } = parts
  const { words } = memory
  const base = laneBase(slot)
  const object = word(words, base + Lane.Process)
  trace.timed(EventKind.LaneEnd, 2, word(words, base + Lane.LaneNumber), exitCode)
  sections.guard()
  // Also at a clean exit: an async wait that nobody awaited would swallow a wake-up that others need.
  leaveQueues(parts, slot)
  sections.enter(object + Obj.Section)
  words[object + ProcessBody.ExitCode] = exitCode
  Atomics.store(words, object + ProcessBody.Done, 1)
  waiter.wakeAll(object + Obj.WaitHead)
  sections.leave(object + Obj.Section)
  const payload = word(words, base + Lane.Payload)
  words[base + Lane.Payload] = 0
  if (payload !== 0) objects.dropMessage(payload)
  objects.releaseAll(slot)
  gate.change((table, effects) => {
    const run = words[base + Lane.Run]
    if (run === RunState.Queued) table.dequeue(slot)
    if (run === RunState.Blocked) {
      if (table.deadline(slot) !== Number.POSITIVE_INFINITY) table.add(Head.Timers, -1)
    } else table.add(Head.Active, -1)
    table.releaseCore(slot)
    Atomics.store(words, base + Lane.State, state)
    words[base + Lane.Run] = RunState.Running
    words[base + Lane.WaitOperation] = 0
    table.add(Head.LiveProcesses, -1)
    table.add(Head.Externals, -word(words, base + Lane.Tokens))
    words[base + Lane.Tokens] = 0
    if ((Atomics.load(words, base + Lane.Life) & SIGNAL) !== 0) table.add(Head.Externals, -1)
    if (slot === MAIN_SLOT && words[Head.Status] === Status.Running)
      Atomics.store(words, Head.Status, Status.Finished)
    table.dispatch(effects)
    gate.checkIdle(effects)
  })
  Atomics.notify(words, base + Lane.State)
  if (slot !== MAIN_SLOT) objects.release(object)
  sections.unguard()
}

/**
 * Recovers what a terminated process left, none of it inside a section. What it locked stays locked, as in Python. A worker
 * that was no process yet is claimed by nobody any more.
 */
export function bury(parts: EndingParts, slot: number, exitCode: number): void {
  const { words } = parts.memory
  const state = laneBase(slot) + Lane.State
  parts.gate.change(table => {
    if (words[state] !== SlotState.Ready) return
    Atomics.store(words, state, SlotState.Dead)
    table.add(Head.ReadyWorkers, -1)
  })
  if (words[state] !== SlotState.Live) return
  endProcess(parts, slot, exitCode, SlotState.Dead)
}

/** Takes a lane out of every wait queue and passes on the wake-ups that it had been given and can no longer use. */
function leaveQueues(parts: EndingParts, slot: number): void {
  const { words } = parts.memory
  const base = laneBase(slot)
  leaveQueue(parts, base + Lane.SyncNode)
  for (
    let node = word(words, base + Lane.AsyncNodes);
    node !== 0;
    node = word(words, base + Lane.AsyncNodes)
  ) {
    leaveQueue(parts, node)
    words[base + Lane.AsyncNodes] = word(words, node + Node.NextOfLane)
    parts.heap.free(node)
  }
}

function leaveQueue(parts: EndingParts, node: number): void {
  const { memory, sections, waiter, objects } = parts
  const { words } = memory
  const message = word(words, node + Node.Message)
  words[node + Node.Message] = 0
  if (message !== 0) objects.dropMessage(message)
  const object = word(words, node + Node.Object)
  if (object === 0 || words[node + Node.State] === NodeState.Idle) return
  sections.enter(object + Obj.Section)
  if (words[node + Node.State] === NodeState.Woken) {
    words[node + Node.State] = NodeState.Idle
    waiter.wakeOne(word(words, node + Node.Queue))
  } else removeNode(words, node)
  sections.leave(object + Obj.Section)
}
