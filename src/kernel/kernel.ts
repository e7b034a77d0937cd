import type { PolicyName } from '../program/plan.ts'
import { type ObjectType, Operation } from '../trace/events.ts'
import { closeEnd } from './exchange/connection.ts'
import type { Packed } from './exchange/queue.ts'
import type { Host } from './host.ts'
import { LaneTrace } from './laneTrace.ts'
import { type Memory, memoryOf, type Settings, settingsOf, word } from './memory/arena.ts'
import { Heap } from './memory/heap.ts'
import { Head, Lane, laneBase, Obj, SIGNAL, SlotState, Status } from './memory/layout.ts'
import { messageBytes } from './memory/messages.ts'
import { Objects } from './memory/objects.ts'
import { whoHoldsMemory } from './memory/report.ts'
import type { Codec } from './memory/values/index.ts'
import { endProcess } from './process/ending.ts'
import { awaitFamily, liveChildren, liveThreads } from './process/family.ts'
import { ProcessHandle } from './process/processHandle.ts'
import type { ProcessBody } from './process/processObject.ts'
import {
  attachSlot,
  awaitStart,
  moveIn,
  type ProcessSpec,
  type StartOrder,
  startProcess,
  startProcessAsync,
  startThread,
  type ThreadSpec,
} from './process/processTable.ts'
import { Clock } from './scheduling/clock.ts'
import { controlledPolicy } from './scheduling/controlled.ts'
import { EventLoop } from './scheduling/eventLoop.ts'
import { freePolicy } from './scheduling/free.ts'
import { Gate } from './scheduling/gate.ts'
import type { GreenLanes } from './scheduling/greenLanes.ts'
import type { Policy } from './scheduling/policy.ts'
import { replayPolicy } from './scheduling/replay.ts'
import { Sections } from './sync/section.ts'
import { Waiter, type WaitReason } from './sync/waiter.ts'

/** The kernel as one worker sees it: its slot of the arena, and everything that acts on the shared state. */
export class Kernel {
  readonly memory: Memory
  readonly settings: Settings
  readonly sections: Sections
  readonly heap: Heap
  readonly objects: Objects
  readonly gate: Gate
  readonly waiter: Waiter
  readonly trace: LaneTrace
  readonly loop: EventLoop
  readonly clock: Clock
  /** Where the program is: set by the runtime, read by every operation. */
  site: () => number = () => 0
  /** Number of this process's lane; −1 until it is one. */
  lane = -1
  pid = -1
  #codec: Codec | null = null
  #over = false

  /** `first`: of a green lane, the kernel of its process's first lane, with which it shares what belongs to worker or process. */
  private constructor(
    arena: SharedArrayBuffer,
    readonly slot: number,
    readonly host: Host,
    first: Kernel | null = null,
  ) {
    const memory = first?.memory ?? memoryOf(arena)
    const { words } = memory
    const freeze = () => freezeLane(words, first?.slot ?? slot)
    this.memory = memory
    this.settings = first?.settings ?? settingsOf(memory)
    this.clock = first?.clock ?? new Clock(memory, this.settings, host.now)
    this.sections = first?.sections ?? new Sections(words, slot, freeze)
    this.heap = first?.heap ?? new Heap(memory, this.sections, () => whoHoldsMemory(words))
    this.trace = new LaneTrace(memory, slot, host, this.clock)
    this.objects = first?.objects ?? new Objects(memory, slot, this.sections, this.heap, this.trace)
    this.gate = new Gate({
      memory,
      slot,
      sections: this.sections,
      clock: this.clock,
      policy: policyOf(words),
      trace: this.trace,
      host,
      settings: this.settings,
      freeze,
    })
    this.waiter = new Waiter(memory, slot, this.sections, this.gate, this.clock, this.heap)
    if (first === null) this.objects.closeEnd = end => closeEnd(this, end)
    this.loop = new EventLoop(this)
  }

  /** Joins the worker of `slot` to a run. `reused`: it has been a process of this run before. */
  static attach(arena: SharedArrayBuffer, slot: number, host: Host, reused = false): Kernel {
    moveIn(new Int32Array(arena), slot)
    const kernel = new Kernel(arena, slot, host)
    attachSlot(kernel, reused)
    return kernel
  }

  /** The collector's view: it is no process, never blocks in the kernel and cannot be killed. */
  static observe(arena: SharedArrayBuffer, slot: number, host: Host): Kernel {
    return new Kernel(arena, slot, host)
  }

  /** The kernel of a green lane of this process, in `slot`. */
  sibling(slot: number): Kernel {
    const kernel = new Kernel(this.memory.buffer, slot, this.host, this)
    kernel.#codec = this.#codec
    kernel.site = this.site
    kernel.claimed()
    if (this.green !== null) kernel.serve(this.green)
    return kernel
  }

  /** This lane's worker serves others besides: what waits in `…Async` gives them the worker. */
  serve(green: GreenLanes): void {
    this.gate.green = green
    this.waiter.shareWorker(this.objects)
  }

  /** The lanes that its worker serves, where these are threads of Python. */
  get green(): GreenLanes | null {
    return this.gate.green
  }

  get codec(): Codec {
    if (this.#codec === null) throw new Error('Internal error: values cross before there is a codec')
    return this.#codec
  }

  set codec(codec: Codec) {
    this.#codec = codec
  }

  /** Blocks until this worker has become a process. `mainName`: of the main one. */
  waitForClaim(mainName = 'Main'): StartOrder {
    return awaitStart(this, mainName)
  }

  /** ms since the run's first statement. */
  now(): number {
    return this.clock.now()
  }

  startClock(): void {
    this.clock.start()
  }

  /** Reads who this process is, once its worker was claimed. */
  claimed(): void {
    const base = laneBase(this.slot)
    this.lane = word(this.memory.words, base + Lane.LaneNumber)
    this.pid = word(this.memory.words, base + Lane.Pid)
  }

  get parentPid(): number {
    return word(this.memory.words, laneBase(this.slot) + Lane.ParentPid)
  }

  /** A timeout in ms (null: none) as a time on the kernel's clock. */
  deadline(timeout: number | null): number {
    return timeout === null ? Number.POSITIVE_INFINITY : this.now() + Math.max(0, timeout)
  }

  /** A tick of compiled code: dies if killed, gives way if its time slice is over. Returns the counter's next value. */
  tick(): number {
    this.gate.tick()
    this.trace.flush()
    return TICKS
  }

  /** Interruptible as every wait (see `Waiter.interruptible`). */
  sleep(ms: number): void {
    this.gate.point()
    this.waiter.pause(this.#sleeping, this.deadline(ms))
  }

  sleepAsync(ms: number): Promise<void> {
    if (this.green !== null) return this.waiter.pauseAsync(this.#sleeping, this.deadline(ms))
    return new Promise(resolve => this.loop.startTimer(ms, resolve))
  }

  get #sleeping(): WaitReason {
    return { operation: Operation.Sleep, object: 0, site: this.site() }
  }

  startProcess(spec: ProcessSpec): ProcessHandle {
    return startProcess(this, spec)
  }

  /** As `startProcess`, for a lane that shares its worker with others. */
  startProcessAsync(spec: ProcessSpec): Promise<ProcessHandle> {
    return startProcessAsync(this, spec)
  }

  /** Starts a thread of this process: a lane with its pid, which ends with it at the latest. */
  startThread(spec: ThreadSpec): ProcessHandle {
    return startThread(this, spec)
  }

  /** This process's live threads, the first one first. */
  threads(): ProcessHandle[] {
    return liveThreads(this)
  }

  /** This process's live children, whichever thread started them. */
  children(): ProcessHandle[] {
    return liveChildren(this)
  }

  /** Object of this process: of a thread, that of the process it belongs to. */
  get process(): number {
    return word(this.memory.words, laneBase(this.slot) + Lane.Owner)
  }

  /** Whether this is a thread that its process started, not its first one. */
  get isThread(): boolean {
    const base = laneBase(this.slot)
    return this.process !== word(this.memory.words, base + Lane.Process)
  }

  /** The next number for the default name of a child or a thread of this process, whichever thread asks. */
  count(what: ProcessBody.Children | ProcessBody.Threads): number {
    return Atomics.add(this.memory.words, this.process + what, 1) + 1
  }

  /** Handle of this very thread. */
  get self(): ProcessHandle {
    return ProcessHandle.attach(this, word(this.memory.words, laneBase(this.slot) + Lane.Process))
  }

  /** ms for which a thread may hold the GIL while another waits. */
  get switchInterval(): number {
    return word(this.memory.words, Head.SwitchInterval) / 1000
  }

  set switchInterval(ms: number) {
    Atomics.store(this.memory.words, Head.SwitchInterval, Math.max(1, Math.round(ms * 1000)))
  }

  /**
   * The last call of a process or thread: it gives back all it holds. A process waits for its threads and children that
   * are no daemons, and ends those that are.
   */
  exit(exitCode: number): void {
    this.sections.recover()
    this.waiter.interruptible = false
    // Another lane of this process ends it: while that goes this one counts as blocked no more, or all might seem to be.
    if (this.green !== null && this.green.current !== this) this.gate.wake(this.slot)
    this.green?.endOthers()
    if (!this.isThread) awaitFamily(this)
    endProcess(this, this.slot, exitCode, SlotState.Ended)
    this.#over = true
  }

  /** Whether it has exited. From then on its slot is another's. */
  get over(): boolean {
    return this.#over
  }

  /** Whether nothing goes on: no timer, no call that is awaited, nobody who has killed it, and the run is not over. */
  get quiet(): boolean {
    const { words } = this.memory
    const killed = (Atomics.load(words, laneBase(this.slot) + Lane.Life) & SIGNAL) !== 0
    const running = Atomics.load(words, Head.Status) === Status.Running
    return running && !killed && this.loop.empty && this.waiter.pending.length === 0
  }

  /** An object without data, for what the library builds from others but a reader knows as one thing: a pool. */
  createObjectId(type: ObjectType): number {
    return this.objects.create(type, 0)
  }

  /** Lays encoded bytes into the heap; the message keeps `objects` alive. */
  storeMessage(bytes: Uint8Array, objects: readonly number[]): Packed {
    const { memory } = this
    const message = this.heap.allocate(1 + objects.length + ((bytes.length + 3) >> 2))
    memory.words[message] = objects.length
    // A terminated worker that goes on must not count messages in at objects that its burial has freed.
    if (objects.length > 0) this.sections.guard()
    for (let i = 0; i < objects.length; i++) {
      const object = objects[i] as number
      memory.words[message + 1 + i] = object
      this.objects.retain(object)
    }
    if (objects.length > 0) this.sections.unguard()
    memory.bytes.set(bytes, messageBytes(memory.words, message) * 4)
    return { message, length: bytes.length }
  }

  /** A private copy of a message's bytes. */
  readMessage(message: number, length: number): Uint8Array {
    if (message === 0) return new Uint8Array(0)
    const start = messageBytes(this.memory.words, message) * 4
    return this.memory.bytes.slice(start, start + length)
  }

  /** Version of an object: counts the operations on it. */
  version(object: number): number {
    return word(this.memory.words, object + Obj.Version)
  }
}

const POLICY_NAMES: readonly PolicyName[] = ['free', 'controlled', 'replay']

function policyOf(words: Int32Array): Policy {
  switch (POLICY_NAMES[word(words, Head.Policy)]) {
    case 'controlled':
      return controlledPolicy(words)
    case 'replay':
      return replayPolicy(words)
    default:
      return freePolicy
  }
}

/** A killed lane does nothing more: its worker is about to be terminated, which can take a while. */
function freezeLane(words: Int32Array, slot: number): never {
  const killed = laneBase(slot) + Lane.Life
  for (;;) Atomics.wait(words, killed, Atomics.load(words, killed))
}

/** Loop rounds between two ticks. */
const TICKS = 1000
