import { getOwnPropertyDescriptor, getOwnPropertyNames, hasOwn } from './builtins.ts'

interface ErrorEntry {
  readonly key: string
  readonly enumerable: boolean
}

/** Properties of an error that cross although they are not enumerable. */
const HIDDEN = ['message', 'cause', 'errors', 'name']

/**
 * The properties of an error that cross: `stack`, the hidden ones it has, and its enumerable ones. An error of a class
 * that other processes cannot find (`foreign`) arrives as its built-in ancestor and keeps its name.
 */
export function errorEntries(error: Error, foreign: boolean): ErrorEntry[] {
  const entries: ErrorEntry[] = []
  const add = (key: string, enumerable: boolean): void => {
    entries[entries.length] = { key, enumerable }
  }
  // Some engines keep the stack in a getter of the prototype.
  if (hasStack(error)) add('stack', false)
  const names = getOwnPropertyNames(error)
  for (let i = 0; i < names.length; i++) {
    const key = names[i] as string
    if (key === 'stack') continue
    const enumerable = getOwnPropertyDescriptor(error, key)?.enumerable === true
    if (enumerable || isHidden(key)) add(key, enumerable)
  }
  if (foreign) {
    if (!hasOwn(error, 'name')) add('name', false)
    if (!hasOwn(error, 'message')) add('message', false)
  }
  return entries
}

/** Reading a stack for the first time may run a program's own `Error.prepareStackTrace`. */
function hasStack(error: Error): boolean {
  try {
    return typeof error.stack === 'string'
  } catch {
    return false
  }
}

function isHidden(key: string): boolean {
  for (let i = 0; i < HIDDEN.length; i++) if (HIDDEN[i] === key) return true
  return false
}
