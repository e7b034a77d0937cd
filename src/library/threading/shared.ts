import { SharedStates } from '../../kernel/exchange/sharedState.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { StateMaker } from '../../kernel/memory/values/index.ts'
import { current } from '../runtime/current.ts'

let states: SharedStates | null = null

/** Those of this worker's process. */
function statesOf(kernel: Kernel): SharedStates {
  if (states?.kernel !== kernel) states = new SharedStates(kernel)
  return states
}

/** `threading.shared`: a copy of an object that the threads of this process share, field by field. */
export function shared<T extends object>(value: T): T {
  return statesOf(current().kernel).share(value) as T
}

/** The state of another thread, here. */
export function restoreShared(id: unknown): object {
  return statesOf(current().kernel).attach(id as number)
}

/** Makes what arrives as a copy of another process's shared state. */
export const sharedCopies: StateMaker = {
  create: (kind, className) => statesOf(current().kernel).create(kind, className),
}
