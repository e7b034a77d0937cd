import { ObjectType } from '../../trace/events.ts'
import type { Kernel } from '../kernel.ts'
import { word } from '../memory/arena.ts'
import { Obj } from '../memory/layout.ts'

/** Words of a pool, after those that every object has. */
const enum PoolBody {
  /** `PoolState`. Only ever goes up. */
  State = 12,
  /** Tasks given to it so far: their numbers. */
  Tasks = 13,
  Size = 14,
  /** Two words for each worker: `Claim` and `Asker`. */
  Workers = 15,
}

const enum Worker {
  /** Number of the message that it took last and has not answered, 0: none. Written as it is taken. */
  Claim = 0,
  /** Queue that the answer goes to; 0: the pool's own. */
  Asker = 1,
}
const WORKER_WORDS = 2

export const enum PoolState {
  Open = 0,
  /** No more tasks: workers end when they have done what was given. */
  Closed = 1,
  /** Its workers were ended. */
  Terminated = 2,
}

/** What all that have to do with a pool share: its state, the numbers of its tasks, and what each worker has in hand. */
export class PoolObject {
  readonly #words: Int32Array

  private constructor(
    kernel: Kernel,
    readonly id: number,
  ) {
    this.#words = kernel.memory.words
  }

  static create(kernel: Kernel, size: number): PoolObject {
    const id = kernel.objects.create(ObjectType.Pool, PoolBody.Workers - Obj.Body + size * WORKER_WORDS)
    kernel.memory.words[id + PoolBody.Size] = size
    return new PoolObject(kernel, id)
  }

  static attach(kernel: Kernel, id: number): PoolObject {
    kernel.objects.hold(id)
    return new PoolObject(kernel, id)
  }

  get size(): number {
    return word(this.#words, this.id + PoolBody.Size)
  }

  get state(): PoolState {
    return Atomics.load(this.#words, this.id + PoolBody.State)
  }

  /** False when it had come as far before. */
  advance(to: PoolState): boolean {
    const at = this.id + PoolBody.State
    for (;;) {
      const state = Atomics.load(this.#words, at)
      if (state >= to) return false
      if (Atomics.compareExchange(this.#words, at, state, to) === state) return true
    }
  }

  /** Numbers `count` tasks; returns the first number. */
  number(count: number): number {
    return Atomics.add(this.#words, this.id + PoolBody.Tasks, count)
  }

  /** Word that a worker's queue of tasks writes its claims to. */
  claimWord(worker: number): number {
    return this.id + PoolBody.Workers + worker * WORKER_WORDS + Worker.Claim
  }

  claim(worker: number): number {
    return Atomics.load(this.#words, this.claimWord(worker))
  }

  asker(worker: number): number {
    return Atomics.load(this.#words, this.claimWord(worker) + Worker.Asker)
  }

  setAsker(worker: number, queue: number): void {
    Atomics.store(this.#words, this.claimWord(worker) + Worker.Asker, queue)
  }

  /** The worker has nothing in hand. */
  clearClaim(worker: number): void {
    Atomics.store(this.#words, this.claimWord(worker), 0)
    this.setAsker(worker, 0)
  }
}
