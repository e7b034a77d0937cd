import { KernelError } from '../errors.ts'

/** A value that shared state cannot hold. */
export function notShareable(path: string, type: string): KernelError {
  return new KernelError(
    'shared.value',
    { path, type },
    `${path} is ${type}, which shared state cannot hold. It holds numbers, strings, booleans, null, plain objects, arrays, ` +
      "instances of the program's top-level classes, and locks, queues and the like.",
    'TypeError',
  )
}

/** A collection that would be copied at each read, so that changes to it were lost. */
export function collectionNotShareable(path: string, type: string): KernelError {
  return new KernelError(
    'shared.collection',
    { path, type },
    `${path} is a ${type}, which shared state cannot hold. Use a plain object (state.counts[key] = 1) or an array.`,
    'TypeError',
  )
}

export function rootNotShareable(type: string): KernelError {
  return new KernelError(
    'shared.root',
    { type },
    `shared() needs an object whose fields the threads share, not ${type}: const state = shared({ count: 0 }).`,
    'TypeError',
  )
}

/** Something done to the proxy that only private objects can do. */
export function notSupported(what: string): KernelError {
  return new KernelError(
    'shared.unsupported',
    { what },
    `Shared state has no ${what}. Give it plain fields with string names, or items of an array.`,
    'TypeError',
  )
}

export function invalidLength(length: string): RangeError {
  return new RangeError(`Invalid array length: ${length}`)
}
