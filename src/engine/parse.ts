import type { Outcome, Problem, WaitDetail, WaitEdge } from '../program/outcome.ts'
import type { SourcePlace } from '../program/program.ts'
import {
  BATCH_BYTES,
  type CollectorToApp,
  type FrameToApp,
  MAX_BASE_BYTES,
  MAX_PARTS,
  type Part,
} from './protocol.ts'

/**
 * What comes out of the sandbox is data from a stranger: user code may have got hold of a port. Each message is copied
 * field by field into a fresh object, texts and lists are cut to a bound, and what does not fit is null.
 */

const MAX_TEXT = 20_000
const MAX_WAITS = 256
const MAX_PARAMS = 32

type Fields = Readonly<Record<string, unknown>>

export function parseFrameMessage(data: unknown): FrameToApp | null {
  if (!isFields(data)) return null
  switch (data.type) {
    case 'ready':
      return typeof data.blobs === 'boolean' ? { type: 'ready', blobs: data.blobs } : null
    case 'unusable':
      return { type: 'unusable', message: text(data.message) }
    case 'preparing': {
      const { step, done, total } = data
      if ((step !== 'compile' && step !== 'start') || !isCount(done) || !isCount(total)) return null
      return { type: 'preparing', step, done: Math.min(done, total), total }
    }
    case 'base': {
      const { bytes } = data
      if (!(bytes instanceof ArrayBuffer)) return null
      return bytes.byteLength > 0 && bytes.byteLength <= MAX_BASE_BYTES ? { type: 'base', bytes } : null
    }
    case 'pythonReady':
      return { type: 'pythonReady' }
    case 'pythonFailed':
      return { type: 'pythonFailed', message: text(data.message) }
    case 'started': {
      const { run, prepared } = data
      return isCount(run) && isTime(prepared) ? { type: 'started', run, prepared } : null
    }
    case 'ended': {
      const outcome = parseOutcome(data.outcome)
      return isCount(data.run) && outcome ? { type: 'ended', run: data.run, outcome } : null
    }
    default:
      return null
  }
}

export function parseCollectorMessage(data: unknown): CollectorToApp | null {
  if (!isFields(data)) return null
  if (data.type === 'drained') return { type: 'drained' }
  const { type, words, parts } = data
  if (type !== 'batch' || !(words instanceof ArrayBuffer) || !Array.isArray(parts)) return null
  const { byteLength } = words
  if (byteLength === 0 || byteLength % 4 !== 0 || byteLength > BATCH_BYTES) return null
  if (parts.length > MAX_PARTS) return null
  const copies: Part[] = []
  let sum = 0
  for (const part of parts) {
    if (!isFields(part) || !isCount(part.slot) || part.slot >= MAX_PARTS || !isCount(part.words)) return null
    copies.push({ slot: part.slot, words: part.words })
    sum += part.words
  }
  return sum * 4 === byteLength ? { type: 'batch', words, parts: copies } : null
}

function parseOutcome(data: unknown): Outcome | null {
  if (!isFields(data)) return null
  switch (data.kind) {
    case 'finished':
      return isInteger(data.exitCode) ? { kind: 'finished', exitCode: data.exitCode } : null
    case 'failed':
      return { kind: 'failed', problem: parseProblem(data.problem) }
    case 'deadlocked':
      return Array.isArray(data.waits)
        ? { kind: 'deadlocked', waits: data.waits.slice(0, MAX_WAITS).map(parseWait) }
        : null
    case 'stopped':
      return data.by === 'person' || data.by === 'timeLimit' ? { kind: 'stopped', by: data.by } : null
    default:
      return null
  }
}

function parseProblem(data: unknown): Problem {
  const fields = isFields(data) ? data : {}
  return {
    code: text(fields.code),
    params: parseParams(fields.params),
    message: text(fields.message),
    place: parsePlace(fields.place),
    process: fields.process === null ? null : text(fields.process),
  }
}

function parseParams(data: unknown): Record<string, string | number> {
  const params: Record<string, string | number> = Object.create(null)
  if (!isFields(data)) return params
  for (const [name, value] of Object.entries(data).slice(0, MAX_PARAMS)) {
    params[text(name)] = typeof value === 'number' ? value : text(value)
  }
  return params
}

function parseWait(data: unknown): WaitEdge {
  const fields = isFields(data) ? data : {}
  return {
    lane: isInteger(fields.lane) ? fields.lane : -1,
    process: text(fields.process),
    operation: text(fields.operation),
    object: text(fields.object),
    place: parsePlace(fields.place),
    holder: typeof fields.holder === 'string' ? text(fields.holder) : null,
    ...(isInteger(fields.target) ? { target: fields.target } : {}),
    ...parseDetail(fields.detail),
  }
}

function parseDetail(data: unknown): { readonly detail?: WaitDetail } {
  if (!isFields(data)) return {}
  if (data.kind === 'worker') return { detail: { kind: 'worker' } }
  const { kind, missing } = data
  return kind === 'barrier' && isCount(missing) ? { detail: { kind, missing } } : {}
}

function parsePlace(data: unknown): SourcePlace | null {
  if (!isFields(data)) return null
  const { file, line, column } = data
  return typeof file === 'string' && isCount(line) && isCount(column)
    ? { file: text(file), line, column }
    : null
}

function isFields(data: unknown): data is Fields {
  return typeof data === 'object' && data !== null
}

function isInteger(value: unknown): value is number {
  return Number.isSafeInteger(value)
}

function isCount(value: unknown): value is number {
  return isInteger(value) && value >= 0
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value < Number.POSITIVE_INFINITY
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, MAX_TEXT) : ''
}
