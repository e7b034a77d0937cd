import type { Signal } from '../kernel/process/processHandle.ts'
import { processOf } from '../kernel/process/signals.ts'
import { requireCount } from './arguments.ts'
import { ProcessLookupError, ValueError } from './errors.ts'
import { cpuCount } from './multiprocessing/context.ts'
import { current } from './runtime/current.ts'

export { OSError, ProcessLookupError } from './errors.ts'
export { cpuCount }

/** `os.getpid`: of the process; its threads have the same. */
export function getpid(): number {
  return current().kernel.pid
}

/** `os.getppid`: of the process that started this one; 0 for the main process and once the parent has ended. */
export function getppid(): number {
  return current().kernel.parentPid
}

/** `os.process_cpu_count`: how many cores this run may use at once. */
export function processCpuCount(): number {
  return current().kernel.settings.cores
}

const SIGNALS: readonly number[] = [2, 9, 15]

/** `os.kill`: sends a signal to a process, which ends it. Signal 0 only looks whether there is one. */
export function kill(pid: number, signal: number): void {
  requireCount(pid, 1, 'kill: pid')
  requireCount(signal, 0, 'kill: signal')
  const { kernel } = current()
  kernel.gate.point()
  if (signal !== 0 && !SIGNALS.includes(signal)) {
    throw new ValueError(
      'signal.unknown',
      { signal },
      `There is no signal ${signal} here: use SIGTERM (15), SIGKILL (9) or SIGINT (2).`,
    )
  }
  const process = processOf(kernel, pid)
  if (process === null) {
    throw new ProcessLookupError(
      'process.noSuchPid',
      { pid },
      `There is no process ${pid}: it has ended, or never was.`,
    )
  }
  if (signal === 0) return
  process.terminate(signal as Signal)
  // Perhaps it was this very process.
  kernel.gate.point()
}
