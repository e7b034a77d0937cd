import { current, ExitRequest } from './runtime/current.ts'

/**
 * `sys.exit`: ends this process. Blocks of `finally` and `using` run; a `catch` of everything holds it up only until the
 * next call of the library. A number is the exit code, nothing means 0, anything else is printed and means 1.
 */
export function exit(status?: unknown): never {
  const context = current()
  let code = 0
  if (typeof status === 'number') code = status | 0
  else if (typeof status === 'boolean') code = status ? 1 : 0
  else if (status !== undefined && status !== null) {
    code = 1
    context.kernel.trace.output(2, String(status), context.kernel.site())
  }
  context.exiting = new ExitRequest(code)
  context.lifetime.end(context.exiting)
  throw context.exiting
}

/** `sys.argv`: the name of the entry file; a program in Weft gets no arguments. */
export const argv: readonly string[] = ['main.ts']

/** `sys.version`: of the library's interface. */
export const version = '1.0 (Weft)'
