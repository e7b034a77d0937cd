import { isOptions, requireFunction, requireIterable } from '../arguments.ts'
import { isThenable } from '../runtime/builtins.ts'
import { Event } from './synchronize.ts'
import { Thread } from './thread.ts'

type AnyFunction = (...args: unknown[]) => unknown

type Kwargs = Readonly<Record<string, unknown>>

interface CallOptions {
  readonly args?: Iterable<unknown> | null
  readonly kwargs?: Kwargs | null
}

/** `threading.Timer`: a thread that waits, and then calls a function unless it was cancelled. */
export class Timer extends Thread {
  // Public, so that they cross to the thread like the fields of any subclass.
  interval: number
  function: AnyFunction
  args: readonly unknown[]
  kwargs: Kwargs
  /** Set once it was cancelled or has called. */
  finished: Event

  constructor(
    interval: number,
    fn: (...args: never[]) => unknown,
    given?: Iterable<unknown> | CallOptions | null,
    named?: Kwargs | null,
  ) {
    super()
    requireFunction(fn, 'Timer')
    const { args, kwargs } = isOptions(given) ? (given as CallOptions) : { args: given, kwargs: named }
    if (args !== undefined && args !== null) requireIterable(args, 'Timer: args')
    this.interval = interval
    this.function = fn as AnyFunction
    this.args = [...(args ?? [])]
    this.kwargs = kwargs ?? {}
    this.finished = new Event()
  }

  override run(): unknown {
    if (this.finished.wait(this.interval)) return undefined
    const call = this.function
    const { length } = Object.keys(this.kwargs)
    const result = call(...this.args, ...(length > 0 ? [this.kwargs] : []))
    if (isThenable(result)) return result.then(() => this.finished.set())
    this.finished.set()
    return undefined
  }

  /** Keeps it from calling, if it has not called yet. */
  cancel(): void {
    this.finished.set()
  }
}
