import type { Disposer, FileDefinition, ProgramRuntime } from '../../program/runtime.ts'
import { twinOf } from '../awaitable.ts'
import { modules } from '../modules.ts'
import { withWorkers } from '../workers.ts'
import { applyFunction } from './builtins.ts'
import { current, ticking } from './current.ts'
import { BlockDisposer } from './disposer.ts'
import type { ProgramTables } from './tables.ts'
import type { StackReader } from './traceback.ts'

/** What compiled code calls `$`, for one process. */
export class Runtime implements ProgramRuntime {
  site = 0
  readonly #tables: ProgramTables
  readonly #stacks: StackReader

  constructor(
    readonly name: string,
    readonly forked: boolean,
    tables: ProgramTables,
    stacks: StackReader,
  ) {
    this.#tables = tables
    this.#stacks = stacks
  }

  library(specifier: string): Readonly<Record<string, unknown>> {
    const found = modules.get(specifier)
    if (found === undefined) throw new SyntaxError(`There is no module "${specifier}"`)
    return withWorkers(specifier, found)
  }

  define(file: number, definition: FileDefinition): void {
    this.#stacks.learn(CALLER)
    this.#tables.define(file, definition)
  }

  tick(): number {
    return ticking().kernel.tick()
  }

  disposer(): Disposer {
    return new BlockDisposer()
  }

  awaitMethod(target: unknown, method: PropertyKey, args: readonly unknown[]): unknown {
    const callee = (target as Record<PropertyKey, unknown>)[method]
    return call(callee, target, args, () => `${String(method)} is not a function`)
  }

  awaitCall(target: unknown, args: readonly unknown[]): unknown {
    return call(target, undefined, args, () => 'What is called after "await" is not a function')
  }

  thrown<T>(value: T, site: number): T {
    this.#stacks.noteThrow(value, site)
    return value
  }

  constant(name: string): never {
    throw new TypeError(`Assignment to constant variable "${name}".`)
  }
}

/** Frames between `StackReader.learn` and compiled code: `learn`, `define`. */
const CALLER = 2

function call(callee: unknown, self: unknown, args: readonly unknown[], problem: () => string): unknown {
  if (typeof callee !== 'function') throw new TypeError(problem())
  const twin = twinOf(callee)
  if (twin === null) return applyFunction(callee, self, args)
  const { lifetime } = current()
  const promise: Promise<unknown> = applyFunction(twin, self, args)
  lifetime.track(promise)
  return promise
}
