import type { SourcePlace } from '../../program/program.ts'
import { isInstance } from './builtins.ts'
import type { ProgramTable } from './current.ts'
import { inspect } from './inspect.ts'
import { parseStack, type StackFrame } from './stackFrames.ts'

/** A call in the user's own files. */
export interface ProgramFrame {
  readonly name: string
  readonly place: SourcePlace
}

const { captureStackTrace } = Error as { captureStackTrace?: (target: object) => void }

/** Reads stacks of errors as calls in the user's files. */
export class StackReader {
  readonly #program: ProgramTable
  #source = ''
  /** Objects keep their places: looking at one may throw again, when its getters do. */
  readonly #thrownObjects = new WeakMap<object, SourcePlace>()
  #thrown: { readonly value: unknown; readonly place: SourcePlace } | null = null

  constructor(program: ProgramTable) {
    this.#program = program
  }

  /** Must be called by compiled code through one function of the runtime: learns under which address the program runs. */
  learn(depth: number): void {
    if (this.#source !== '') return
    const holder: { stack?: string } = captureStackTrace ? {} : new Error()
    captureStackTrace?.(holder)
    this.#source = parseStack(holder.stack ?? '')[depth]?.source ?? ''
  }

  /** Remembers where a value was thrown last: one that is no Error has no stack to tell. */
  noteThrow(value: unknown, site: number): void {
    const place = this.#program.sites[site]
    if (place !== undefined) this.notePlace(value, place)
  }

  /** As `noteThrow`, for a value that another process has thrown. */
  notePlace(value: unknown, place: SourcePlace): void {
    if (isObject(value)) this.#thrownObjects.set(value, place)
    else this.#thrown = { value, place }
  }

  /** The calls in the user's files, innermost first. */
  frames(error: unknown): ProgramFrame[] {
    const frames: ProgramFrame[] = []
    for (const frame of parseStack(stackOf(error))) {
      const place = this.#place(frame)
      if (place !== null) frames.push({ name: frame.name, place })
    }
    const thrownAt = frames.length === 0 ? this.#thrownAt(error) : null
    if (thrownAt !== null) frames.push({ name: '', place: thrownAt })
    return frames
  }

  #thrownAt(value: unknown): SourcePlace | null {
    if (isObject(value)) return this.#thrownObjects.get(value) ?? null
    return this.#thrown !== null && Object.is(this.#thrown.value, value) ? this.#thrown.place : null
  }

  /** The place of a syntax error that the engine found in the program, if it tells one. */
  placeOf(error: unknown): SourcePlace | null {
    return this.frames(error)[0]?.place ?? null
  }

  /** The error in words, then its calls: `    at work (main.ts:12)`. */
  text(error: unknown): string {
    const lines = [headOf(error)]
    const frames = this.frames(error)
    const shown = frames.length > LONGEST ? frames.slice(0, LONGEST) : frames
    for (const { name, place } of shown) {
      const at = `${place.file}:${place.line}`
      lines.push(name === '' ? `    at ${at}` : `    at ${name} (${at})`)
    }
    if (frames.length > LONGEST) lines.push(`    … ${frames.length - LONGEST} more`)
    return lines.join('\n')
  }

  #place(frame: StackFrame): SourcePlace | null {
    if (this.#source === '' || frame.source !== this.#source) return null
    const origin = this.#program.lines[frame.line - 1]
    if (!origin) return null
    const file = this.#program.files[origin.file]
    return file === undefined ? null : { file, line: origin.line, column: 1 }
  }
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function'
}

const NO_EVAL =
  'Text cannot be run as code here, neither by eval() nor by new Function(). Write a function and call it.'

/** Calls shown of a stack. */
const LONGEST = 12

function stackOf(error: unknown): string {
  try {
    const { stack } = error as { stack?: unknown }
    return typeof stack === 'string' ? stack : ''
  } catch {
    return ''
  }
}

/** `TypeError: message`; for what is no error, what it is in a sentence. */
function headOf(error: unknown): string {
  if (!isInstance(error, Error)) return notAnError(thrownText(error))
  const { name, message } = wordsOf(error)
  return message === '' ? name : `${name}: ${message}`
}

/** What to say of a thrown value that is no Error. */
export function notAnError(value: string): string {
  return `The program threw ${value}, which is not an Error.`
}

/** A thrown value that is no Error, as text. */
export function thrownText(value: unknown): string {
  const text = wordsOf(value).message
  return typeof value === 'string' ? `the text "${text}"` : text
}

/** Name and message of anything thrown, whatever its getters do. */
export function wordsOf(error: unknown): { readonly name: string; readonly message: string } {
  try {
    if (isInstance(error, Error)) {
      const message = String(error.message)
      // The engine's own words quote the page's whole policy.
      const refused = isInstance(error, EvalError) && message.includes('Content Security Policy')
      return { name: String(error.name), message: refused ? NO_EVAL : message }
    }
    const text = typeof error === 'string' ? error : inspect(error, { error: headOf })
    return { name: 'Uncaught', message: text }
  } catch {
    return { name: 'Uncaught', message: 'a value that cannot be shown' }
  }
}
