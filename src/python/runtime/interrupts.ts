/**
 * Where Python looks for signals: Pyodide reads element 0 every 50th time that CPython looks whether it shall break off (at
 * back-edges and calls) and resets it to 0. An object with a getter does as well as shared memory that others write, and needs
 * nobody who writes: `look` is asked, and answers the number of a signal, 0 for none. It must not throw: that would be ignored.
 */
export function interruptBuffer(look: () => number): Uint8Array {
  let quiet = 0
  return {
    get 0() {
      if (quiet > 0) {
        quiet--
        return 0
      }
      const signal = look()
      // CPython looks once more right before it calls the handler, and would call it within itself without end.
      if (signal !== 0) quiet = QUIET
      return signal
    },
    set 0(_none: number) {},
  } as unknown as Uint8Array
}

/** Looks that are answered by 0 after a signal: enough for its handler to run. */
const QUIET = 8

/** Python's handler of this one switches threads and runs the handlers of signals that came. */
export const SIGALRM = 14
