import { cloneShared } from '../threading/plain.ts'
import { installAtomics } from './atomics.ts'
import { defineProperty } from './builtins.ts'
import { bare, createConsole } from './console.ts'
import type { ProcessContext } from './current.ts'
import type { Lifetime } from './lifetime.ts'

/** Puts in place what a program finds without an import: console, timers, `performance.now` on the kernel's clock. */
export function installGlobals(context: Pick<ProcessContext, 'kernel' | 'stacks' | 'lifetime'>): void {
  const { kernel, stacks, lifetime } = context
  const write = (stream: 1 | 2, text: string): void => kernel.trace.output(stream, text, kernel.site())
  // Deep enough to reach the user's lines beneath the library's own.
  ;(Error as { stackTraceLimit?: number }).stackTraceLimit = STACK
  const { timers } = lifetime
  const options = { error: (error: Error) => stacks.text(error) }
  install(globalThis, {
    console: createConsole(write, options, () => kernel.now()),
    print: (...values: unknown[]) => write(1, values.map(value => bare(value, options)).join(' ')),
    setTimeout: timers.setTimeout,
    setInterval: timers.setInterval,
    setImmediate: timers.setImmediate,
    clearTimeout: timers.clear,
    clearInterval: timers.clear,
    clearImmediate: timers.clear,
    structuredClone: cloneShared,
  })
  installAtomics(context)
  install(globalThis.performance, { now: () => kernel.now() })
  if (present === null) {
    globalThis.addEventListener?.('unhandledrejection', event => {
      event.preventDefault()
      present?.end(event.reason)
    })
  }
  present = lifetime
}

/** Of the process that this worker is. */
let present: Lifetime | null = null

const STACK = 40

function install(target: object, values: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(values)) {
    defineProperty(target, name, { value, writable: true, configurable: true, enumerable: true })
  }
}
