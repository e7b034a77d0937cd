import { below, xorshift32 } from '../base/prng.ts'
import { EventKind, header } from './events.ts'

/** One record as its words: `payload` numbers are words, `{ f64 }` are two, a text comes with its length. */
type Field = number | { readonly f64: number } | string | Uint8Array

const UNTIMED: readonly EventKind[] = [EventKind.Object, EventKind.Operation, EventKind.Repeat]

function floatWords(value: number): number[] {
  return [...new Int32Array(new Float64Array([value]).buffer)]
}

/** Encodes a record; `time` is left out of those that have none. */
export function record(kind: EventKind, time: number, ...payload: readonly Field[]): number[] {
  const words = UNTIMED.includes(kind) ? [] : floatWords(time)
  for (const field of payload) {
    if (typeof field === 'number') words.push(field | 0)
    else if (typeof field === 'string' || field instanceof Uint8Array) {
      const bytes = typeof field === 'string' ? new TextEncoder().encode(field) : field
      const padded = new Uint8Array(Math.ceil(bytes.length / 4) * 4)
      padded.set(bytes)
      words.push(bytes.length, ...new Int32Array(padded.buffer))
    } else words.push(...floatWords(field.f64))
  }
  return [header(kind, words.length + 1), ...words]
}

export const laneStart = (
  time: number,
  lane: number,
  { parent = lane === 0 ? -1 : 0, name = `Process-${lane}`, flags = 0, pid = 100 + lane } = {},
): number[] => record(EventKind.LaneStart, time, lane, parent, pid, flags, 0, name)
export const laneEnd = (time: number, lane: number, exitCode = 0): number[] =>
  record(EventKind.LaneEnd, time, lane, exitCode)
export const run = (time: number, core = 0, waker = -1, ready = time): number[] =>
  record(EventKind.Run, time, core, waker, { f64: ready })
export const park = (time: number, operation: number, object = 0, site = 0): number[] =>
  record(EventKind.Park, time, operation, object, site)
export const taskBegin = (time: number, task: number, text = '', pool = 9, fn = 0): number[] =>
  record(EventKind.TaskBegin, time, task, fn, pool, 0, text)
export const taskEnd = (time: number, task: number, status = 0): number[] =>
  record(EventKind.TaskEnd, time, task, status)
export const output = (time: number, text: string | Uint8Array, more = 0, stream = 1, number = 0): number[] =>
  record(EventKind.Output, time, stream, 0, more, number, text)

export function batch(...records: readonly (readonly number[])[]): Int32Array {
  return Int32Array.from(records.flat())
}

/** Whole numbers in [0, n), the same for the same seed. */
export function dice(seed: number): (n: number) => number {
  let state = Math.imul(seed + 1, 0x9e3779b9)
  return n => {
    state = xorshift32(state)
    return below(state, n)
  }
}
