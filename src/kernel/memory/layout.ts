/**
 * Where everything lies in the arena. All constants are indices of 32-bit words, unless their name says bytes.
 *
 * The arena is: header · lane table · trace rings · heap. Words marked [gate] are read and written only inside the gate's
 * section; words marked [section] only inside the section of their own object.
 */

/** Slots of the lane table. Slot 0 belongs to the collector; 1 … MAX_SLOTS − 1 to workers. */
export const MAX_SLOTS = 160
/**
 * In a run whose threads are green lanes (Python) workers get the slots before this one alone; this and those after it are
 * for threads, which have no worker of their own. In other runs (TypeScript) all are for workers.
 */
export const FIRST_GREEN_SLOT = 40
/** Processes that may live at the same time, whatever the plan says. */
export const MAX_PROCESSES = 64
/** Processes and threads that may live at the same time. Slots beyond serve workers that wait or have just died. */
export const MAX_LANES = 128
export const SYSTEM_SLOT = 0

/** Words of the header. */
export const enum Head {
  /** Written once, before any worker is attached. */
  ArenaWords = 0,
  Cores = 1,
  CpuCount = 2,
  /** 0 free, 1 controlled, 2 replay. */
  Policy = 3,
  SkipIdle = 4,
  /** Microseconds; 0: none. */
  Quantum = 5,
  StartMethod = 6,
  /** Of everything random in the library. */
  Seed = 7,
  ScheduleAddress = 9,
  ScheduleLength = 10,
  /** 1: one thread of a process runs at a time. */
  Gil = 11,
  /** Microseconds after which a thread must give the GIL to one that waits. */
  SwitchInterval = 12,
  /** 1: operations that do not wait are recorded too. */
  Operations = 13,
  /** What the program's workers are: index into `WORKER_KINDS`. */
  Workers = 14,

  /** Section lock of the gate: 0 free, 1 taken, 2 taken and waited for. */
  GateLock = 16,
  /** [gate] Core tokens that nobody holds. */
  FreeCores = 17,
  /** First and last slot of the queue of lanes that wait for a core; −1: none. Written in [gate]; Length is read outside. */
  ReadyHead = 18,
  ReadyTail = 19,
  ReadyLength = 20,
  /** [gate] Lanes that are not blocked. */
  Active = 21,
  /** [gate] Blocked lanes that have a deadline. */
  Timers = 22,
  /** [gate] Things on their way that the kernel cannot see. */
  Externals = 23,
  /** `Status`. Written in [gate], read everywhere. */
  Status = 24,
  /** [gate] */
  NextLane = 25,
  NextPid = 26,
  Step = 27,
  /** [gate] State of the policy's random numbers. */
  Random = 28,
  ScheduleCursor = 29,
  LiveProcesses = 30,
  ReadyWorkers = 31,

  HeapLock = 32,
  /** First free word of the heap's untouched part. */
  HeapTop = 33,
  HeapLargeFree = 34,
  HeapUsed = 35,
  /** Head of the list of all objects. [heap] */
  Objects = 36,
  PageTop = 37,
  PageEnd = 38,
  /** [gate] Processes and threads that live. */
  LiveLanes = 39,
  /** The collector sleeps on this word; writers ring it when a ring is half full or the run has ended. */
  CollectorBell = 40,
  /** The device of the module io, 0: not made yet. Set once, atomically. */
  DefaultDevice = 41,
  /** [gate] How often a worker has attached, whether booted anew or used again. */
  Boots = 42,

  /** Section of the names of shared memory. */
  NamesLock = 43,
  /** Section of the file system, and where it lies (0: not made yet). [files] */
  FilesLock = 44,
  Files = 45,
  /** Written once: processes that may live at the same time, at most `MAX_PROCESSES`. */
  MaxProcesses = 46,
  /** The end that reads of the pipe of standard input, 0: not made yet. Set once, atomically. */
  Input = 47,

  /** float64, at an even index: ms that the clock has jumped [gate], host time of the first statement, virtual time. */
  ClockSkipped = 48,
  ClockOrigin = 50,
  VirtualTime = 52,
  /** How often something was written to the console: see `EventKind.Output`. */
  Outputs = 54,

  /** Heads of the free lists of small blocks, one per size class. [heap] */
  FreeLists = 64,
  /** [gate] One bit per core that nobody holds: 256 bits. */
  CoreBits = 112,
}
export const MAX_CORES = 256
const HEADER_WORDS = 128

export const enum Status {
  Starting = 0,
  Running = 1,
  Finished = 2,
  Deadlocked = 3,
}

/** Words of one slot of the lane table. */
export const enum Lane {
  /** `SlotState`. Written in [gate], read everywhere. */
  State = 0,
  /** 1: rung. Its lane alone clears it and waits on it. */
  Doorbell = 1,
  /**
   * Generation of the slot (bits 8 …) and the signal that killed its lane (bits 0–7; 0: none). A worker that finds another
   * value than at its start is dead: killed, or so long terminated that its slot has a new tenant. Written by the killer,
   * read at ticks, operations and after each wake-up.
   */
  Life = 2,
  /** 1 while the lane is in a section or guarded, else 0. It is not terminated while this is 1. Written by its lane alone. */
  InKernel = 3,
  /** [gate] `RunState`. */
  Run = 4,
  /** [gate] Core that it holds, −1: none. */
  Core = 5,
  /** [gate] 1: a wake-up came while it was not blocked; the next park returns at once. */
  Woken = 6,
  /** [gate] Next slot in the queue of ready lanes. */
  NextReady = 7,
  /** [gate] Lane that woke it, −1: none. */
  Waker = 8,
  LaneNumber = 9,
  Pid = 10,
  /** Of the process that started its process; 0: none. */
  ParentPid = 11,
  ParentLane = 12,
  Flags = 13,
  /** Its Process or Thread object. */
  Process = 14,
  /** Bytes that its parent encoded: address and length. */
  Payload = 15,
  PayloadLength = 16,
  StartMethod = 17,
  /** [gate] External tokens that it has taken and not given back: given back for it at its end. */
  Tokens = 18,
  /** [gate] Its worker was the how-manieth to attach; negative: it was a process of this run before. */
  Boot = 19,
  StartSite = 20,
  /** What it waits for, for the wait-for graph. Written by its lane before it parks. */
  WaitOperation = 21,
  WaitObject = 22,
  WaitSite = 23,
  /** First of the chain of objects that it holds references to. Written by its lane alone. */
  Holds = 24,
  /** First of its heap-made wait nodes (async waits). Written inside their objects' sections by its lane. */
  AsyncNodes = 25,
  /** Its own wait node, for waits that block the worker (see `Node`). */
  SyncNode = 26,
  /** The Process object that it belongs to: its own, or, of a thread, that of its process. */
  Owner = 34,
  /** Queue into which its number is put when it ends, 0: none. */
  Notice = 35,
  /** [gate] 1: when it became ready, another thread of its process ran, so that it waits for the GIL. */
  AwaitsGil = 36,
  /** `Told`. Written with the record, in one piece. */
  Told = 37,
  /** [gate] 1: it waits for a worker that is booted anew. */
  WantsFresh = 38,
  /**
   * Slot of the worker that serves it: another than its own if it is a green lane. That slot's Doorbell, Life and InKernel
   * count for all lanes of the worker.
   */
  Worker = 39,
  /** Of a process's first lane, one bit per signal: came and not yet taken; handled by the process itself. Changed atomically. */
  Pending = 40,
  Handled = 41,
  /** Queue that it watches for an item, 0: none. Written by its lane, guarded. */
  LooksAt = 42,
  /** float64s, at even indices. */
  Deadline = 52,
  CoreSince = 54,
  ReadyTime = 56,

  /** Ring of trace words. Head is written by the lane, Tail by the collector. */
  RingHead = 58,
  RingTail = 59,
  /** 1 while the lane sleeps until the collector has made room. */
  RingWaiting = 60,

  /** Objects made, by type, so that names are the same in each run. */
  Ordinals = 64,
}
/** What of a lane's life is in the trace: an end without a start would be a riddle. */
export const enum Told {
  Nothing = 0,
  Started = 1,
  Ended = 2,
}

/** Bits of `Lane.Life` that hold a signal. */
export const SIGNAL = 0xff
/** One generation more, in `Lane.Life`. */
export const GENERATION = 0x100
export const LANE_WORDS = 128
const LANES = HEADER_WORDS

export const enum SlotState {
  Vacant = 0,
  /** A worker is attached and waits to become a process. */
  Ready = 1,
  Live = 2,
  /** Left by a clean exit. */
  Ended = 3,
  /** Left by a kill; buried. */
  Dead = 4,
}

export const enum RunState {
  Running = 0,
  Blocked = 1,
  /** Could run; in the queue for a core. */
  Queued = 2,
  /** Has been given a core, has not taken it up yet. */
  Granted = 3,
}

/** Words of a wait node: one lane's place in one queue. */
export const enum Node {
  Next = 0,
  Previous = 1,
  Slot = 2,
  /** Address of the queue's head word while it is in one. */
  Queue = 3,
  /** `NodeState` */
  State = 4,
  /** Object that the queue belongs to. */
  Object = 5,
  /** Next node of the same lane (heap-made nodes). */
  NextOfLane = 6,
  /** Message that the lane waits to hand over, 0: none. Its own until the operation is done. [section] */
  Message = 7,
}
export const NODE_WORDS = 8
export const enum NodeState {
  Idle = 0,
  Waiting = 1,
  /** Taken out of its queue by a waker; its lane has yet to try again. A lane that cannot passes the wake-up on. */
  Woken = 2,
  /** As `Woken`, but told how its own wait ended, which is no matter of others': all at a barrier are there; it was broken. */
  Released = 3,
  Broken = 4,
}

/** Words every object starts with. */
export const enum Obj {
  Type = 0,
  /** References by processes and messages. [section] */
  References = 1,
  /** Section lock. */
  Section = 2,
  /** Counts operations; written by whoever operates. */
  Version = 3,
  MakerLane = 4,
  Ordinal = 5,
  /** List of all objects. [heap] */
  Next = 6,
  Previous = 7,
  /** Two wait queues: head and tail each. [section] */
  WaitHead = 8,
  WaitTail = 9,
  Wait2Head = 10,
  Wait2Tail = 11,
  /** First word of what the type needs. */
  Body = 12,
}

export const RING_WORDS = 1 << 14
const RINGS = LANES + MAX_SLOTS * LANE_WORDS
export const HEAP = RINGS + MAX_SLOTS * RING_WORDS
/** Bytes of an arena. Pages are touched only when used, so that a large arena costs address space, not memory. */
export const ARENA_BYTES = 160 * 1024 * 1024

export const laneBase = (slot: number): number => LANES + slot * LANE_WORDS
export const ringBase = (slot: number): number => RINGS + slot * RING_WORDS
