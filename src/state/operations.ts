import { OPERATION_NAMES, type Operation } from '../trace/events.ts'

/** What an operation is called; empty for none. */
export function operationName(operation: Operation): string {
  return OPERATION_NAMES[operation] ?? ''
}
