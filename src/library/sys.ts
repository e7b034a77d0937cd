import { typeName } from './arguments.ts'
import { ArgumentError, ValueError } from './errors.ts'
import { current, ExitRequest } from './runtime/current.ts'

/**
 * `sys.exit`: ends this process; in a thread, the thread alone. Blocks of `finally` and `using` run; a `catch` of everything holds it up only until the
 * next call of the library. A number is the exit code, nothing means 0, anything else is printed and means 1.
 */
export function exit(status?: unknown): never {
  const context = current()
  let code = 0
  if (typeof status === 'number') code = status | 0
  else if (typeof status === 'boolean') code = status ? 1 : 0
  else if (status !== undefined && status !== null) {
    code = 1
    // As in Python, a thread ends without a word.
    if (context.thread === null) context.kernel.trace.output(2, String(status), context.kernel.site())
  }
  context.exiting = new ExitRequest(code)
  context.lifetime.end(context.exiting)
  throw context.exiting
}

/** `sys.getswitchinterval`: seconds for which a thread may hold the GIL while another waits. */
export function getSwitchInterval(): number {
  return current().kernel.switchInterval / 1000
}

/** `sys.setswitchinterval`; for all processes of the run. */
export function setSwitchInterval(seconds: number): void {
  const { kernel } = current()
  if (typeof seconds !== 'number') {
    throw new ArgumentError(
      'sys.switchInterval',
      { type: typeName(seconds) },
      `setSwitchInterval() needs a number of seconds, not ${typeName(seconds)}.`,
    )
  }
  if (!(seconds > 0 && seconds <= LONGEST_INTERVAL)) {
    throw new ValueError(
      'sys.switchIntervalRange',
      { seconds, most: LONGEST_INTERVAL },
      `The switch interval must be more than 0 and at most ${LONGEST_INTERVAL} seconds, not ${seconds}.`,
    )
  }
  kernel.switchInterval = seconds * 1000
}

/** Seconds: what the kernel's word holds. */
const LONGEST_INTERVAL = 1000

/** `sys.argv`: the name of the entry file; a program in Weft gets no arguments. */
export const argv: readonly string[] = ['main.ts']

/** `sys.version`: of the library's interface. */
export const version = '1.0 (Weft)'
