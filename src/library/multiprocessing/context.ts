import type { StartMethod } from '../../program/plan.ts'
import { RuntimeError, ValueError } from '../errors.ts'
import { current } from '../runtime/current.ts'

const METHODS: readonly StartMethod[] = ['fork', 'spawn', 'forkserver']

/** `multiprocessing.cpu_count`: the machine's, whatever number of cores the run was given. */
export function cpuCount(): number {
  return current().kernel.settings.cpuCount
}

/** `multiprocessing.get_start_method`. */
export function getStartMethod(): StartMethod {
  return current().startMethod
}

/** `multiprocessing.set_start_method`. */
export function setStartMethod(method: StartMethod, options: { readonly force?: boolean } = {}): void {
  const context = current()
  if (!METHODS.includes(method)) {
    throw new ValueError(
      'context.method',
      { method: String(method), known: METHODS.join(', ') },
      `There is no start method "${String(method)}". Use one of ${METHODS.join(', ')}.`,
    )
  }
  if (context.startMethodChosen && options.force !== true) {
    throw new RuntimeError(
      'context.alreadySet',
      { method: context.startMethod },
      `The start method is already set to "${context.startMethod}". Pass { force: true } to change it.`,
    )
  }
  context.startMethod = method
  context.startMethodChosen = true
}

/** `multiprocessing.get_all_start_methods`. */
export function getAllStartMethods(): StartMethod[] {
  return [...METHODS]
}
