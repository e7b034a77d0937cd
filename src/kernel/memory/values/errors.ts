import { KernelError } from '../../errors.ts'

export type Params = Readonly<Record<string, string | number>>

/** Why a value cannot be encoded. The codes are `encode.` or, in a forked child, `poison.` followed by one of these. */
export type Reason =
  | 'closure'
  | 'function'
  | 'symbol'
  | 'promise'
  | 'iterator'
  | 'weak'
  | 'sharedArrayBuffer'
  | 'class'
  | 'subclass'
  | 'prototype'
  | 'unreadable'
  | 'transfer'
  | 'depth'
  | 'size'

/** A value that cannot cross to another process. `params.path` says which: `args[0].items[3].callback`. */
export class EncodingError extends KernelError {
  constructor(code: string, params: Params, message: string) {
    super(code, params, message, 'EncodingError')
  }
}

type DecodeCode = 'decode.damaged' | 'decode.function' | 'decode.class' | 'decode.type' | 'decode.buffer'

/** Bytes that are no message, or a message that names what this process does not have. */
export class DecodeError extends KernelError {
  constructor(code: DecodeCode, params: Params, message: string) {
    super(code, params, message, 'DecodeError')
  }
}

const TEXTS: Readonly<Record<Reason, (p: Params) => string>> = {
  closure: p =>
    `${p.path} is the function "${p.name}", which uses local variables (${p.captured}; ${p.file}:${p.line}). ` +
    'Processes and threads share no variables: pass them as arguments, or move them to the top of the module.',
  function: p =>
    `${p.path} is the function "${p.name}", which other processes cannot find. ` +
    'Send a function that is defined at the top of a module, and call this one from there.',
  symbol: p => `${p.path} is the symbol ${p.name}. Symbols are unique to a process: send a string instead.`,
  promise: p =>
    `${p.path} is a promise, which only the process that made it can settle. Await it and send its result.`,
  iterator: p =>
    `${p.path} is a generator or an iterator, whose position cannot be copied. Send an array of its items.`,
  weak: p =>
    `${p.path} is a ${p.type}, which has no meaning in another process. Send the objects themselves.`,
  sharedArrayBuffer: p =>
    `${p.path} is a view of memory that belongs to a shared object. ` +
    'Send that object (the Value, the Array, the SharedMemory), or a copy.',
  class: p =>
    `${p.path} is an instance of "${p.name}", a class that other processes cannot find. ` +
    'Define the class at the top of a module, or send a plain object.',
  subclass: p =>
    `${p.path} is an instance of "${p.name}", a subclass of ${p.base}, which cannot be copied. ` +
    `Send a plain ${p.base} or an object that holds one.`,
  prototype: p =>
    `${p.path} has a prototype that is no class. Send a plain object, or an instance of a class of the program.`,
  unreadable: p => `${p.path} could not be read: ${p.reason}. Make it readable, or leave it out.`,
  transfer: p => `${p.path} cannot be sent: ${p.reason}`,
  depth: p => `${p.path} holds too many kernel objects inside one another. Send them side by side.`,
  size: p =>
    `${p.path} does not fit in memory once it is encoded (over ${p.bytes} bytes). Send it in smaller pieces.`,
}

const isReason = (text: string): text is Reason => Object.hasOwn(TEXTS, text)

export function encodingError(reason: Reason, params: Params): EncodingError {
  return new EncodingError(`encode.${reason}`, params, TEXTS[reason](params))
}

/** What using a variable says that could not be copied at a fork; null for a reason that does not exist. */
export function poisonError(reason: string, params: Params): EncodingError | null {
  if (!isReason(reason)) return null
  const message = `${params.path} could not be copied when this process was forked. ${TEXTS[reason](params)}`
  return new EncodingError(`poison.${reason}`, params, message)
}

const MISSING = {
  function: 'the function number',
  class: 'the class',
  type: 'the kernel object type',
} as const

/** The message is whole, but this process lacks what it names. */
export function missing(kind: keyof typeof MISSING, name: string | number): DecodeError {
  return new DecodeError(
    `decode.${kind}`,
    { name },
    `A message names ${MISSING[kind]} "${name}", which this process does not have. ` +
      'Make sure that every process defines it: not inside a condition, and at the top of a module.',
  )
}

/** A buffer cannot reach a process that runs: only those that it was started with are there. */
export function missingBuffer(id: string): DecodeError {
  return new DecodeError(
    'decode.buffer',
    { id },
    'A message holds a SharedArrayBuffer that this process was not given. ' +
      'Pass the buffer as an argument when the process starts (args, or initargs of a pool); then messages may name it.',
  )
}

export function damaged(at: number): DecodeError {
  return new DecodeError(
    'decode.damaged',
    { at },
    `A message between processes is damaged at byte ${at}. This is a fault of Weft's: please report it.`,
  )
}

/** A thrown value in a few words, whatever its getters do. */
export function thrownText(error: unknown): string {
  try {
    if (error instanceof Error) return error.message === '' ? error.name : `${error.name}: ${error.message}`
    return String(error)
  } catch {
    return 'an error without words'
  }
}
