/** Copies of the built-ins that the runtime needs, taken when this module loads, before a program can change them. */
export const OwnPromise = Promise
export const applyFunction = Reflect.apply
export const construct = Reflect.construct
export const { defineProperty } = Object

const { then } = Promise.prototype
/** `promise.then` whatever a program did to it; for a foreign thenable the promise that adopts it. */
export function settle(promise: PromiseLike<unknown>, done: () => void): void {
  const adopted = promise instanceof OwnPromise ? promise : OwnPromise.resolve(promise)
  applyFunction(then, adopted, [done, done])
}

/** `instanceof` for anything a program throws: the traps of a proxy may throw in turn. */
export function isInstance<T>(value: unknown, type: abstract new (...args: never[]) => T): value is T {
  try {
    return value instanceof type
  } catch {
    return false
  }
}

export function isThenable(value: unknown): value is PromiseLike<unknown> {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return false
  return typeof (value as { then?: unknown }).then === 'function'
}
