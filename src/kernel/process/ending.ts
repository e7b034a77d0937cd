import { EventKind } from '../../trace/events.ts'
import { KernelError } from '../errors.ts'
import { endLookout } from '../exchange/lookout.ts'
import { KernelQueue } from '../exchange/queue.ts'
import type { Kernel } from '../kernel.ts'
import { word } from '../memory/arena.ts'
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
  Told,
} from '../memory/layout.ts'
import { removeNode } from '../sync/waitQueue.ts'
import { greenSlotsOf } from './greenThread.ts'
import { killLive, Signal, slotsOfProcess } from './processHandle.ts'
import { ProcessBody } from './processObject.ts'
import { MAIN_SLOT } from './processTable.ts'

/**
 * Tells the world that the process or thread in `slot` has ended: joiners, trace, references, cores. Threads that a process
 * leaves behind are killed: a clean exit has seen to them before. `kernel` is its own, or the collector's.
 */
export function endProcess(kernel: Kernel, slot: number, exitCode: number, state: SlotState): void {
  const { memory, sections, objects, gate, waiter, trace } = kernel
  const { words } = memory
  const base = laneBase(slot)
  const object = word(words, base + Lane.Process)
  const owner = word(words, base + Lane.Owner)
  const lane = word(words, base + Lane.LaneNumber)
  const notice = word(words, base + Lane.Notice)
  const orphans: number[] = []
  sections.guard()
  // Told once, whoever comes to tell it: a lane may be killed while it ends.
  if (words[base + Lane.Told] === Told.Started) trace.timed(EventKind.LaneEnd, 2, lane, exitCode)
  words[base + Lane.Told] = Told.Ended
  // Also at a clean exit: an async wait that nobody awaited would swallow a wake-up that others need.
  leaveQueues(kernel, slot)
  // Whoever has joined it finds its place free.
  gate.change(table => {
    table.add(Head.LiveLanes, -1)
    if (owner === object) table.add(Head.LiveProcesses, -1)
  })
  sections.enter(object + Obj.Section)
  words[object + ProcessBody.ExitCode] = exitCode
  Atomics.store(words, object + ProcessBody.Done, 1)
  waiter.wakeAll(object + Obj.WaitHead)
  sections.leave(object + Obj.Section)
  const payload = word(words, base + Lane.Payload)
  words[base + Lane.Payload] = 0
  if (payload !== 0) objects.dropMessage(payload)
  objects.releaseAll(slot)
  if (notice !== 0) notify(kernel, notice, lane)
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
    if (owner === object) {
      for (const one of slotsOfProcess(words, word(words, base + Lane.Pid))) {
        if (killLive(table, one, Signal.Kill)) orphans.push(one)
      }
    }
    if (words[base + Lane.Worker] !== slot) memory.floats[(base + Lane.CoreSince) / 2] = kernel.host.now()
    table.add(Head.Externals, -word(words, base + Lane.Tokens))
    words[base + Lane.Tokens] = 0
    if ((Atomics.load(words, base + Lane.Life) & SIGNAL) !== 0) table.add(Head.Externals, -1)
    if (slot === MAIN_SLOT && words[Head.Status] === Status.Running)
      Atomics.store(words, Head.Status, Status.Finished)
    table.dispatch(effects)
    gate.checkIdle(effects)
  })
  Atomics.notify(words, base + Lane.State)
  for (const orphan of orphans) kernel.host.requestKill(orphan)
  if (slot !== MAIN_SLOT) objects.release(object)
  if (owner !== object) objects.release(owner)
  if (notice !== 0) objects.release(notice)
  sections.unguard()
}

/** Puts a lane's number into a queue. If there is no room in memory even for that, its end comes untold, but it comes. */
function notify(kernel: Kernel, queue: number, lane: number): void {
  try {
    KernelQueue.tell(kernel, queue, lane)
  } catch (error) {
    if (!(error instanceof KernelError)) throw error
  }
}

/**
 * Recovers what a terminated process left, none of it inside a section. What it locked stays locked, as in Python. A worker
 * that was no process yet is claimed by nobody any more.
 */
export function bury(kernel: Kernel, slot: number, exitCode: number): void {
  const { words } = kernel.memory
  const state = laneBase(slot) + Lane.State
  kernel.gate.change(table => {
    if (words[state] !== SlotState.Ready) return
    Atomics.store(words, state, SlotState.Dead)
    table.add(Head.ReadyWorkers, -1)
  })
  if (words[state] !== SlotState.Live) return
  // Green lanes have no worker that could be terminated and buried for them.
  for (const green of greenSlotsOf(words, slot)) endProcess(kernel, green, exitCode, SlotState.Dead)
  endProcess(kernel, slot, exitCode, SlotState.Dead)
}

/** Takes a lane out of every wait queue and passes on the wake-ups that it had been given and can no longer use. */
function leaveQueues(kernel: Kernel, slot: number): void {
  const { words } = kernel.memory
  const base = laneBase(slot)
  leaveQueue(kernel, base + Lane.SyncNode)
  endLookout(kernel, slot)
  for (
    let node = word(words, base + Lane.AsyncNodes);
    node !== 0;
    node = word(words, base + Lane.AsyncNodes)
  ) {
    leaveQueue(kernel, node)
    words[base + Lane.AsyncNodes] = word(words, node + Node.NextOfLane)
    kernel.heap.free(node)
  }
}

function leaveQueue(kernel: Kernel, node: number): void {
  const { memory, sections, waiter, objects } = kernel
  const { words } = memory
  const message = word(words, node + Node.Message)
  words[node + Node.Message] = 0
  if (message !== 0) objects.dropMessage(message)
  const object = word(words, node + Node.Object)
  // Idle it stays, and the object may be gone. A waker at work never makes it idle in between (see `takeFirst`).
  if (object === 0 || Atomics.load(words, node + Node.State) === NodeState.Idle) return
  sections.enter(object + Obj.Section)
  if (words[node + Node.State] === NodeState.Woken) {
    words[node + Node.State] = NodeState.Idle
    waiter.wakeOne(word(words, node + Node.Queue))
  } else removeNode(words, node)
  sections.leave(object + Obj.Section)
}
