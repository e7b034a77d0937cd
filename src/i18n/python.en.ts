import { signalOf } from './signals.ts'

/** What is said otherwise of a program in Python: its names, its statements. */
export const pythonEn = {
  /** By the kind of a deadlock; the others are told as in `explain.deadlockHints`. */
  deadlockHints: {
    twice:
      'Nobody can acquire a Lock that they hold already: release it first, use an RLock, or hold it for the shortest block that needs it.',
    lost: 'Whoever held the lock ended without release(): write “with lock:”, which releases it in any case, and let processes end by themselves rather than by terminate().',
    promise:
      'Nobody is left who could finish what is awaited: set its result or its exception in every case.',
    semaphore:
      'Whoever acquires a Semaphore has to release it: “with semaphore:” does so in any case. Let its first value be as large as the number that may be inside.',
    notify:
      'A notify() that comes before the wait() is forgotten: hold the lock, look whether there is anything to wait for, and only then wait, as wait_for() does. Whoever changes what others wait for calls notify().',
    tasks: 'Call task_done() once for each item that get() has returned, errors included.',
  },
  tasksReason: 'items that were taken out were never reported by task_done()',
  exitCode: (code: number) => {
    const signal = signalOf(code)
    return signal === null
      ? `The program ended with exit code ${code}: sys.exit was called, or SystemExit was raised.`
      : `A signal ended the program: ${signal} (exit code ${code}).`
  },
}
