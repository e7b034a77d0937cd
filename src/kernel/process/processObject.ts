/**
 * Words of a Process or Thread object, after those that every object has (`Obj.Body`): what remains of it when its slot is
 * gone. Joiners wait in its first queue.
 */
export const enum ProcessBody {
  Pid = 12,
  Lane = 13,
  Slot = 14,
  /** 1 once it has ended. Written in its section, after ExitCode. */
  Done = 15,
  ExitCode = 16,
  /** Length of the name in bytes; the name follows. */
  NameLength = 17,
  /** `LaneFlag`s. */
  Flags = 18,
  /** What the system would call this thread: a process's first thread is called by its pid. */
  NativeId = 19,
  /** [gate] Of a process with a GIL: slot of the thread that holds it, 0: nobody. */
  GilHolder = 20,
  /** Of a process with a GIL: how many of its threads are ready and do not run. Written in [gate], read outside. */
  Queued = 21,
  /** Of a process: children and threads made so far, for their default names. Counted atomically. */
  Children = 22,
  Threads = 23,
  Name = 24,
}
export const PROCESS_BODY_WORDS = 12

/** ms between looks while a controlled world stands still for something that is no choice of its schedule. */
export const STANDSTILL = 5
