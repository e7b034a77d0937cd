import type { Destination, Transfer } from '../../kernel/memory/values/index.ts'
import type { StartMethod } from '../../program/plan.ts'
import {
  ArgumentError,
  AssertionError,
  type ErrorParams,
  type LibraryError,
  ProcessTimeoutError,
  RuntimeError,
  TimeoutError,
  ValueError,
} from '../errors.ts'
import { current } from '../runtime/current.ts'

type ErrorClass = new (code: string, params: ErrorParams, message: string) => LibraryError

/** In what the same classes of `multiprocessing` and `threading` differ. */
export interface Flavour {
  readonly module: 'multiprocessing' | 'threading'
  /** What releasing a free Lock throws, and an RLock of another. */
  readonly notHeld: ErrorClass
  readonly notOwner: ErrorClass
  /** What using a Condition without its lock throws. */
  readonly notAcquired: ErrorClass
  /** What `hold` throws when it was not free in time: Python has none, so each module's own. */
  readonly late: ErrorClass
  /** Whether a timeout without waiting, or below zero, is refused. */
  readonly strict: boolean
  /** Of an object that has a kernel object: how it crosses. `copy`: its present state, for a process that is forked. */
  transfer(to: Destination, crossing: Crossing): Transfer
}

export interface Crossing {
  /** Name of its class. */
  readonly type: string
  readonly id: number
  /** Start method for whose processes it was made. */
  readonly context: StartMethod | null
  /** What it is made of besides the kernel object. */
  readonly parts?: unknown
  /** What a forked process makes a copy of its own from. */
  state(): unknown
}

/** What arrives: an object of the arena, or the state of one to make anew; and what else it is made of. */
export interface Crossed {
  readonly id: number | null
  readonly state: unknown
  readonly parts: unknown
}

export const multiprocessingFlavour: Flavour = {
  module: 'multiprocessing',
  notHeld: ValueError,
  notOwner: AssertionError,
  notAcquired: AssertionError,
  late: ProcessTimeoutError,
  strict: false,
  transfer(to, { type, id, context, parts }) {
    // The program's own context is whatever it is by now: who uses no other is never refused.
    const method = context ?? current().startMethod
    if (method === 'fork' && (to === 'spawn' || to === 'forkserver')) throw wrongContext(type, to)
    return { type: `multiprocessing.${type}`, data: { id, state: null, parts }, objects: [id] }
  },
}

export const threadingFlavour: Flavour = {
  module: 'threading',
  notHeld: RuntimeError,
  notOwner: RuntimeError,
  notAcquired: RuntimeError,
  late: TimeoutError,
  strict: true,
  transfer(to, { type, id, parts, state }) {
    const name = `threading.${type}`
    if (to === 'thread') return { type: name, data: { id, state: null, parts }, objects: [id] }
    if (to === 'fork') return { type: name, data: { id: null, state: state(), parts }, objects: [] }
    throw new ArgumentError(
      'threading.notSendable',
      { type },
      `A threading.${type} cannot be sent to another process: it serves the threads of its own. ` +
        `Use multiprocessing.${type} instead.`,
    )
  },
}

function wrongContext(type: string, to: string): RuntimeError {
  return new RuntimeError(
    'sync.context',
    { type, to },
    `A ${type} created in a fork context is being shared with a process in a ${to} context. ` +
      'Use the same context to make the objects and the processes that share them.',
  )
}

let restoring: object | null = null

/** Runs a constructor that is to take this kernel object: a constructor of a program's class takes none. */
export function restored<T>(kernelObject: object, construct: () => T): T {
  restoring = kernelObject
  try {
    return construct()
  } finally {
    restoring = null
  }
}

/** For constructors: the kernel object to take, or a new one. */
export function kernelObject<K extends object>(create: () => K): K {
  const given = restoring as K | null
  restoring = null
  return given ?? create()
}
