import { functionOf } from './imports.ts'

/** What is asked, once the worker is a process. */
export interface Looks {
  /** Between two bytecodes: whether it is time for another thread, or for handlers of signals. */
  readonly look: () => boolean
  /** Anywhere: whether signals wait for their handlers. */
  readonly signalled: () => boolean
  /** ms. */
  readonly now: () => number
}

/** Where CPython counts how often it has looked between two bytecodes: from `INTERVAL` down to 0, when it asks JavaScript. */
export interface LookClock {
  readonly HEAPU32: Uint32Array
  readonly __Py_emscripten_signal_clock: number
}

/**
 * How Python learns that it is to do something: every 50th time that CPython looks whether it shall break off (at back-edges and
 * calls) it asks JavaScript, once Pyodide's flag is set. The answer is the number of a signal, 0 for none.
 *
 * Code in C asks by itself, too, and may hold locks of its own then, which know no green threads: a buffered file asks within a
 * write. Threads must not be switched there. The two are told apart by CPython's count, which begins anew right before it asks
 * between two bytecodes; after each such look it is taken off its start, where no other look finds it then.
 */
export class Interrupts {
  #clock: LookClock | null = null
  #looks: Looks | null = null
  /** How often the answer is 0 before `look` is asked again. */
  #quiet = 0
  #asked = 0

  /** Takes the place of what reads Pyodide's buffer: shared memory, into which somebody else would have to write. */
  replaceImports(imports: Record<string, unknown>): void {
    functionOf(imports, NAME)
    imports[NAME] = () => this.#answer()
  }

  /** From now on the answers are what `looks` says. */
  connect(clock: LookClock, looks: Looks): void {
    this.#clock = clock
    this.#looks = looks
    this.#isBetween(clock)
  }

  #answer(): number {
    const clock = this.#clock
    const looks = this.#looks
    if (clock === null || looks === null) return 0
    const between = this.#isBetween(clock)
    if (!between && !tried(looks.signalled)) return 0
    if (this.#quiet > 0) {
      this.#quiet--
      return 0
    }
    if (!between || tried(looks.look)) {
      this.#quiet = HANDLED
      return between ? BETWEEN_BYTECODES : IN_C
    }
    const asked = looks.now()
    if (asked - this.#asked < OFTEN) this.#quiet = SKIPPED
    this.#asked = asked
    return 0
  }

  #isBetween({ HEAPU32: heap, __Py_emscripten_signal_clock: address }: LookClock): boolean {
    if (heap[address >>> 2] !== INTERVAL) return false
    heap[address >>> 2] = INTERVAL - 1
    return true
  }
}

/** On the program's stack, which may be at its end: what is thrown must not pass through CPython's own frames. */
function tried(look: () => boolean): boolean {
  try {
    return look()
  } catch {
    return false
  }
}

const NAME = '_Py_CheckEmscriptenSignals_Helper'
/** CPython's `PY_EMSCRIPTEN_SIGNAL_INTERVAL`. */
const INTERVAL = 50
/** SIGALRM and SIGVTALRM: see `weft_signals.py`. */
const BETWEEN_BYTECODES = 14
const IN_C = 26
/** Answers after a signal: enough for its handler to run, and not to be called within itself without end. */
const HANDLED = 8
/** Of code that is asked twice within so many ms, which calls functions and little else, the next few are left out. */
const OFTEN = 0.02
const SKIPPED = 3
