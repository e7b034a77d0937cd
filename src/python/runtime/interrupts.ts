import { functionOf } from './imports.ts'

/**
 * How Python learns of signals: every 50th time that CPython looks whether it shall break off (at back-edges and calls) it asks
 * JavaScript, once Pyodide's flag is set. `look` is asked then, and answers the number of a signal, 0 for none.
 */
export class Interrupts {
  /** How often the answer is 0 before `look` is asked again. */
  #quiet = 0
  #asked = 0
  #look = (): number => 0
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

  /** From now on `look` is asked. `now`: time in ms. */
  connect(look: () => number, now: () => number): void {
    this.#look = look
    this.#now = now
  }

  #ask(): number {
    const signal = this.#tryLook()
    // CPython looks once more right before it calls the handler, and would call it within itself without end.
    if (signal !== 0) this.#quiet = HANDLED
    else {
      const asked = this.#now()
      if (asked - this.#asked < OFTEN) this.#quiet = SKIPPED
      this.#asked = asked
    }
    return signal
  }

  /** On the program's stack, which may be at its end: what is thrown must not pass through CPython's own frames. */
  #tryLook(): number {
    try {
      return this.#look()
    } catch {
      return 0
    }
  }
}

const NAME = '_Py_CheckEmscriptenSignals_Helper'
/** Answers after a signal: enough for its handler to run. */
const HANDLED = 8
/** Of code that is asked twice within so many ms, which calls functions and little else, the next few are left out. */
const OFTEN = 0.02
const SKIPPED = 3

/** Python's handler of this one switches threads and runs the handlers of signals that came. */
export const SIGALRM = 14
