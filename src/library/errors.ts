import { KernelError } from '../kernel/errors.ts'
import { applyFunction } from './runtime/builtins.ts'

/** Values that fill an error's words in the reader's language. */
export type ErrorParams = Readonly<Record<string, string | number>>

type ErrorClass = abstract new (...args: never[]) => Error

/** Classes of which the kernel throws errors too: it knows them by their names. */
const kernelClasses = new Map<string, ErrorClass>()

/**
 * An error of the library: `code` and `params` make words in the reader's language, `message` is English (see README).
 * A program makes its own from a message, as any Error: they have the code ''.
 */
export class LibraryError extends Error {
  readonly code: string
  readonly params: ErrorParams

  constructor(code: string, params: ErrorParams, message: string)
  constructor(message?: string, options?: ErrorOptions)
  constructor(first?: string, second?: ErrorParams | ErrorOptions, message?: string) {
    const own = message === undefined
    super(own ? first : message, own ? (second as ErrorOptions | undefined) : undefined)
    this.code = own ? '' : (first ?? '')
    this.params = own ? {} : (second as ErrorParams)
  }

  static {
    Object.defineProperty(LibraryError, Symbol.hasInstance, { value: hasInstance })
  }
}

const isBase = Object.prototype.isPrototypeOf
const isA = (type: ErrorClass, value: unknown): boolean => applyFunction(isBase, type.prototype, [value])

/** `instanceof` of the library's errors: one of the kernel is an instance of the class whose name it has. */
function hasInstance(this: ErrorClass, value: unknown): boolean {
  if (isA(this, value)) return true
  if (!isA(KernelError, value)) return false
  const known = kernelClasses.get((value as KernelError).name)
  return known !== undefined && (known === this || isA(this, known.prototype))
}

function named(made: { readonly prototype: Error }, name: string): void {
  Object.defineProperty(made.prototype, 'name', { value: name, writable: true, configurable: true })
}

/** An argument has the right type but a value that makes no sense. */
export class ValueError extends LibraryError {
  static {
    named(ValueError, 'ValueError')
  }
}

/** Something was asked of an object in the wrong state. */
export class RuntimeError extends LibraryError {
  static {
    named(RuntimeError, 'RuntimeError')
    kernelClasses.set('RuntimeError', RuntimeError)
  }
}

/** An argument of the wrong type. A JavaScript TypeError with a code. */
export class ArgumentError extends TypeError {
  readonly code: string
  readonly params: ErrorParams

  constructor(code: string, params: ErrorParams, message: string) {
    super(message)
    this.code = code
    this.params = params
  }
}

/** The base of multiprocessing's own errors. */
export class ProcessError extends LibraryError {
  static {
    named(ProcessError, 'ProcessError')
  }
}

/** A result did not come within the time given: `multiprocessing.TimeoutError`, which is not the built-in one. */
export class ProcessTimeoutError extends ProcessError {
  static {
    named(ProcessTimeoutError, 'TimeoutError')
    Object.defineProperty(ProcessTimeoutError, 'name', { value: 'TimeoutError', configurable: true })
  }
}

/** The result of a task cannot be sent back. */
export class MaybeEncodingError extends LibraryError {
  static {
    named(MaybeEncodingError, 'MaybeEncodingError')
  }
}

/** `Queue.get` found nothing within the time given. */
export class Empty extends LibraryError {
  static {
    named(Empty, 'Empty')
  }
}

/** `Queue.put` found no room within the time given. */
export class Full extends LibraryError {
  static {
    named(Full, 'Full')
  }
}

/** The stack of an error in the worker where it was raised: the `cause` of the error that the caller gets. */
export class RemoteTraceback extends Error {
  static {
    named(RemoteTraceback, 'RemoteTraceback')
  }

  constructor(
    readonly process: string,
    traceback: string,
  ) {
    super(`in ${process}\n${traceback}`)
    this.stack = `RemoteTraceback: in ${process}\n${traceback}`
  }
}

/** An index outside a shared Array. */
export class IndexError extends LibraryError {
  static {
    named(IndexError, 'IndexError')
  }
}

/** What Python asserts: a Process used where it cannot be. */
export class AssertionError extends LibraryError {
  static {
    named(AssertionError, 'AssertionError')
  }
}

/** The system could not do what it was asked for. */
export class OSError extends LibraryError {
  static {
    named(OSError, 'OSError')
    kernelClasses.set('OSError', OSError)
  }
}

/** What was waited for did not come within the time given: Python's built-in class, an OSError there too. */
export class TimeoutError extends OSError {
  static {
    named(TimeoutError, 'TimeoutError')
  }
}

/** There is no process of that number. */
export class ProcessLookupError extends OSError {
  static {
    named(ProcessLookupError, 'ProcessLookupError')
  }
}

/** Nobody answers: the process on the other side has ended. */
export class ConnectionRefusedError extends OSError {
  static {
    named(ConnectionRefusedError, 'ConnectionRefusedError')
  }
}

/** A dict does not have the key. */
export class KeyError extends LibraryError {
  static {
    named(KeyError, 'KeyError')
  }
}

/** An object does not have the attribute or method. */
export class AttributeError extends LibraryError {
  static {
    named(AttributeError, 'AttributeError')
  }
}

/** A barrier at which lanes waited, or come to wait, was broken. */
export class BrokenBarrierError extends RuntimeError {
  static {
    named(BrokenBarrierError, 'BrokenBarrierError')
  }
}

/** The queue was shut down: nothing more can be put into it, or nothing is left to take. */
export class ShutDown extends LibraryError {
  static {
    named(ShutDown, 'ShutDown')
  }
}

/** Nothing more can come: nobody holds the other end of the pipe any more. */
export class EOFError extends LibraryError {
  static {
    named(EOFError, 'EOFError')
  }
}

/** Nobody can receive what is sent: nobody holds the other end of the pipe any more. */
export class BrokenPipeError extends OSError {
  static {
    named(BrokenPipeError, 'BrokenPipeError')
  }
}

/** There is shared memory of that name already. */
export class FileExistsError extends OSError {
  static {
    named(FileExistsError, 'FileExistsError')
  }
}

/** There is no shared memory of that name. */
export class FileNotFoundError extends OSError {
  static {
    named(FileNotFoundError, 'FileNotFoundError')
  }
}

/** There is no room left in the memory of the run: the kernel throws it. */
export class MemoryError extends LibraryError {
  static {
    named(MemoryError, 'MemoryError')
    kernelClasses.set('MemoryError', MemoryError)
  }
}
