import type { SourcePlace } from '../../program/program.ts'
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

  /** The calls in the user's files, innermost first. */
  frames(error: unknown): ProgramFrame[] {
    const frames: ProgramFrame[] = []
    for (const frame of parseStack(stackOf(error))) {
      const place = this.#place(frame)
      if (place !== null) frames.push({ name: frame.name, place })
    }
    return frames
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

/** `TypeError: message`; for what is no error, what it is as text. */
function headOf(error: unknown): string {
  const { name, message } = wordsOf(error)
  return message === '' ? name : `${name}: ${message}`
}

/** Name and message of anything thrown, whatever its getters do. */
export function wordsOf(error: unknown): { readonly name: string; readonly message: string } {
  try {
    if (error instanceof Error) return { name: String(error.name), message: String(error.message) }
    const text = typeof error === 'string' ? error : inspect(error, { error: headOf })
    return { name: 'Uncaught', message: text }
  } catch {
    return { name: 'Uncaught', message: 'a value that cannot be shown' }
  }
}
