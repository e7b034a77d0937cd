import { requireCount } from '../../arguments.ts'
import { Empty, Full, ValueError } from '../../errors.ts'
import { WaitList } from './waitList.ts'

/** What a Queue or JoinableQueue proxy stands for. */
export class QueueReferent {
  static readonly wantsCaller = true
  readonly #items: unknown[] = []
  readonly #getters = new WaitList<unknown>()
  readonly #putters = new WaitList<void>()
  readonly #joiners = new WaitList<void>()
  readonly #capacity: number
  #unfinished = 0

  constructor(maxsize = 0) {
    requireCount(maxsize, Number.NEGATIVE_INFINITY, 'The size of a Queue')
    this.#capacity = Math.max(0, maxsize)
  }

  put(caller: number, value: unknown, timeout: number | null): void | Promise<void> {
    if (!this.full()) {
      this.#add(value)
      return
    }
    if (timeout === 0) throw this.#noRoom()
    const late = (): never => {
      throw this.#noRoom()
    }
    return this.#putters.wait(caller, timeout, late, () => this.#add(value))
  }

  get(caller: number, timeout: number | null): unknown {
    if (this.#items.length > 0) {
      const value = this.#items.shift()
      this.#putters.wakeOne()
      return value
    }
    if (timeout === 0) throw nothing()
    return this.#getters.wait(caller, timeout, () => {
      throw nothing()
    })
  }

  qsize(): number {
    return this.#items.length
  }

  empty(): boolean {
    return this.#items.length === 0
  }

  full(): boolean {
    return this.#capacity > 0 && this.#items.length >= this.#capacity
  }

  taskDone(): void {
    if (this.#unfinished === 0) {
      throw new ValueError('manager.taskDone', {}, 'taskDone() was called more often than there were items.')
    }
    this.#unfinished--
    if (this.#unfinished === 0) this.#joiners.wakeAll()
  }

  join(caller: number): void | Promise<void> {
    if (this.#unfinished > 0) return this.#joiners.wait(caller, null, () => {})
  }

  #add(value: unknown): void {
    this.#unfinished++
    if (!this.#getters.wakeOne(value)) this.#items.push(value)
  }

  #noRoom(): Full {
    const capacity = this.#capacity
    return new Full(
      'queue.full',
      { capacity },
      `The queue holds ${capacity} items and had no room for another in time.`,
    )
  }
}

function nothing(): Empty {
  return new Empty('queue.empty', {}, 'The queue is empty, and nothing was put into it in time.')
}
