import { OwnWeakMap } from './builtins.ts'
import type { Transfer } from './types.ts'

/** What a piece of shared state is. */
export const enum StateKind {
  Plain = 0,
  /** An object without a prototype. */
  Bare = 1,
  Array = 2,
  Instance = 3,
}

/** What a piece of shared state held at one moment. `keys` is empty for an array. */
export interface StateSnapshot {
  readonly kind: StateKind
  readonly className: string
  readonly keys: readonly string[]
  readonly values: readonly unknown[]
}

/** Shared state as the codec sees it: threads get a reference, everybody else a copy. */
export interface SharedState {
  transfer(): Transfer
  snapshot(): StateSnapshot
}

/** An empty piece of shared state that a decoder fills. */
export interface StateCopy {
  readonly proxy: object
  put(key: string, value: unknown): void
}

/** Makes the copies of shared state that arrive in messages. */
export interface StateMaker {
  create(kind: StateKind, className: string): StateCopy
}

const states = new OwnWeakMap<object, SharedState>()
let made = false

/** Says that this proxy stands for shared state. */
export function registerState(proxy: object, state: SharedState): void {
  states.set(proxy, state)
  made = true
}

/** The state that a proxy stands for; undefined for any other value. Touches nothing of the value. */
export function stateOf(value: object): SharedState | undefined {
  return made ? states.get(value) : undefined
}
