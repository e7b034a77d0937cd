import type { Kernel } from '../../kernel/kernel.ts'

type Callback = (...args: unknown[]) => void

/** `setTimeout` and its kin on the kernel's clock. What they call runs in the event loop of the process. */
export interface ProgramTimers {
  setTimeout(callback: Callback, ms?: number, ...args: unknown[]): number
  setInterval(callback: Callback, ms?: number, ...args: unknown[]): number
  setImmediate(callback: Callback, ...args: unknown[]): number
  clear(id?: number): void
  /** Ends every timer: the process is on its way out. */
  clearAll(): void
}

/** `raise` gets what a callback throws. */
export function createTimers({ loop }: Kernel, raise: (error: unknown) => void): ProgramTimers {
  const live = new Set<number>()
  // An interval keeps its first number while its timer changes.
  const intervals = new Map<number, number>()
  const guarded = (callback: Callback, args: unknown[]): void => {
    try {
      callback(...args)
    } catch (error) {
      raise(error)
    }
  }
  const start = (ms: unknown, least: number, callback: () => void): number => {
    const wanted = Number(ms)
    const id = loop.startTimer(wanted > least ? wanted : least, () => {
      live.delete(id)
      callback()
    })
    live.add(id)
    return id
  }
  const cancel = (id: number): void => {
    live.delete(id)
    loop.cancelTimer(id)
  }
  const setTimeout = (callback: Callback, ms?: number, ...args: unknown[]): number =>
    start(ms, 0, () => guarded(callback, args))
  const setInterval = (callback: Callback, ms?: number, ...args: unknown[]): number => {
    const again = (): void => {
      intervals.set(id, start(ms, SHORTEST_PERIOD, again))
      guarded(callback, args)
    }
    const id = start(ms, SHORTEST_PERIOD, again)
    intervals.set(id, id)
    return id
  }
  return {
    setTimeout,
    setInterval,
    setImmediate: (callback, ...args) => setTimeout(callback, 0, ...args),
    clear(id) {
      if (id === undefined) return
      cancel(intervals.get(id) ?? id)
      intervals.delete(id)
    },
    clearAll() {
      for (const id of [...live]) cancel(id)
      intervals.clear()
    },
  }
}

/** ms, as in Node, so that the loop gets to other things. */
const SHORTEST_PERIOD = 1
