import { Operation } from '../../trace/events.ts'
import { defineProperty } from './builtins.ts'
import type { ProcessContext } from './current.ts'

type IntegerView = Int32Array<SharedArrayBuffer> & BigInt64Array<SharedArrayBuffer>
type Wait = (
  view: IntegerView,
  index: number,
  value: never,
  timeout?: number,
) => 'ok' | 'not-equal' | 'timed-out'
type WaitAsync = (
  view: IntegerView,
  index: number,
  value: never,
  timeout?: number,
) => {
  readonly async: boolean
  readonly value: Promise<string> | string
}

const wait = Atomics.wait as unknown as Wait
const waitAsync = Atomics.waitAsync as unknown as WaitAsync | undefined

/**
 * Makes `Atomics.wait` of a program give its core back meanwhile. The kernel cannot see who will notify it, so it counts as
 * something on its way: no deadlock is found while a process waits so. The kernel's own waits stay as they are: it waits in the
 * arena, where programs cannot. Not in one view of it alone: while a worker that is used again becomes its next process, what is
 * in place here is the last one's, and the next one has a view of its own.
 */
export function installAtomics({ kernel }: Pick<ProcessContext, 'kernel'>): void {
  const arena = kernel.memory.buffer
  const ownWait: Wait = (view, index, value, timeout) => {
    if (bufferOf(view) === arena) return wait(view, index, value, timeout)
    // A first look without waiting: throws for what cannot be waited for, and knows whether there is need to.
    const now = wait(view, index, value, 0)
    if (now !== 'timed-out' || (timeout !== undefined && !(timeout > 0) && !Number.isNaN(timeout))) return now
    return kernel.gate.outside(Operation.AtomicsWait, kernel.site(), () => wait(view, index, value, timeout))
  }
  install('wait', ownWait)
  if (waitAsync === undefined) return
  const ownWaitAsync: WaitAsync = (view, index, value, timeout) => {
    const result = waitAsync(view, index, value, timeout)
    if (bufferOf(view) === arena || !result.async) return result
    kernel.gate.external(1)
    const over = (result.value as Promise<string>).then(how => {
      // Settled by the browser, in a lane that may be parked.
      kernel.gate.comeBack()
      kernel.gate.external(-1)
      return how
    })
    return { async: true, value: over }
  }
  install('waitAsync', ownWaitAsync)
}

/** Null for what is no view: `Atomics` itself shall say so. */
function bufferOf(view: { readonly buffer: unknown } | null | undefined): unknown {
  return view?.buffer ?? null
}

function install(name: string, value: unknown): void {
  defineProperty(Atomics, name, { value, writable: true, configurable: true, enumerable: false })
}
