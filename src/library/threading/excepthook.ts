import { requireFunction } from '../arguments.ts'
import { isInstance } from '../runtime/builtins.ts'
import { current, ExitRequest, type ProcessContext } from '../runtime/current.ts'
import type { ExceptHook } from '../runtime/order.ts'
import { tracebackOf } from '../runtime/problems.ts'
import { currentThread, type Thread } from './thread.ts'

/** What an except hook is told. */
export interface ExceptHookArgs {
  /** Class of the error. */
  readonly excType: unknown
  readonly excValue: unknown
  /** The error with its calls, as it would be printed. */
  readonly excTraceback: string
  readonly thread: Thread | null
}

/** `threading.excepthook`: prints the error that ended a thread on standard error. `exit()` ends a thread without a word. */
export function excepthook(args: ExceptHookArgs): void {
  const { kernel } = current()
  if (isInstance(args.excValue, ExitRequest)) return
  const name = args.thread?.name ?? String(kernel.lane)
  kernel.trace.output(2, `Exception in thread ${name}:\n${args.excTraceback}`, kernel.site())
}

/**
 * Sets what this process's threads call, those that start from now on, when an error ends them; null: `excepthook` again.
 * In Python one assigns to `threading.excepthook`, which no import of JavaScript allows.
 */
export function setExcepthook(hook: ((args: ExceptHookArgs) => unknown) | null): void {
  if (hook !== null) requireFunction(hook, 'setExcepthook')
  current().exceptHook = hook as ExceptHook | null
}

/** `threading.excepthook` as it is now. */
export function getExcepthook(): (args: ExceptHookArgs) => unknown {
  return (current().exceptHook as ((args: ExceptHookArgs) => unknown) | null) ?? excepthook
}

/** At the end of a thread that an error has ended. */
export function threadFailed(context: ProcessContext, error: unknown): void {
  if (isInstance(error, ExitRequest)) return
  const describe = (value: unknown): ExceptHookArgs => ({
    excType: isInstance(value, Error) ? value.constructor : null,
    excValue: value,
    excTraceback: tracebackOf(value, context.stacks),
    thread: currentThread(),
  })
  try {
    getExcepthook()(describe(error))
  } catch (another) {
    if (isInstance(another, ExitRequest)) return
    excepthook(describe(error))
    const { kernel, stacks } = context
    kernel.trace.output(2, `Exception in the except hook:\n${tracebackOf(another, stacks)}`, kernel.site())
  }
}
