import type { StartMethod } from '../../program/plan.ts'
import { EventKind, LaneFlag, ObjectType, Operation } from '../../trace/events.ts'
import { KernelError } from '../errors.ts'
import type { Kernel } from '../kernel.ts'
import { type Memory, START_METHODS, word } from '../memory/arena.ts'
import {
  GENERATION,
  Head,
  LANE_WORDS,
  Lane,
  laneBase,
  MAX_LANES,
  MAX_SLOTS,
  Node,
  Obj,
  RunState,
  SIGNAL,
  SlotState,
  Status,
  Told,
} from '../memory/layout.ts'
import type { Encoded } from '../memory/values/index.ts'
import type { LaneTable } from '../scheduling/laneTable.ts'
import { ProcessHandle } from './processHandle.ts'
import { PROCESS_BODY_WORDS, ProcessBody, STANDSTILL } from './processObject.ts'
import { SPAWNED_HANDLES } from './signals.ts'

/** What is said of the thread that is started. */
export interface ThreadSpec {
  readonly name: string
  /** `LaneFlag`s. */
  readonly flags: number
  /** What it is to do: bytes between the library here and the library there. */
  readonly payload: Encoded
  /**
   * Id of an unbounded KernelQueue into which the lane's number is put when it ends, however it ends. The queue lives as
   * long as the lane.
   */
  readonly notice?: number
  /** A worker that stands ready will do for `spawn`, too: none has been a process before. */
  readonly warm?: boolean
}

/** What a parent says of the process that it starts. */
export interface ProcessSpec extends ThreadSpec {
  readonly startMethod: StartMethod
}

/** What a worker learns when it becomes a process or a thread of one. */
export interface StartOrder {
  readonly main: boolean
  readonly thread: boolean
  readonly name: string
  readonly flags: number
  /** Name and flags of its process: of a thread's, these are not its own. */
  readonly process: { readonly name: string; readonly flags: number }
  readonly startMethod: StartMethod
  readonly payload: Uint8Array
}

/** A signal that this process handles came before a start had found its worker: nothing was started (see `Waiter.interruptible`). */
export class StartInterrupted extends Error {}

/** Older than any worker, those used again included. */
const REUSED = Number.NEGATIVE_INFINITY

/** Slot of the main process. */
export const MAIN_SLOT = 1

/**
 * Starts a process: claims a worker that stands ready, waits for one if there is none. Throws KernelError `process.limit`,
 * `thread.limit`; StartInterrupted.
 */
export function startProcess(kernel: Kernel, spec: ProcessSpec): ProcessHandle {
  return blocking(kernel, startLane(kernel, spec, spec.startMethod, spec.flags & ~LaneFlag.Thread))
}

/** As `startProcess`, for a lane that shares its worker with others. */
export async function startProcessAsync(kernel: Kernel, spec: ProcessSpec): Promise<ProcessHandle> {
  const start = startLane(kernel, spec, spec.startMethod, spec.flags & ~LaneFlag.Thread)
  for (;;) {
    const step = start.next()
    if (step.done) return step.value
    await kernel.gate.parkGreen(Operation.WorkerStart, 0, step.value, Number.POSITIVE_INFINITY)
  }
}

/** Starts a thread of this process, as `startProcess` does a process. Throws KernelError `thread.limit`. */
export function startThread(kernel: Kernel, spec: ThreadSpec): ProcessHandle {
  // The process's own, so that a thread knows how its program came into this process.
  const own = word(kernel.memory.words, laneBase(kernel.slot) + Lane.StartMethod)
  const method = START_METHODS[own] ?? 'fork'
  return blocking(kernel, startLane(kernel, spec, method, spec.flags | LaneFlag.Thread))
}

function blocking(kernel: Kernel, start: Generator<number, ProcessHandle>): ProcessHandle {
  for (;;) {
    const step = start.next()
    if (step.done) return step.value
    kernel.gate.park(Operation.WorkerStart, 0, step.value, Number.POSITIVE_INFINITY)
  }
}

/** How far the start of a lane has come. */
interface Attempt {
  /** Whether it holds a token for a worker on its way. */
  waits: boolean
  outcome: 'claimed' | 'noWorker' | 'killed' | Error
}

/** Yields its site whenever it has to be parked until a worker attaches. */
function* startLane(
  kernel: Kernel,
  spec: ThreadSpec,
  startMethod: StartMethod,
  flags: number,
): Generator<number, ProcessHandle> {
  kernel.gate.point()
  const thread = (flags & LaneFlag.Thread) !== 0
  const site = kernel.site()
  const name = kernel.host.encodeText(spec.name)
  const type = thread ? ObjectType.Thread : ObjectType.Process
  const object = kernel.objects.create(type, PROCESS_BODY_WORDS + ((name.length + 3) >> 2))
  const { words, bytes } = kernel.memory
  words[object + ProcessBody.NameLength] = name.length
  words[object + ProcessBody.Flags] = flags
  bytes.set(name, (object + ProcessBody.Name) * 4)
  const own = laneBase(kernel.slot)
  // Where whoever buries this lane finds what it had not handed over.
  const parcel = own + Lane.SyncNode + Node.Message
  kernel.sections.guard()
  let payload: ReturnType<Kernel['storeMessage']>
  try {
    payload = kernel.storeMessage(spec.payload.bytes, spec.payload.objects)
    words[parcel] = payload.message
  } finally {
    kernel.sections.unguard()
  }
  const attempt: Attempt = { waits: false, outcome: 'noWorker' }
  const fresh = startMethod === 'spawn' && !thread && spec.warm !== true
  let newerThan: number | null = null
  let boots = 0
  for (;;) {
    const time = kernel.now()
    kernel.gate.change((table, effects) => {
      if (attempt.waits) table.external(kernel.slot, -1)
      attempt.waits = false
      // Spawned anew: only a worker booted from now on will do. How long that takes is no matter where time stands still.
      if (fresh) newerThan ??= kernel.settings.controlled ? 0 : word(words, Head.Boots)
      boots = word(words, Head.Boots)
      words[own + Lane.WantsFresh] = 0
      const slot = readySlot(words, newerThan ?? REUSED)
      // A thread of a process that was killed a moment ago would outlive it.
      const killed = (Atomics.load(words, own + Lane.Life) & SIGNAL) !== 0
      // A child has its parent's place in the foreground from its first moment on: a signal comes before that, or to both.
      const interrupted = kernel.waiter.signalled ? new StartInterrupted() : null
      const refused = killed ? 'killed' : (interrupted ?? overLimit(words, thread))
      attempt.outcome = refused ?? (slot === -1 ? 'noWorker' : 'claimed')
      if (refused !== null) {
        words[parcel] = 0
        kernel.objects.dropMessage(payload.message)
        return
      }
      if (slot === -1) {
        words[own + Lane.WantsFresh] = fresh ? 1 : 0
        if (kernel.settings.controlled) return
        // A worker that boots is on its way, and the kernel cannot see it. Whoever attaches looks for this mark.
        words[own + Lane.WaitOperation] = Operation.WorkerStart
        table.external(kernel.slot, 1)
        attempt.waits = true
        return
      }
      const base = laneBase(slot)
      const owner = thread ? word(words, own + Lane.Owner) : object
      // The new lane's own references, given back at its end.
      kernel.objects.retain(object)
      if (thread) kernel.objects.retain(owner)
      words[parcel] = 0
      words[base + Lane.Pid] = thread ? kernel.pid : table.add(Head.NextPid, 1) - 1
      words[base + Lane.ParentPid] = thread ? word(words, own + Lane.ParentPid) : kernel.pid
      words[base + Lane.ParentLane] = kernel.lane
      words[base + Lane.Flags] = flags
      words[base + Lane.Payload] = payload.message
      words[base + Lane.PayloadLength] = payload.length
      words[base + Lane.StartMethod] = START_METHODS.indexOf(startMethod)
      words[base + Lane.StartSite] = site
      // From its first moment on it handles what its parent handles: a signal that comes before it has begun must not be lost.
      const handled = word(words, laneBase(word(words, own + Lane.Worker)) + Lane.Handled)
      words[base + Lane.Handled] = startMethod === 'fork' ? handled : handled & SPAWNED_HANDLES
      words[base + Lane.Notice] = spec.notice ?? 0
      if (spec.notice !== undefined) kernel.objects.retain(spec.notice)
      words[object + ProcessBody.NativeId] = thread
        ? table.add(Head.NextPid, 1) - 1
        : word(words, base + Lane.Pid)
      settle(table, slot, object, owner, time)
      table.add(Head.ReadyWorkers, -1)
      table.dispatch(effects)
    })
    const { outcome } = attempt
    if (outcome === 'claimed') break
    if (outcome instanceof Error) {
      kernel.objects.unhold(object)
      throw outcome
    }
    // Killed: it stops here.
    if (outcome === 'killed') kernel.gate.point()
    kernel.host.requestWorker()
    if (kernel.settings.controlled) {
      // How long a worker boots is no choice of the schedule's: the world stands still meanwhile.
      Atomics.wait(words, Head.Boots, boots, STANDSTILL)
      continue
    }
    yield site
  }
  // Of those that stand ready one is gone.
  if (newerThan === null || kernel.settings.controlled) kernel.host.requestWorker()
  const operation = thread ? Operation.ThreadStart : Operation.ProcessStart
  kernel.trace.operation(operation, object, word(words, object + Obj.Version), site)
  return new ProcessHandle(kernel, object)
}

/** [gate] A slot becomes a lane. */
export function settle(table: LaneTable, slot: number, object: number, owner: number, time: number): void {
  const { words } = table
  const base = laneBase(slot)
  words[base + Lane.State] = SlotState.Live
  words[base + Lane.LaneNumber] = table.add(Head.NextLane, 1) - 1
  words[base + Lane.Process] = object
  words[base + Lane.Owner] = owner
  words[object + ProcessBody.Pid] = word(words, base + Lane.Pid)
  words[object + ProcessBody.Lane] = word(words, base + Lane.LaneNumber)
  words[object + ProcessBody.Slot] = slot
  table.add(Head.LiveLanes, 1)
  if (owner === object) table.add(Head.LiveProcesses, 1)
  table.add(Head.Active, 1)
  table.enqueue(slot, time)
}

/** [gate] Why no further lane can start, or null. */
export function overLimit(words: Int32Array, thread: boolean): KernelError | null {
  const limit = word(words, Head.MaxProcesses)
  if (!thread && word(words, Head.LiveProcesses) >= limit) {
    return new KernelError(
      'process.limit',
      { limit },
      `${limit} processes are alive, which is the limit: join() some before you start more, or use a Pool.`,
      'OSError',
    )
  }
  return word(words, Head.LiveLanes) < MAX_LANES ? null : threadLimit(MAX_LANES)
}

export function threadLimit(limit: number): KernelError {
  return new KernelError(
    'thread.limit',
    { limit },
    `${limit} threads are alive, counting one for each process, which is the limit: join() some before you start more, ` +
      'or use a ThreadPoolExecutor.',
    'RuntimeError',
  )
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
  words[base + Lane.Worker] = slot
}

/** Makes a worker's slot known: it waits to become a process. `reused`: not its first one in this run. */
export function attachSlot(kernel: Kernel, reused: boolean): void {
  const { words } = kernel.memory
  const time = kernel.now()
  kernel.gate.change((table, effects) => {
    const base = laneBase(kernel.slot)
    // No process yet: nothing but a claim may run it, least of all a jump of the clock to its deadline.
    words[base + Lane.Run] = RunState.Blocked
    kernel.memory.floats[(base + Lane.Deadline) / 2] = Number.POSITIVE_INFINITY
    if (kernel.slot === MAIN_SLOT) return
    words[base + Lane.State] = SlotState.Ready
    const boot = table.add(Head.Boots, 1)
    words[base + Lane.Boot] = reused ? -boot : boot
    table.add(Head.ReadyWorkers, 1)
    // In the same step: once claimed it can be killed, and nobody else would wake them.
    for (let slot = 1; slot < MAX_SLOTS; slot++) {
      if (words[laneBase(slot) + Lane.WaitOperation] !== Operation.WorkerStart) continue
      if (!table.unblock(slot, -1, time)) words[laneBase(slot) + Lane.Woken] = 1
    }
    table.dispatch(effects)
  })
  if (kernel.slot !== MAIN_SLOT && kernel.settings.controlled) Atomics.notify(words, Head.Boots)
}

/** Blocks until this worker has become a process and has a core. The main process starts by itself, under the name `mainName`. */
export function awaitStart(kernel: Kernel, mainName: string): StartOrder {
  const { words } = kernel.memory
  const base = laneBase(kernel.slot)
  const main = kernel.slot === MAIN_SLOT
  if (main) becomeMain(kernel, mainName)
  kernel.gate.awaitFirstCore()
  const object = word(words, base + Lane.Process)
  const ready = main ? 0 : (kernel.memory.floats[(base + Lane.ReadyTime) / 2] as number)
  kernel.claimed()
  const owner = word(words, base + Lane.Owner)
  const flags = word(words, base + Lane.Flags)
  if (!main) kernel.objects.hold(object)
  const nameBytes = nameOf(kernel.memory, object)
  kernel.sections.guard()
  words[base + Lane.Told] = Told.Started
  kernel.trace.timedText(
    ready,
    EventKind.LaneStart,
    [kernel.lane, word(words, base + Lane.ParentLane), kernel.pid, flags, word(words, base + Lane.StartSite)],
    nameBytes,
  )
  kernel.sections.unguard()
  kernel.gate.traceRun(kernel.now())
  return {
    main,
    thread: (flags & LaneFlag.Thread) !== 0,
    name: kernel.host.decodeText(nameBytes),
    flags,
    process: {
      name: kernel.host.decodeText(nameOf(kernel.memory, owner)),
      flags: word(words, owner + ProcessBody.Flags),
    },
    startMethod: START_METHODS[word(words, base + Lane.StartMethod)] ?? 'fork',
    payload: kernel.readMessage(word(words, base + Lane.Payload), word(words, base + Lane.PayloadLength)),
  }
}

function becomeMain(kernel: Kernel, mainName: string): void {
  const { words, bytes } = kernel.memory
  const base = laneBase(kernel.slot)
  const name = kernel.host.encodeText(mainName)
  const object = kernel.heap.allocate(ProcessBody.Name + ((name.length + 3) >> 2))
  words.fill(0, object, object + ProcessBody.Name)
  words[object + Obj.Type] = ObjectType.Process
  words[object + Obj.References] = 1
  words[object + ProcessBody.NameLength] = name.length
  bytes.set(name, (object + ProcessBody.Name) * 4)
  kernel.startClock()
  kernel.gate.change((table, effects) => {
    words[base + Lane.Pid] = table.add(Head.NextPid, 1) - 1
    words[base + Lane.ParentLane] = -1
    words[object + ProcessBody.NativeId] = word(words, base + Lane.Pid)
    Atomics.store(words, Head.Status, Status.Running)
    settle(table, kernel.slot, object, object, 0)
    table.dispatch(effects)
  })
}

/** Bytes of the name of a process or thread. */
function nameOf(memory: Memory, object: number): Uint8Array {
  const start = (object + ProcessBody.Name) * 4
  return memory.bytes.slice(start, start + word(memory.words, object + ProcessBody.NameLength))
}

/**
 * [gate] A ready worker, of those booted after the first `newerThan`; −1: none. First the one that was used last, as its code
 * and memory are still at hand; then the one that has waited longest.
 */
function readySlot(words: Int32Array, newerThan: number): number {
  let found = -1
  let first = Number.POSITIVE_INFINITY
  for (let slot = 1; slot < MAX_SLOTS; slot++) {
    const base = laneBase(slot)
    if (words[base + Lane.State] !== SlotState.Ready) continue
    const boot = word(words, base + Lane.Boot)
    if (boot <= newerThan || boot >= first) continue
    found = slot
    first = boot
  }
  return found
}
