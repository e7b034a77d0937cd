/**
 * Version 1 of the event schema. Both worlds share it: the kernel writes it into rings, the app decodes it.
 *
 * A record is a run of 32-bit words. Word 0 is the header: kind in bits 0–7, length in words (header included) in bits
 * 8–23. A *timed* record carries its time in words 1 and 2: the two halves (low first) of a float64, milliseconds on the
 * kernel's clock since the run's first statement. Then the payload, in the order given at each kind. A `text` is one word
 * with its length in bytes, then UTF-8 packed four bytes a word, low byte first. A `f64` is two words, low first.
 *
 * Records stand in the order of their lane. Across lanes, records of operations on one object are ordered by `version`,
 * which that object counts up: that, not time, is happens-before.
 */
export const TRACE_VERSION = 1

export const enum EventKind {
  /** timed. lane, parent lane (-1 for main), pid, flags (`LaneFlag`), site of the start, name: text. */
  LaneStart = 1,
  /** timed. lane, exit code. Written into the lane's ring, or, for a killed process, into the system ring (slot 0). */
  LaneEnd = 2,
  /** timed. core, lane that woke this one (-1: none), f64 time at which it became ready. The lane runs from here. */
  Run = 3,
  /** timed. operation, object (0: none), site. The lane gives its core back and waits. `TimeSlice`: only for a core. */
  Park = 4,
  /** object, type (`ObjectType`), lane of its maker, ordinal among its maker's objects of that type, capacity or -1. */
  Object = 5,
  /** operation, object, version, site. An operation that did not wait. */
  Operation = 6,
  /** timed. task, function (index in the table, -1: unknown), pool object, lane that submitted it, arguments: text. */
  TaskBegin = 7,
  /** timed. task, status: 0 done, 1 raised. */
  TaskEnd = 8,
  /** timed. first task, count, pool object, site. Tasks are numbered within their pool. */
  Submit = 9,
  /** timed. stream (1 stdout, 2 stderr), site, 1 when the next Output of this lane continues it, text. */
  Output = 10,
  /** timed. step, lane chosen, how many could have been. Controlled runs: the schedule. */
  Choice = 11,
  /** timed (after the jump). f64: by how many ms the clock jumped. */
  ClockJump = 12,
  /** timed (after the wait). f64: ms for which this lane waited for room in its ring: tracing overhead. */
  RingFull = 13,
}

export const enum LaneFlag {
  Daemon = 1,
  PoolWorker = 2,
}

export const enum ObjectType {
  Lock = 1,
  Queue = 2,
  Value = 3,
  Array = 4,
  Pool = 5,
  Process = 6,
}

/** What a lane did or waits for. */
export const enum Operation {
  None = 0,
  TimeSlice = 1,
  LockAcquire = 2,
  LockRelease = 3,
  QueuePut = 4,
  QueueGet = 5,
  ValueGet = 6,
  ValueSet = 7,
  ArrayGet = 8,
  ArraySet = 9,
  ProcessStart = 10,
  ProcessJoin = 11,
  ProcessTerminate = 12,
  /** The end of a process waits for its children. */
  ExitWait = 13,
  Sleep = 14,
  /** A pool's worker waits for a task. */
  PoolIdle = 15,
  PoolMap = 16,
  PoolApply = 17,
  PoolImap = 18,
  ResultGet = 19,
  PoolJoin = 20,
  /** An async program whose event loop is idle, and no operation of the kernel is known to be awaited. */
  Await = 21,
  /** A process waits until a worker stands ready for its child. */
  WorkerStart = 22,
  PoolTerminate = 23,
}

/** What an operation is called, as a reader of Python's documentation knows it. */
export const OPERATION_NAMES: Readonly<Record<Operation, string>> = {
  [Operation.None]: '',
  [Operation.TimeSlice]: 'core',
  [Operation.LockAcquire]: 'Lock.acquire',
  [Operation.LockRelease]: 'Lock.release',
  [Operation.QueuePut]: 'Queue.put',
  [Operation.QueueGet]: 'Queue.get',
  [Operation.ValueGet]: 'Value.get',
  [Operation.ValueSet]: 'Value.set',
  [Operation.ArrayGet]: 'Array.get',
  [Operation.ArraySet]: 'Array.set',
  [Operation.ProcessStart]: 'Process.start',
  [Operation.ProcessJoin]: 'Process.join',
  [Operation.ProcessTerminate]: 'Process.terminate',
  [Operation.ExitWait]: 'exit',
  [Operation.Sleep]: 'sleep',
  [Operation.PoolIdle]: 'Pool worker idle',
  [Operation.PoolMap]: 'Pool.map',
  [Operation.PoolApply]: 'Pool.apply',
  [Operation.PoolImap]: 'Pool.imap',
  [Operation.ResultGet]: 'AsyncResult.get',
  [Operation.PoolJoin]: 'Pool.join',
  [Operation.Await]: 'await',
  [Operation.WorkerStart]: 'worker start',
  [Operation.PoolTerminate]: 'Pool.terminate',
}

export const OBJECT_NAMES: Readonly<Record<ObjectType, string>> = {
  [ObjectType.Lock]: 'Lock',
  [ObjectType.Queue]: 'Queue',
  [ObjectType.Value]: 'Value',
  [ObjectType.Array]: 'Array',
  [ObjectType.Pool]: 'Pool',
  [ObjectType.Process]: 'Process',
}

/** Header word of a record. */
export function header(kind: EventKind, words: number): number {
  return kind | (words << 8)
}
export const kindOf = (word: number): EventKind => word & 0xff
export const wordsOf = (word: number): number => (word >>> 8) & 0xffff
