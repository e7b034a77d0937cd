/**
 * Python's built-in exceptions, as far as something here throws them: for `instanceof`, and to throw them as a program's own.
 * `Exception` and `TypeError` are JavaScript's `Error` and `TypeError`.
 * @example
 * try {
 *   condition.notify()
 * } catch (error) {
 *   if (!(error instanceof AssertionError)) throw error
 * }
 */
declare module 'builtins' {
  /** What Python asserts does not hold, such as that a process is joined by the one that started it. */
  export class AssertionError extends Error {
    /** What happened, as a short name; empty when the program made the error. */
    readonly code: string
  }
  /** An object does not have the attribute or method. */
  export class AttributeError extends Error {
    /** What happened, as a short name; empty when the program made the error. */
    readonly code: string
  }
  /** Nothing more can come: nobody holds the other end of the pipe any more. */
  export class EOFError extends Error {
    /** What happened, as a short name; empty when the program made the error. */
    readonly code: string
  }
  /** An index outside an array or a list. */
  export class IndexError extends Error {
    /** What happened, as a short name; empty when the program made the error. */
    readonly code: string
  }
  /** A dict does not have the key. */
  export class KeyError extends Error {
    /** What happened, as a short name; empty when the program made the error. */
    readonly code: string
  }
  /** There is no room left in the memory that the processes of a run share. */
  export class MemoryError extends Error {
    /** What happened, as a short name; empty when the program made the error. */
    readonly code: string
  }
  /** The system could not do what it was asked for. */
  export class OSError extends Error {
    /** What happened, as a short name; empty when the program made the error. */
    readonly code: string
  }
  /** Something was asked of an object in the wrong state. */
  export class RuntimeError extends Error {
    /** What happened, as a short name; empty when the program made the error. */
    readonly code: string
  }
  /** An argument has the right type, but a value that makes no sense. */
  export class ValueError extends Error {
    /** What happened, as a short name; empty when the program made the error. */
    readonly code: string
  }
  /** Nobody can receive what is sent: nobody holds the other end of the pipe any more. */
  export class BrokenPipeError extends OSError {}
  /** Nobody answers: the process on the other side has ended. */
  export class ConnectionRefusedError extends OSError {}
  /** There is shared memory of that name already. */
  export class FileExistsError extends OSError {}
  /** There is no shared memory of that name. */
  export class FileNotFoundError extends OSError {}
  /** There is no process of that number. */
  export class ProcessLookupError extends OSError {}
  /** What was waited for did not come in time. `multiprocessing` has a class of its own of this name. */
  export class TimeoutError extends OSError {}
}
