/** Words of a Process object, after those that every object has (`Obj.Body`): what remains of a process when its slot is gone. Joiners wait in its first queue. */
export const enum ProcessBody {
  Pid = 12,
  Lane = 13,
  Slot = 14,
  /** 1 once it has ended. Written in its section, after ExitCode. */
  Done = 15,
  ExitCode = 16,
  /** Length of the name in bytes; the name follows. */
  NameLength = 17,
  Name = 18,
}
export const PROCESS_BODY_WORDS = 6

/** ms between looks while a controlled world stands still for something that is no choice of its schedule. */
export const STANDSTILL = 5
