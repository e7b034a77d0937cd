import type { EncodeOptions } from '../../kernel/memory/values/index.ts'
import { MaybeEncodingError } from '../errors.ts'
import type { ProcessContext } from '../runtime/current.ts'
import { tracebackOf } from '../runtime/problems.ts'
import { wordsOf } from '../runtime/traceback.ts'
import { asCallerNames } from './pathNames.ts'
import type { TaskFailure } from './poolMessages.ts'

/** An error of a task, with what the caller's process cannot know of it. For workers of pools and executors alike. */
export function failureOf({ stacks, name, thread }: ProcessContext, error: unknown): TaskFailure {
  return {
    error,
    process: thread?.name ?? name,
    traceback: tracebackOf(error, stacks),
    place: stacks.placeOf(error),
  }
}

/** The failure, with the error replaced by its words if it cannot cross. */
export function sendableFailure(
  { kernel }: ProcessContext,
  failure: TaskFailure,
  options?: EncodeOptions,
): TaskFailure {
  try {
    kernel.codec.encode(failure, options)
    return failure
  } catch {
    const { name, message } = wordsOf(failure.error)
    return { ...failure, error: Object.assign(new Error(message), { name }) }
  }
}

/** What a task raises whose result cannot be sent: `names` turns paths in the message into the caller's. */
export function unsentResult(error: unknown, names: (path: string) => string): MaybeEncodingError {
  const { message } = wordsOf(asCallerNames(error, names))
  return new MaybeEncodingError(
    'pool.resultNotSendable',
    { reason: message },
    `The result of a task cannot be sent back: ${message}`,
  )
}
