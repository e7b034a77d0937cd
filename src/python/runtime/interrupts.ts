import { functionOf } from './imports.ts'

/**
 * How Python learns that it is to do something: every 50th time that CPython looks whether it shall break off (at back-edges and
 * calls) it asks JavaScript, once Pyodide's flag is set. `look` is asked then, and the answer is the number of a signal, 0 for none.
 *
 * Code in C asks by itself, too, and may hold locks of its own then, which know no green threads: a buffered file asks within a
 * write. Threads must not be switched there. CPython tells the two apart: between two bytecodes, it asks once more before it calls
 * the handlers; in C it calls them at once. So the first answer is `IN_C`, and only the one right after it `BETWEEN_BYTECODES`,
 * whose handler comes first, as its number is lower.
 */
export class Interrupts {
  /** How often the answer is 0 before `look` is asked again. */
  #quiet = 0
  #asked = 0
  /** Whether the answer has been `IN_C`, and its handler has not run. */
  #told = false
  #look = (): boolean => false
  #now = (): number => 0

  /** Takes the place of what reads Pyodide's buffer: shared memory, into which somebody else would have to write. */
  replaceImports(imports: Record<string, unknown>): void {
    functionOf(imports, NAME)
    imports[NAME] = () => {
      if (this.#quiet > 0) {
        this.#quiet--
        return 0
      }
      return this.#ask()
    }
  }

  /** From now on `look` is asked: whether there is something to do. `now`: time in ms. */
  connect(look: () => boolean, now: () => number): void {
    this.#look = look
    this.#now = now
  }

  /** The handler of `IN_C` runs. */
  seen(): void {
    if (!this.#told) return
    this.#told = false
    this.#quiet = HANDLED
  }

  #ask(): number {
    if (this.#told) {
      this.seen()
      return BETWEEN_BYTECODES
    }
    this.#told = this.#tryLook()
    if (this.#told) return IN_C
    const asked = this.#now()
    if (asked - this.#asked < OFTEN) this.#quiet = SKIPPED
    this.#asked = asked
    return 0
  }

  /** On the program's stack, which may be at its end: what is thrown must not pass through CPython's own frames. */
  #tryLook(): boolean {
    try {
      return this.#look()
    } catch {
      return false
    }
  }
}

const NAME = '_Py_CheckEmscriptenSignals_Helper'
/** SIGALRM and SIGVTALRM: see `weft_signals.py`. */
const BETWEEN_BYTECODES = 14
const IN_C = 26
/** Answers after a signal: enough for its handler to run, and not to be called within itself without end. */
const HANDLED = 8
/** Of code that is asked twice within so many ms, which calls functions and little else, the next few are left out. */
const OFTEN = 0.02
const SKIPPED = 3
