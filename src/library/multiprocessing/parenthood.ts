import { Lane, laneBase } from '../../kernel/memory/layout.ts'
import type { StartMethod } from '../../program/plan.ts'
import { AssertionError, RuntimeError } from '../errors.ts'
import type { ProcessContext } from '../runtime/current.ts'
import type { Heritage } from '../runtime/order.ts'

/** `1:2` for the second child of the main process's first child. */
export function childIdentity(context: ProcessContext, ordinal: number): string {
  return context.identity === '' ? String(ordinal) : `${context.identity}:${ordinal}`
}

/** Throws if this process may not start children. */
export function requireParenthood(context: ProcessContext): void {
  if (context.bootstrapping) {
    throw new RuntimeError(
      'process.bootstrapping',
      {},
      'A process was started before this one has finished its bootstrapping phase: a spawned child evaluates the program ' +
        'again, and there it would start children without end. ' +
        "Put what only the main process does inside if (__name__ === '__main__') { … }.",
    )
  }
  if (!context.daemon) return
  throw new AssertionError(
    'process.daemonicChildren',
    {},
    'A daemonic process (such as a worker of a Pool) cannot have children of its own.',
  )
}

/** The program's start method, which is chosen from now on: as in Python, its first use settles it. */
export function settledMethod(context: ProcessContext): StartMethod {
  context.startMethodChosen = true
  return context.startMethod
}

/** What a child is told of this process. */
export function heritageOf(context: ProcessContext): Heritage {
  const { kernel, name, startMethod, startMethodChosen } = context
  const process = kernel.memory.words[laneBase(kernel.slot) + Lane.Owner] ?? 0
  return { name, pid: kernel.pid, process, startMethod, startMethodChosen }
}
