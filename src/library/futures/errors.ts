import { LibraryError, RuntimeError } from '../errors.ts'

function named(made: { readonly prototype: Error }, name: string): void {
  Object.defineProperty(made.prototype, 'name', { value: name, writable: true, configurable: true })
}

/** The future was cancelled. */
export class CancelledError extends LibraryError {
  static {
    named(CancelledError, 'CancelledError')
  }
}

/** Something was done to a future that its state does not allow. */
export class InvalidStateError extends LibraryError {
  static {
    named(InvalidStateError, 'InvalidStateError')
  }
}

/** An executor cannot work any more. */
export class BrokenExecutor extends RuntimeError {
  static {
    named(BrokenExecutor, 'BrokenExecutor')
  }
}

/** A worker process of a ProcessPoolExecutor has ended though nobody asked it to. */
export class BrokenProcessPool extends BrokenExecutor {
  static {
    named(BrokenProcessPool, 'BrokenProcessPool')
  }
}

/** The initializer of a worker thread of a ThreadPoolExecutor has failed. */
export class BrokenThreadPool extends BrokenExecutor {
  static {
    named(BrokenThreadPool, 'BrokenThreadPool')
  }
}
