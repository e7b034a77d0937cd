import type { Tasks } from '../model.ts'
import { enlarge, grown, NO_BYTES, NO_FLOATS, NO_INTS } from './columns.ts'
import { decodeUtf8 } from './utf8.ts'

/** `Tasks.status` of a task that has not ended. */
export const TASK_OPEN = 2

/** Tasks that grow. Arguments stay bytes until someone asks for them: few of a million are ever read. */
export class TaskColumns implements Tasks {
  length = 0
  start = NO_FLOATS
  end = NO_FLOATS
  task = NO_INTS
  function = NO_INTS
  pool = NO_INTS
  status = NO_BYTES
  #textEnd = NO_INTS
  #texts = NO_BYTES

  push(start: number, end: number, task: number, fn: number, pool: number, text: Uint8Array): void {
    const row = this.length
    if (row === this.start.length) this.#grow()
    this.start[row] = start
    this.end[row] = end
    this.task[row] = task
    this.function[row] = fn
    this.pool[row] = pool
    this.status[row] = TASK_OPEN
    this.#textEnd[row] = this.#append(this.#textStart(row), text)
    this.length = row + 1
  }

  closeLast(end: number, status: number): void {
    this.end[this.length - 1] = end
    this.status[this.length - 1] = status
  }

  /** Leaves nothing after `end`: a task that had not ended by then never does. */
  cut(end: number): void {
    while (this.length > 0 && (this.start[this.length - 1] as number) > end) this.length--
    const last = this.length - 1
    if (last >= 0 && !((this.end[last] as number) <= end)) this.closeLast(end, TASK_OPEN)
  }

  arguments(index: number): string {
    if (!(index >= 0 && index < this.length)) return ''
    return decodeUtf8(this.#texts, this.#textStart(index), this.#textEnd[index] as number)
  }

  #textStart(row: number): number {
    return row === 0 ? 0 : (this.#textEnd[row - 1] as number)
  }

  #append(at: number, text: Uint8Array): number {
    const end = at + text.length
    if (end > this.#texts.length) this.#texts = enlarge(this.#texts, Math.max(end, grown(this.#texts.length)))
    this.#texts.set(text, at)
    return end
  }

  #grow(): void {
    const capacity = grown(this.start.length)
    this.start = enlarge(this.start, capacity)
    this.end = enlarge(this.end, capacity)
    this.task = enlarge(this.task, capacity)
    this.function = enlarge(this.function, capacity)
    this.pool = enlarge(this.pool, capacity)
    this.status = enlarge(this.status, capacity)
    this.#textEnd = enlarge(this.#textEnd, capacity)
  }
}
