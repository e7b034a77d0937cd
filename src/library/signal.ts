import { requireCount } from './arguments.ts'
import { kill } from './os.ts'
import { current } from './runtime/current.ts'

export const SIGINT = 2
export const SIGKILL = 9
export const SIGTERM = 15

/** `signal.Signals`: numbers by name. */
export const Signals: Readonly<Record<'SIGINT' | 'SIGKILL' | 'SIGTERM', number>> = Object.freeze({
  SIGINT,
  SIGKILL,
  SIGTERM,
})

const WORDS: Readonly<Record<number, string>> = {
  [SIGINT]: 'Interrupt',
  [SIGKILL]: 'Killed',
  [SIGTERM]: 'Terminated',
}

/** `signal.strsignal`: what the system calls a signal; null for one that Weft does not know. */
export function strsignal(signal: number): string | null {
  requireCount(signal, 1, 'strsignal: signal')
  return WORDS[signal] ?? null
}

/** `signal.raise_signal`: to this process itself. */
export function raiseSignal(signal: number): void {
  kill(current().kernel.pid, signal)
}
