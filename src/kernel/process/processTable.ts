import type { StartMethod } from '../../program/plan.ts'
import { EventKind, ObjectType, Operation } from '../../trace/events.ts'
import { KernelError } from '../errors.ts'
import type { Kernel } from '../kernel.ts'
import { START_METHODS, word } from '../memory/arena.ts'
import {
  GENERATION,
  Head,
  LANE_WORDS,
  Lane,
  laneBase,
  MAX_PROCESSES,
  MAX_SLOTS,
  Obj,
  RunState,
  SIGNAL,
  SlotState,
  Status,
} from '../memory/layout.ts'
import type { Encoded } from '../memory/values/index.ts'
import { ProcessHandle } from './processHandle.ts'
import { PROCESS_BODY_WORDS, ProcessBody, STANDSTILL } from './processObject.ts'

/** What a parent says of the process that it starts. */
export interface ProcessSpec {
  readonly name: string
  /** `LaneFlag`s. */
  readonly flags: number
  readonly startMethod: StartMethod
  /** What the child is to do: bytes between the library here and the library there. */
  readonly payload: Encoded
}

/** What a worker learns when it becomes a process. */
export interface StartOrder {
  readonly main: boolean
  readonly name: string
  readonly flags: number
  readonly startMethod: StartMethod
  readonly payload: Uint8Array
}

/** Slot of the main process. */
export const MAIN_SLOT = 1

/** Starts a process: claims a worker that stands ready, waits for one if there is none. Throws KernelError `process.limit`. */
export function startProcess(kernel: Kernel, spec: ProcessSpec): ProcessHandle {
  kernel.gate.point()
  const site = kernel.site()
  const name = kernel.host.encodeText(spec.name)
  const object = kernel.objects.create(ObjectType.Process, PROCESS_BODY_WORDS + ((name.length + 3) >> 2))
  const { words, bytes } = kernel.memory
  words[object + ProcessBody.NameLength] = name.length
  bytes.set(name, (object + ProcessBody.Name) * 4)
  const payload = kernel.storeMessage(spec.payload.bytes, spec.payload.objects)
  kernel.objects.retain(object)
  let waiting = false
  for (;;) {
    let slot = -1
    const time = kernel.now()
    kernel.gate.change((table, effects) => {
      if (waiting) table.external(kernel.slot, -1)
      waiting = false
      if (word(words, Head.LiveProcesses) >= MAX_PROCESSES) return
      slot = readySlot(words)
      if (slot === -1) {
        if (kernel.settings.controlled) return
        // A worker that boots is on its way, and the kernel cannot see it. Whoever attaches looks for this mark.
        words[laneBase(kernel.slot) + Lane.WaitOperation] = Operation.WorkerStart
        table.external(kernel.slot, 1)
        waiting = true
        return
      }
      const base = laneBase(slot)
      words[base + Lane.State] = SlotState.Live
      words[base + Lane.LaneNumber] = table.add(Head.NextLane, 1) - 1
      words[base + Lane.Pid] = table.add(Head.NextPid, 1) - 1
      words[base + Lane.ParentSlot] = kernel.slot
      words[base + Lane.ParentLane] = kernel.lane
      words[base + Lane.Flags] = spec.flags
      words[base + Lane.Process] = object
      words[base + Lane.Payload] = payload.message
      words[base + Lane.PayloadLength] = payload.length
      words[base + Lane.StartMethod] = START_METHODS.indexOf(spec.startMethod)
      words[base + Lane.StartSite] = site
      words[object + ProcessBody.Pid] = word(words, base + Lane.Pid)
      words[object + ProcessBody.Lane] = word(words, base + Lane.LaneNumber)
      words[object + ProcessBody.Slot] = slot
      table.add(Head.LiveProcesses, 1)
      table.add(Head.ReadyWorkers, -1)
      table.add(Head.Active, 1)
      table.enqueue(slot, time)
      table.dispatch(effects)
    })
    if (slot !== -1) break
    if (word(words, Head.LiveProcesses) >= MAX_PROCESSES) {
      kernel.objects.dropMessage(payload.message)
      kernel.objects.release(object)
      throw tooMany()
    }
    kernel.host.requestWorker()
    if (kernel.settings.controlled) {
      // How long a worker boots is no choice of the schedule's: the world stands still meanwhile.
      Atomics.wait(words, Head.ReadyWorkers, 0, STANDSTILL)
      continue
    }
    kernel.gate.park(Operation.WorkerStart, 0, site, Number.POSITIVE_INFINITY)
  }
  kernel.host.requestWorker()
  kernel.trace.operation(Operation.ProcessStart, object, word(words, object + Obj.Version), site)
  return new ProcessHandle(kernel, object)
}

/** Clears a slot for a new tenant; whoever had it before finds that it is dead. The ring goes on where it stopped. */
export function moveIn(words: Int32Array, slot: number): void {
  const base = laneBase(slot)
  const generation = (Atomics.load(words, base + Lane.Life) & ~SIGNAL) + GENERATION
  words.fill(0, base + Lane.Waker, base + Lane.Deadline)
  words.fill(0, base + Lane.Ordinals, base + LANE_WORDS)
  Atomics.store(words, base + Lane.Life, generation)
  Atomics.store(words, base + Lane.InKernel, 0)
  Atomics.store(words, base + Lane.Doorbell, 0)
  words[base + Lane.Core] = -1
  words[base + Lane.Woken] = 0
  words[base + Lane.Waker] = -1
  words[base + Lane.LaneNumber] = -1
}

/** Makes a worker's slot known: it waits to become a process. Called once by each worker. */
export function attachSlot(kernel: Kernel): void {
  const { words } = kernel.memory
  kernel.gate.change(table => {
    const base = laneBase(kernel.slot)
    // No process yet: nothing but a claim may run it, least of all a jump of the clock to its deadline.
    words[base + Lane.Run] = RunState.Blocked
    kernel.memory.floats[(base + Lane.Deadline) / 2] = Number.POSITIVE_INFINITY
    if (kernel.slot === MAIN_SLOT) return
    words[base + Lane.State] = SlotState.Ready
    table.add(Head.ReadyWorkers, 1)
  })
  if (kernel.slot === MAIN_SLOT) return
  if (kernel.settings.controlled) Atomics.notify(words, Head.ReadyWorkers)
  for (let slot = 1; slot < MAX_SLOTS; slot++) {
    if (words[laneBase(slot) + Lane.WaitOperation] === Operation.WorkerStart) kernel.gate.wake(slot)
  }
}

/** Blocks until this worker has become a process and has a core. The main process starts by itself. */
export function awaitStart(kernel: Kernel): StartOrder {
  const { words, bytes } = kernel.memory
  const base = laneBase(kernel.slot)
  const main = kernel.slot === MAIN_SLOT
  if (main) becomeMain(kernel)
  kernel.gate.awaitFirstCore()
  const object = word(words, base + Lane.Process)
  const ready = main ? 0 : (kernel.memory.floats[(base + Lane.ReadyTime) / 2] as number)
  kernel.claimed()
  if (!main) kernel.objects.hold(object)
  const nameAt = (object + ProcessBody.Name) * 4
  const nameBytes = bytes.slice(nameAt, nameAt + word(words, object + ProcessBody.NameLength))
  kernel.trace.timedText(
    ready,
    EventKind.LaneStart,
    [
      kernel.lane,
      word(words, base + Lane.ParentLane),
      kernel.pid,
      word(words, base + Lane.Flags),
      word(words, base + Lane.StartSite),
    ],
    nameBytes,
  )
  kernel.gate.traceRun(kernel.now())
  return {
    main,
    name: kernel.host.decodeText(nameBytes),
    flags: word(words, base + Lane.Flags),
    startMethod: START_METHODS[word(words, base + Lane.StartMethod)] ?? 'fork',
    payload: kernel.readMessage(word(words, base + Lane.Payload), word(words, base + Lane.PayloadLength)),
  }
}

function becomeMain(kernel: Kernel): void {
  const { words, bytes } = kernel.memory
  const base = laneBase(kernel.slot)
  const name = kernel.host.encodeText('Main')
  const object = kernel.heap.allocate(ProcessBody.Name + ((name.length + 3) >> 2))
  words.fill(0, object, object + ProcessBody.Name)
  words[object + Obj.Type] = ObjectType.Process
  words[object + Obj.References] = 1
  words[object + ProcessBody.NameLength] = name.length
  words[object + ProcessBody.Slot] = kernel.slot
  bytes.set(name, (object + ProcessBody.Name) * 4)
  kernel.startClock()
  kernel.gate.change((table, effects) => {
    words[base + Lane.State] = SlotState.Live
    words[base + Lane.LaneNumber] = table.add(Head.NextLane, 1) - 1
    words[base + Lane.Pid] = table.add(Head.NextPid, 1) - 1
    words[base + Lane.ParentLane] = -1
    words[base + Lane.Process] = object
    words[object + ProcessBody.Pid] = word(words, base + Lane.Pid)
    Atomics.store(words, Head.Status, Status.Running)
    table.add(Head.LiveProcesses, 1)
    table.add(Head.Active, 1)
    table.enqueue(kernel.slot, 0)
    table.dispatch(effects)
  })
}

/** [gate] The ready worker with the lowest slot. */
function readySlot(words: Int32Array): number {
  for (let slot = 1; slot < MAX_SLOTS; slot++) {
    if (words[laneBase(slot) + Lane.State] === SlotState.Ready) return slot
  }
  return -1
}

function tooMany(): KernelError {
  return new KernelError(
    'process.limit',
    { limit: MAX_PROCESSES },
    `${MAX_PROCESSES} processes are alive, which is the limit: join() some before you start more, or use a Pool.`,
    'OSError',
  )
}
