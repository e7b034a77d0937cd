import { putInput } from '../../kernel/exchange/inputLines.ts'
import type { Host } from '../../kernel/host.ts'
import { MAX_SLOTS, RING_WORDS } from '../../kernel/memory/layout.ts'
import { CollectorKernel } from '../../kernel/process/collectorKernel.ts'
import type { CompiledProgram } from '../../program/compiled.ts'
import type { Outcome } from '../../program/outcome.ts'
import type { DrainKernel } from './collector.ts'

/** What the collector's worker does with the kernel. */
interface SystemKernel extends DrainKernel {
  /** `exitCode` null: of the signal that killed it. */
  bury(slot: number, exitCode: number | null): void
  /** Ctrl-C: false when no process handles it. */
  interrupt(): boolean
  /** A line that the person typed, without its end; null: there will be no more. */
  input(text: string | null): void
  /** How the run ended, as the arena says. */
  outcome(): Outcome
}

const SIGINT = 2

/** The kernel's slot 0, with places of the program where the kernel knows numbers of sites. */
export function drainKernel(
  arena: SharedArrayBuffer,
  { sites }: Pick<CompiledProgram, 'sites'>,
  host: Host,
): SystemKernel {
  const kernel = new CollectorKernel(arena, host)
  return {
    capacity: MAX_SLOTS * RING_WORDS,
    drain: (sink, maxWords, maxTotal) => kernel.drain(sink, maxWords, maxTotal),
    waitForWork: ms => kernel.waitForWork(ms),
    over: () => kernel.status === 'finished' || kernel.status === 'deadlocked',
    bury: (slot, exitCode) => kernel.bury(slot, exitCode),
    interrupt: () => kernel.signalAll(SIGINT) > 0,
    input: text => putInput(kernel.kernel, text === null ? null : `${text}\n`),
    outcome() {
      if (kernel.status !== 'deadlocked') return { kind: 'finished', exitCode: kernel.exitCode }
      const waits = kernel.waitGraph().map(({ site, ...wait }) => ({
        ...wait,
        place: site === 0 ? null : (sites[site] ?? null),
      }))
      return { kind: 'deadlocked', waits }
    },
  }
}
