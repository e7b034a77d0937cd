/** `__main__` in the main process and its forked children, `__mp_main__` in a spawned child; in other files their name. */
declare const __name__: string

/** Output of this process. Each call is one entry of the console, with the process that made it. */
interface Console {
  /** Prints values. A first text may have places for them: %s text, %d number, %o object. */
  log(...values: unknown[]): void
  info(...values: unknown[]): void
  debug(...values: unknown[]): void
  /** Prints to standard error. */
  warn(...values: unknown[]): void
  /** Prints to standard error. */
  error(...values: unknown[]): void
  /** Prints one value, to a depth of your choice. */
  dir(value: unknown, options?: { depth?: number }): void
  /** Prints rows of objects as a table. */
  table(rows: unknown, columns?: readonly string[]): void
  /** Prints to standard error if the condition is false. */
  assert(condition: unknown, ...values: unknown[]): void
  /** Prints values and indents what follows. */
  group(...values: unknown[]): void
  groupEnd(): void
  /** Prints how often it was called. */
  count(label?: string): void
  /** Starts a timer. */
  time(label?: string): void
  timeEnd(label?: string): void
}
declare var console: Console

/**
 * Prints values to standard output, separated by blanks. As `console.log`, but without places such as %s in a first text.
 * @example
 * print('sum:', 1 + 2)
 */
declare function print(...values: unknown[]): void

/** Calls a function once, after so many milliseconds on the run's clock. */
declare function setTimeout<A extends unknown[]>(
  callback: (...args: A) => void,
  ms?: number,
  ...args: A
): number
/** Calls a function again and again. */
declare function setInterval<A extends unknown[]>(
  callback: (...args: A) => void,
  ms?: number,
  ...args: A
): number
/** Calls a function as soon as the event loop comes round. */
declare function setImmediate<A extends unknown[]>(callback: (...args: A) => void, ...args: A): number
declare function clearTimeout(id?: number): void
declare function clearInterval(id?: number): void
declare function clearImmediate(id?: number): void
/** Calls a function when the code that runs now is done, before any timer. */
declare function queueMicrotask(callback: () => void): void
/** A deep copy. */
declare function structuredClone<T>(value: T): T

declare var performance: {
  /** Milliseconds since the run's first statement. */
  now(): number
}
