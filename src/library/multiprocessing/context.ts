import { TRANSFER, type Transfer } from '../../kernel/memory/values/index.ts'
import type { StartMethod } from '../../program/plan.ts'
import { RuntimeError, ValueError } from '../errors.ts'
import { construct } from '../runtime/builtins.ts'
import { current, type ProcessContext } from '../runtime/current.ts'
import { INSPECT } from '../runtime/inspect.ts'
import { settledMethod } from './parenthood.ts'
import { ForkProcess, ForkServerProcess, SpawnProcess } from './process.ts'
import { transferOf } from './transfer.ts'

const METHODS: readonly StartMethod[] = ['fork', 'spawn', 'forkserver']
const PROCESSES = { fork: ForkProcess, spawn: SpawnProcess, forkserver: ForkServerProcess } as const
const CONTEXT_NAMES = { fork: 'ForkContext', spawn: 'SpawnContext', forkserver: 'ForkServerContext' } as const

type Members = Readonly<Record<string, unknown>>

/** `multiprocessing.cpu_count`: the machine's, whatever number of cores the run was given. */
export function cpuCount(): number {
  return current().kernel.settings.cpuCount
}

/** `multiprocessing.freeze_support`: for programs frozen into an executable, which there are none of here. */
export function freezeSupport(): void {
  current()
}

/** `multiprocessing.get_all_start_methods`. */
export function getAllStartMethods(): StartMethod[] {
  return [...METHODS]
}

/** `multiprocessing.get_start_method`. Asking settles it, as in Python, unless `allowNone` is set. */
export function getStartMethod(options: { readonly allowNone?: boolean } = {}): StartMethod | null {
  const context = current()
  if (options.allowNone === true && !context.startMethodChosen) return null
  return settledMethod(context)
}

/** `multiprocessing.set_start_method`. */
export function setStartMethod(method: StartMethod, options: { readonly force?: boolean } = {}): void {
  const context = current()
  requireMethod(method)
  if (context.startMethodChosen && options.force !== true) {
    throw new RuntimeError(
      'context.alreadySet',
      { method: context.startMethod },
      `The start method is already set to "${context.startMethod}", or was used before. ` +
        'Set it first thing in the program, or pass { force: true } to change it.',
    )
  }
  context.startMethod = method
  context.startMethodChosen = true
}

/** `multiprocessing.get_context`: every name of the module, bound to one start method. */
export function getContext(method?: StartMethod | null): Context {
  const context = current()
  const chosen = method ?? settledMethod(context)
  requireMethod(chosen)
  let own = contexts.get(context)
  if (own === undefined) {
    own = new Map()
    contexts.set(context, own)
  }
  const known = own.get(chosen)
  if (known) return known
  const made = new Context(chosen, context.runtime.library('multiprocessing'))
  own.set(chosen, made)
  return made
}

/** A context of another process, here. */
export function restoreContext(method: unknown): Context {
  return getContext(method as StartMethod)
}

/** Of each process one for each method. */
const contexts = new WeakMap<ProcessContext, Map<StartMethod, Context>>()

/** What `getContext` returns. Its classes are the module's own, told while they make an object for whom it is made. */
export class Context {
  declare readonly getStartMethod: () => StartMethod
  readonly #method: StartMethod

  constructor(method: StartMethod, library: Members) {
    this.#method = method
    const members: Record<string, unknown> = {}
    for (const [name, value] of Object.entries(library)) {
      members[name] = isMaker(name, value) ? bind(value, method) : value
    }
    members.Process = PROCESSES[method]
    members.getStartMethod = () => method
    members.getContext = (other?: StartMethod | null) =>
      other === undefined || other === null ? this : getContext(other)
    members.setStartMethod = () => {
      throw new ValueError(
        'context.concrete',
        { method },
        `The start method of a context cannot be changed: this one is of "${method}". Call getContext() with another.`,
      )
    }
    Object.assign(this, members)
  }

  [TRANSFER](): Transfer {
    return transferOf('multiprocessing.Context', this.#method, [])
  }

  [INSPECT](): string {
    return `<${CONTEXT_NAMES[this.#method]}>`
  }
}

/** By Python's rule of names, what begins with a capital makes something; errors do not care for whom. */
function isMaker(name: string, value: unknown): value is Function {
  return typeof value === 'function' && /^[A-Z]/.test(name) && !(value.prototype instanceof Error)
}

/** The same class or function: while it makes an object, the process's `making` says for which start method. */
function bind(maker: Function, method: StartMethod): Function {
  const making = <T>(make: () => T): T => {
    const context = current()
    const before = context.making
    context.making = method
    try {
      return make()
    } finally {
      context.making = before
    }
  }
  return new Proxy(maker, {
    apply: (target, self, args) => making(() => Reflect.apply(target, self, args)),
    construct: (target, args, newTarget) => making(() => construct(target, args, newTarget) as object),
  })
}

function requireMethod(method: StartMethod): void {
  if (METHODS.includes(method)) return
  throw new ValueError(
    'context.method',
    { method: String(method), known: METHODS.join(', ') },
    `There is no start method "${String(method)}". Use one of ${METHODS.join(', ')}.`,
  )
}
