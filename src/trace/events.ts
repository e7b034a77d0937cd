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
  /**
   * timed. stream (1 stdout, 2 stderr), site, 1 when the next Output of this lane continues it, number, text. What all lanes write is
   * numbered from 1 on, without gaps, pieces that belong together as one: the order on the console. 0: it has no number.
   */
  Output = 10,
  /** timed. step, lane chosen, how many could have been. Controlled runs: the schedule. */
  Choice = 11,
  /** timed (after the jump). f64: by how many ms the clock jumped. */
  ClockJump = 12,
  /** timed (after the wait). f64: ms for which this lane waited for room in its ring: tracing overhead. */
  RingFull = 13,
  /** As `Run`, of a lane that waited, since it was ready, for its process's GIL: another thread had it. */
  RunAfterGil = 14,
  /**
   * count, stride, other stride. So many more `Operation`s of this lane, each the one two before it once more, its version
   * higher by the stride: by the first one for the first, third, … of them. What a loop over a lock or a queue comes to.
   */
  Repeat = 15,
}

export const enum LaneFlag {
  Daemon = 1,
  PoolWorker = 2,
  /** A thread: it shares pid and shared state with its process, whose first lane is its parent's or its own process's. */
  Thread = 4,
  /** The server process of a manager. */
  Manager = 8,
  /** A thread that the library started for work of its own: a pool's handlers, the feeder of a queue. */
  Library = 16,
}

export const enum ObjectType {
  Lock = 1,
  Queue = 2,
  Value = 3,
  Array = 4,
  Pool = 5,
  Process = 6,
  Thread = 7,
  RLock = 8,
  Semaphore = 9,
  BoundedSemaphore = 10,
  Condition = 11,
  Event = 12,
  Barrier = 13,
  JoinableQueue = 14,
  SimpleQueue = 15,
  LifoQueue = 16,
  PriorityQueue = 17,
  Connection = 18,
  SharedMemory = 19,
  ShareableList = 20,
  Manager = 21,
  Executor = 22,
  SharedState = 23,
  Device = 24,
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
  /** A thread waits until its process's interpreter lock is free. */
  Gil = 24,
  ThreadStart = 25,
  ThreadJoin = 26,
  RLockAcquire = 27,
  RLockRelease = 28,
  SemaphoreAcquire = 29,
  SemaphoreRelease = 30,
  ConditionWait = 31,
  ConditionNotify = 32,
  EventWait = 33,
  EventSet = 34,
  EventClear = 35,
  BarrierWait = 36,
  BarrierReset = 37,
  BarrierAbort = 38,
  QueueTaskDone = 39,
  QueueJoin = 40,
  QueueShutdown = 41,
  ConnectionSend = 42,
  ConnectionRecv = 43,
  ConnectionPoll = 44,
  ConnectionClose = 45,
  WaitAny = 46,
  FutureResult = 47,
  FuturesWait = 48,
  ExecutorSubmit = 49,
  ExecutorIdle = 50,
  ExecutorShutdown = 51,
  ManagerCall = 52,
  ManagerIdle = 53,
  SharedGet = 54,
  SharedSet = 55,
  IoRead = 56,
  IoWrite = 57,
  IoRequest = 58,
  ProcessKill = 59,
  /** Of the program's own, on its own shared memory. */
  AtomicsWait = 60,
  /** Waits for a line that a person types. */
  Input = 61,
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
  [Operation.Gil]: 'GIL',
  [Operation.ThreadStart]: 'Thread.start',
  [Operation.ThreadJoin]: 'Thread.join',
  [Operation.RLockAcquire]: 'RLock.acquire',
  [Operation.RLockRelease]: 'RLock.release',
  [Operation.SemaphoreAcquire]: 'Semaphore.acquire',
  [Operation.SemaphoreRelease]: 'Semaphore.release',
  [Operation.ConditionWait]: 'Condition.wait',
  [Operation.ConditionNotify]: 'Condition.notify',
  [Operation.EventWait]: 'Event.wait',
  [Operation.EventSet]: 'Event.set',
  [Operation.EventClear]: 'Event.clear',
  [Operation.BarrierWait]: 'Barrier.wait',
  [Operation.BarrierReset]: 'Barrier.reset',
  [Operation.BarrierAbort]: 'Barrier.abort',
  [Operation.QueueTaskDone]: 'Queue.taskDone',
  [Operation.QueueJoin]: 'Queue.join',
  [Operation.QueueShutdown]: 'Queue.shutdown',
  [Operation.ConnectionSend]: 'Connection.send',
  [Operation.ConnectionRecv]: 'Connection.recv',
  [Operation.ConnectionPoll]: 'Connection.poll',
  [Operation.ConnectionClose]: 'Connection.close',
  [Operation.WaitAny]: 'connection.wait',
  [Operation.FutureResult]: 'Future.result',
  [Operation.FuturesWait]: 'futures.wait',
  [Operation.ExecutorSubmit]: 'Executor.submit',
  [Operation.ExecutorIdle]: 'Executor worker idle',
  [Operation.ExecutorShutdown]: 'Executor.shutdown',
  [Operation.ManagerCall]: 'Manager call',
  [Operation.ManagerIdle]: 'Manager idle',
  [Operation.SharedGet]: 'shared get',
  [Operation.SharedSet]: 'shared set',
  [Operation.IoRead]: 'io.read',
  [Operation.IoWrite]: 'io.write',
  [Operation.IoRequest]: 'io.request',
  [Operation.ProcessKill]: 'Process.kill',
  [Operation.AtomicsWait]: 'Atomics.wait',
  [Operation.Input]: 'input',
}

export const OBJECT_NAMES: Readonly<Record<ObjectType, string>> = {
  [ObjectType.Lock]: 'Lock',
  [ObjectType.Queue]: 'Queue',
  [ObjectType.Value]: 'Value',
  [ObjectType.Array]: 'Array',
  [ObjectType.Pool]: 'Pool',
  [ObjectType.Process]: 'Process',
  [ObjectType.Thread]: 'Thread',
  [ObjectType.RLock]: 'RLock',
  [ObjectType.Semaphore]: 'Semaphore',
  [ObjectType.BoundedSemaphore]: 'BoundedSemaphore',
  [ObjectType.Condition]: 'Condition',
  [ObjectType.Event]: 'Event',
  [ObjectType.Barrier]: 'Barrier',
  [ObjectType.JoinableQueue]: 'JoinableQueue',
  [ObjectType.SimpleQueue]: 'SimpleQueue',
  [ObjectType.LifoQueue]: 'LifoQueue',
  [ObjectType.PriorityQueue]: 'PriorityQueue',
  [ObjectType.Connection]: 'Connection',
  [ObjectType.SharedMemory]: 'SharedMemory',
  [ObjectType.ShareableList]: 'ShareableList',
  [ObjectType.Manager]: 'Manager',
  [ObjectType.Executor]: 'Executor',
  [ObjectType.SharedState]: 'shared',
  [ObjectType.Device]: 'Device',
}

/** Header word of a record. */
export function header(kind: EventKind, words: number): number {
  return kind | (words << 8)
}
export const kindOf = (word: number): EventKind => word & 0xff
export const wordsOf = (word: number): number => (word >>> 8) & 0xffff
