import type { Kernel } from '../../kernel/kernel.ts'
import type { CompiledProgram } from '../../program/compiled.ts'
import type { StartMethod } from '../../program/plan.ts'
import type { ProgramRuntime } from '../../program/runtime.ts'
import type { Lifetime } from './lifetime.ts'
import type { ExceptHook, Heritage } from './order.ts'
import type { ProgramTables } from './tables.ts'
import type { StackReader } from './traceback.ts'

/**
 * What `exit()` throws: not an Error, so that it looks like nothing that a program means to catch. A `catch` of everything
 * holds it up only until the program's next call of the library, which throws it again.
 */
export class ExitRequest {
  constructor(readonly exitCode: number) {}
}

/** What a process needs to know of its program besides the factory. */
export type ProgramTable = Omit<CompiledProgram, 'code'>

/** Something to look after before each operation of the library. Cheap when there is nothing to do. */
export interface Chore {
  chore(): void
}

/** All that the library knows of the process that this worker is, or of which it is a thread. */
export interface ProcessContext {
  readonly kernel: Kernel
  readonly program: ProgramTable
  readonly tables: ProgramTables
  readonly stacks: StackReader
  readonly runtime: ProgramRuntime
  readonly lifetime: Lifetime
  /** Of the process, in its threads as well. */
  readonly name: string
  readonly daemon: boolean
  /** Which of the process's threads this is; null: the first one. */
  readonly thread: { readonly name: string; readonly daemon: boolean } | null
  /** What this process's threads that start from now on call when they end by an error; null: what prints it. */
  exceptHook: ExceptHook | null
  /** `1:2` for the second child of the main process's first child; '' for the main process. */
  identity: string
  /** What this process knows of the one that started it; null in the main process. */
  heritage: Heritage | null
  startMethod: StartMethod
  /** Whether the start method was set or used. */
  startMethodChosen: boolean
  /** Workers of pools made so far: they give the default names. */
  poolWorkers: number
  /** True while a spawned child evaluates the program again: it must not start children meanwhile. */
  bootstrapping: boolean
  /** The start method of the context that an object is being made for; null: the program's own. */
  making: StartMethod | null
  /** Executors of threads made so far: they give the threads' names. */
  threadPools: number
  /** What is done before each operation of the library, such as calling back for what was answered. Quick when idle. */
  readonly chores: Set<Chore>
  /** Set once `exit()` was called. */
  exiting: ExitRequest | null
}

let context: ProcessContext | null = null
let choring = false

/** A worker is one process at a time: called when it becomes one. */
export function enterProcess(next: ProcessContext): void {
  context = next
  choring = false
}

/** The process that asks. Throws `ExitRequest` again when it is on its way out. */
export function current(): ProcessContext {
  if (context === null) throw new Error('Internal error: the library is used outside a process')
  if (context.exiting !== null) throw context.exiting
  if (context.chores.size > 0 && !choring && !context.kernel.codec.busy) doChores(context.chores)
  return context
}

/** The same at a tick of the program's code, where no callback may come in between. */
export function ticking(): ProcessContext {
  if (context === null) throw new Error('Internal error: a tick outside a process')
  if (context.exiting !== null) throw context.exiting
  return context
}

/** What a chore calls may use the library: it is not at its chores twice. */
function doChores(chores: ReadonlySet<Chore>): void {
  choring = true
  try {
    for (const one of chores) one.chore()
  } finally {
    choring = false
  }
}
