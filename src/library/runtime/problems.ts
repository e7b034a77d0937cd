import { KernelError } from '../../kernel/errors.ts'
import type { Problem } from '../../program/outcome.ts'
import type { SourcePlace } from '../../program/program.ts'
import { ArgumentError, LibraryError, RemoteTraceback } from '../errors.ts'
import { isInstance } from './builtins.ts'
import { notAnError, type StackReader, thrownText, wordsOf } from './traceback.ts'

type Params = Readonly<Record<string, string | number>>

/** What an uncaught error of a program is to the person who runs it. */
export function problemOf(error: unknown, stacks: StackReader, process: string): Problem {
  const place = remotePlace(error) ?? stacks.placeOf(error)
  if (!isInstance(error, Error)) {
    const value = thrownText(error)
    return { code: 'program.thrown', params: { value }, message: notAnError(value), place, process }
  }
  const { name, message } = wordsOf(error)
  const made = (code: string, params: Params): Problem => ({
    code,
    params,
    message: message === '' ? name : `${name}: ${message}`,
    place,
    process,
  })
  if (isRecursion(error)) return made('program.recursion', {})
  const known = codeOf(error)
  return known === null ? made('program.error', { name, message }) : made(known.code, known.params)
}

/** The code and params that an error of Weft's own carries. */
function codeOf(error: unknown): { readonly code: string; readonly params: Params } | null {
  if (isInstance(error, LibraryError) || isInstance(error, ArgumentError) || isInstance(error, KernelError)) {
    // One that the program made has words of its own only.
    return error.code === '' ? null : { code: error.code, params: error.params }
  }
  return null
}

/** Endless recursion: V8 and WebKit throw a RangeError, Firefox an InternalError. */
function isRecursion(error: Error): boolean {
  return /maximum call stack size exceeded|too much recursion/i.test(wordsOf(error).message)
}

const places = new WeakMap<object, SourcePlace>()

/** Remembers where, in another process, an error was raised. */
export function rememberPlace(error: object, place: SourcePlace): void {
  places.set(error, place)
}

function remotePlace(error: unknown): SourcePlace | null {
  return typeof error === 'object' && error !== null ? (places.get(error) ?? null) : null
}

/** All that is printed about an uncaught error: as in Python, what caused it comes first. */
export function tracebackOf(error: unknown, stacks: StackReader): string {
  const parts: string[] = []
  const seen = new Set<unknown>()
  for (let at = error; at !== undefined && !seen.has(at); at = causeOf(at)) {
    seen.add(at)
    parts.unshift(isInstance(at, RemoteTraceback) ? `${at.name}: ${at.message}` : stacks.text(at))
  }
  return parts.join('\n\nThe above error was the direct cause of the following one:\n\n')
}

function causeOf(error: unknown): unknown {
  try {
    return isInstance(error, Error) ? error.cause : undefined
  } catch {
    return undefined
  }
}
