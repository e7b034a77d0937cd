/**
 * Where Python looks for signals: Pyodide reads element 0 every 50th time that CPython looks whether it shall break off (at
 * back-edges and calls) and resets it to 0. An object with a getter does as well as shared memory that others write, and needs
 * nobody who writes: `look` is asked, and answers the number of a signal, 0 for none. It must not throw: that would be ignored.
 */
export function interruptBuffer(look: () => number): Uint8Array {
  return {
    get 0() {
      return look()
    },
    set 0(_none: number) {},
  } as unknown as Uint8Array
}

/** Python's handler of this one switches threads and runs the handlers of signals that came. */
export const SIGALRM = 14
