import { ArgumentError, ValueError } from './errors.ts'

/** Milliseconds of a timeout in seconds: null waits for ever; zero and less do not wait. */
export function timeoutOf(seconds: number | null | undefined): number | null {
  if (seconds === undefined || seconds === null) return null
  if (typeof seconds !== 'number' || Number.isNaN(seconds)) {
    throw new ArgumentError(
      'timeout.type',
      { type: typeName(seconds) },
      `A timeout is a number of seconds or null, not ${typeName(seconds)}.`,
    )
  }
  return seconds === Number.POSITIVE_INFINITY ? null : Math.max(0, seconds * 1000)
}

/** `block` and `timeout` of Python's queues and locks as one timeout in ms. */
export interface Blocking {
  /** Whether to wait at all. Default true. */
  readonly block?: boolean
  /** Seconds to wait at most; null or left out: for ever. */
  readonly timeout?: number | null
}

/** Accepts `{ block, timeout }` or the positional form `(block, timeout)`. */
export function blockingOf(
  block: boolean | Blocking | undefined,
  timeout: number | null | undefined,
): number | null {
  if (block === undefined) return timeoutOf(timeout)
  if (typeof block !== 'object') return block ? timeoutOf(timeout) : 0
  return block.block === false ? 0 : timeoutOf(block.timeout)
}

/** The same for `threading`'s queues: Python refuses a timeout below 0 there, and nowhere else. */
export function strictBlockingOf(
  block: boolean | Blocking | undefined,
  timeout: number | null | undefined,
): number | null {
  const options = typeof block === 'object' ? block : { block, timeout }
  const seconds = options.timeout
  if ((options.block ?? true) && typeof seconds === 'number' && seconds < 0) throw negativeTimeout(seconds)
  return blockingOf(block, timeout)
}

export function negativeTimeout(seconds: number): ValueError {
  return new ValueError('timeout.negative', { seconds }, `A timeout is at least 0 seconds, not ${seconds}.`)
}

export function requireFunction(
  value: unknown,
  where: string,
): asserts value is (...args: never[]) => unknown {
  if (typeof value === 'function') return
  throw new ArgumentError(
    'argument.function',
    { where, type: typeName(value) },
    `${where} needs a function, not ${typeName(value)}. Pass the function itself, without calling it.`,
  )
}

export function requireIterable(value: unknown, where: string): asserts value is Iterable<unknown> {
  if (typeof value === 'string') return
  if (typeof value === 'object' && value !== null && Symbol.iterator in value) return
  throw new ArgumentError(
    'argument.iterable',
    { where, type: typeName(value) },
    `${where} needs something to iterate over (an array, a Set, a generator), not ${typeName(value)}.`,
  )
}

/** Whether an argument that may be positional is the object of options instead. */
export function isOptions<T>(value: T): value is Extract<T, object> {
  return typeof value === 'object' && value !== null && !(Symbol.iterator in value)
}

/** An integer of at least `least`. */
export function requireCount(value: unknown, least: number, where: string): asserts value is number {
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    throw new ArgumentError(
      'argument.integer',
      { where, type: typeName(value) },
      `${where} needs a whole number, not ${typeName(value)}.`,
    )
  }
  if (value >= least) return
  throw new ValueError(
    'argument.least',
    { where, least, value },
    `${where} must be at least ${least}, not ${value}.`,
  )
}

/** A value's type as a reader would name it. */
export function typeName(value: unknown): string {
  if (value === null || value === undefined) return String(value)
  if (typeof value === 'number' && !Number.isInteger(value)) return String(value)
  if (typeof value !== 'object') return typeof value
  return value.constructor?.name ?? 'object'
}
