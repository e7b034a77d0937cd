import { Operation } from '../../trace/events.ts'
import type { Kernel } from '../kernel.ts'
import { word } from '../memory/arena.ts'
import { Obj } from '../memory/layout.ts'
import { QueueBody } from '../memory/messages.ts'
import { reserveStack } from '../sync/section.ts'
import type { Wait } from '../sync/waiter.ts'

/** What of a joinable queue was put and not yet called done. Of other queues nothing is counted. */
export class Unfinished {
  readonly #kernel: Kernel
  readonly #words: Int32Array
  readonly #queue: number
  /** Word that counts it, 0: none. */
  readonly word: number

  constructor(kernel: Kernel, queue: number) {
    const { words } = kernel.memory
    this.#kernel = kernel
    this.#words = words
    this.#queue = queue
    this.word = words[queue + QueueBody.Joinable] === 1 ? queue + QueueBody.Unfinished : 0
  }

  get count(): number {
    return this.word === 0 ? 0 : Atomics.load(this.#words, this.word)
  }

  set count(count: number) {
    if (this.word !== 0) Atomics.store(this.#words, this.word, count)
  }

  addOne(): void {
    if (this.word !== 0) Atomics.add(this.#words, this.word, 1)
  }

  /** [section] An item was thrown away. */
  dropOne(): void {
    if (this.count > 0) Atomics.sub(this.#words, this.word, 1)
  }

  /** One item less to be done. False when all were done before. */
  taskDone(): boolean {
    const kernel = this.#kernel
    const words = this.#words
    kernel.gate.point()
    const section = this.#queue + Obj.Section
    const joiners = this.#queue + QueueBody.JoinHead
    if (words[joiners] !== 0) reserveStack()
    kernel.sections.enter(section)
    const left = Atomics.load(words, this.word)
    let version = 0
    try {
      if (left > 0) {
        Atomics.sub(words, this.word, 1)
        if (left === 1) kernel.waiter.wakeAll(joiners)
        version = countOperation(words, this.#queue)
      }
    } finally {
      kernel.sections.leave(section)
    }
    if (left > 0) kernel.trace.operation(Operation.QueueTaskDone, this.#queue, version, kernel.site())
    return left > 0
  }

  /** Waits until every item was called done. */
  join(): void {
    this.#kernel.gate.point()
    this.#kernel.waiter.wait(this.#waitToJoin())
  }

  async joinAsync(): Promise<void> {
    this.#kernel.gate.point()
    await this.#kernel.waiter.waitAsync(this.#waitToJoin())
  }

  #waitToJoin(): Wait {
    return {
      operation: Operation.QueueJoin,
      object: this.#queue,
      queue: this.#queue + QueueBody.JoinHead,
      site: this.#kernel.site(),
      deadline: Number.POSITIVE_INFINITY,
      attempt: () => Atomics.load(this.#words, this.word) === 0,
    }
  }
}

/** [section] Counts an operation on an object and returns its version, as what was done: above 0. */
export function countOperation(words: Int32Array, object: number): number {
  const at = object + Obj.Version
  const version = (word(words, at) + 1) | 0
  words[at] = version
  return version >>> 0 || 1
}
