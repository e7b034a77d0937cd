import { Lane, laneBase } from '../memory/layout.ts'

/**
 * A critical section of the kernel: a futex mutex of one word (Drepper, "Futexes Are Tricky", 2011, mutex 2; 0 free,
 * 1 taken, 2 taken and waited for).
 *
 * While a lane is in a section (or waits for one) its InKernel word is not 0, and nobody terminates its worker: so no
 * section is ever left locked by the dead, and `notify(…, 1)` cannot reach a waiter that was terminated.
 */
export class Sections {
  readonly #words: Int32Array
  readonly #inKernel: number
  readonly #life: number
  /** Value of the worker's Life word while its process lives. */
  readonly alive: number
  readonly #freeze: () => never
  #depth = 0
  /** Lock words of the sections it is in, outermost first. */
  readonly #held: number[] = []

  /** `freeze` is called when the lane finds that it was killed; it must not return. */
  constructor(words: Int32Array, slot: number, freeze: () => never) {
    this.#words = words
    this.#inKernel = laneBase(slot) + Lane.InKernel
    this.#life = laneBase(slot) + Lane.Life
    this.alive = Atomics.load(words, this.#life)
    this.#freeze = freeze
  }

  /**
   * From here to `unguard` the lane is not terminated: for what must not be left half done though it holds no section, such
   * as waking the lane that was taken out of a queue. Nests.
   */
  guard(): void {
    if (this.#depth++ > 0) return
    const words = this.#words
    // Order matters (Dekker): first say "I am inside", then look whether I was killed. The killer does it the other way
    // round, so that one of the two always sees the other.
    Atomics.store(words, this.#inKernel, 1)
    if (Atomics.load(words, this.#life) === this.alive) return
    this.#depth = 0
    Atomics.store(words, this.#inKernel, 0)
    this.#freeze()
  }

  unguard(): void {
    if (--this.#depth === 0) Atomics.store(this.#words, this.#inKernel, 0)
  }

  /** Takes the section whose lock word is `lock`. Sections nest: an object's before the gate's before the heap's. */
  enter(lock: number): void {
    this.guard()
    this.#take(lock)
    this.#held.push(lock)
  }

  #take(lock: number): void {
    const words = this.#words
    if (Atomics.compareExchange(words, lock, 0, 1) === 0) return
    for (let spin = 0; spin < SPINS; spin++) {
      if (Atomics.load(words, lock) === 0 && Atomics.compareExchange(words, lock, 0, 1) === 0) return
    }
    while (Atomics.exchange(words, lock, 2) !== 0) Atomics.wait(words, lock, 2)
  }

  leave(lock: number): void {
    this.#held.pop()
    this.#give(lock)
    this.unguard()
  }

  /**
   * Leaves whatever an operation left behind that broke off half-way: a stack that overflows may do so anywhere. To be called
   * where no section can be held.
   */
  recover(): void {
    if (this.#depth === 0) return
    for (let lock = this.#held.pop(); lock !== undefined; lock = this.#held.pop()) this.#give(lock)
    this.#depth = 1
    this.unguard()
  }

  #give(lock: number): void {
    const words = this.#words
    if (Atomics.exchange(words, lock, 0) === 2) Atomics.notify(words, lock, 1)
  }
}

/**
 * Throws RangeError unless the stack has room for whatever follows: to be called before a lane is woken or put to sleep, which
 * must not break off half-way. A call with many arguments is looked at as a whole before anything of it happens.
 */
export function reserveStack(): void {
  apply(nothing, undefined, ROOM)
}

const { apply } = Reflect

function nothing(): void {}

/** Words of stack that the deepest of these takes, several times over. */
const ROOM: readonly number[] = Array.from({ length: 600 }, () => 0)

/** Sections are short (well under a microsecond), so a little patience is cheaper than a sleep. */
const SPINS = 100
