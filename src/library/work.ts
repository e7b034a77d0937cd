import { requireFunction, requireIterable, timeoutOf } from './arguments.ts'

export type Target = (...args: never[]) => unknown

/** What a Process or a Thread may be told to do. */
export interface WorkOptions {
  readonly target?: Target | null
  readonly args?: Iterable<unknown>
  /** Passed to the target as one object, after `args`. */
  readonly kwargs?: Readonly<Record<string, unknown>>
}

/** What a Process or a Thread does when nobody has overridden `run`: it calls the target, if there is one. */
export class Work {
  readonly target: ((...args: unknown[]) => unknown) | null
  readonly args: readonly unknown[]
  readonly kwargs: Readonly<Record<string, unknown>> | null

  constructor(options: WorkOptions) {
    this.target = (options.target as Work['target'] | undefined) ?? null
    this.args = [...(options.args ?? [])]
    this.kwargs = options.kwargs ?? null
  }

  run(): unknown {
    // Called bare: it must not see this object as its `this`.
    const { target } = this
    if (target === null) return undefined
    const { length } = Object.keys(this.kwargs ?? {})
    return target(...this.args, ...(length > 0 ? [this.kwargs] : []))
  }
}

/** Options as they were given: alone, or after a target and its arguments. `kind`: whose they are. Throws TypeError. */
export function workOptions<T extends WorkOptions>(
  kind: string,
  target: Target | T | null | undefined,
  args: Iterable<unknown> | undefined,
  others: T,
): T {
  const options =
    typeof target === 'function'
      ? { ...others, target, args: args ?? others.args ?? [] }
      : (target ?? ({} as T))
  if (typeof options !== 'object') requireFunction(options, kind)
  if (options.target !== undefined && options.target !== null) {
    requireFunction(options.target, `${kind}: target`)
  }
  if (options.args !== undefined) requireIterable(options.args, `${kind}: args`)
  return options
}

/** ms that a join may take, as it was said: alone, or as an option. */
export function joinTimeout(
  timeout: number | null | undefined | { readonly timeout?: number | null },
): number | null {
  return timeoutOf(typeof timeout === 'object' && timeout !== null ? timeout.timeout : timeout)
}
