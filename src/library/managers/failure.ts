import type { TaskFailure } from '../multiprocessing/poolMessages.ts'
import type { ProcessContext } from '../runtime/current.ts'
import { tracebackOf } from '../runtime/problems.ts'
import { wordsOf } from '../runtime/traceback.ts'

/** An error as it is sent to the caller, with what the caller cannot see for itself; in words if it cannot cross. */
export function failureOf({ kernel, stacks, name }: ProcessContext, error: unknown): TaskFailure {
  const failure = {
    error,
    process: name,
    traceback: tracebackOf(error, stacks),
    place: stacks.placeOf(error),
  }
  try {
    kernel.codec.encode(failure)
    return failure
  } catch {
    const { name, message } = wordsOf(error)
    return { ...failure, error: Object.assign(new Error(message), { name }) }
  }
}
