import type { Host } from '../../kernel/host.ts'
import { Kernel } from '../../kernel/kernel.ts'
import { Codec } from '../../kernel/memory/values/index.ts'
import type { Problem } from '../../program/outcome.ts'
import type { ProgramFactory } from '../../program/runtime.ts'
import { LaneFlag } from '../../trace/events.ts'
import { finishExecutors } from '../futures/exit.ts'
import { runExecutorWorker } from '../futures/worker.ts'
import { runPoolWorker } from '../multiprocessing/poolWorker.ts'
import { becomeProcess } from '../multiprocessing/process.ts'
import { threadFailed } from '../threading/excepthook.ts'
import { runThread } from '../threading/thread.ts'
import { setWorkers } from '../workers.ts'
import { isInstance, isThenable } from './builtins.ts'
import { ExitRequest, enterProcess, type ProcessContext, type ProgramTable } from './current.ts'
import { installGlobals } from './globals.ts'
import { Lifetime } from './lifetime.ts'
import { decodeOrder, type Order } from './order.ts'
import { prepare, rehearse } from './preparation.ts'
import { problemOf, tracebackOf } from './problems.ts'
import { type BufferPost, ProgramBuffers } from './programBuffers.ts'
import { Runtime } from './runtime.ts'
import { registerRevivers, sharedNames } from './shared.ts'
import { ProgramTables } from './tables.ts'
import { StackReader } from './traceback.ts'

type StartOrder = ReturnType<Kernel['waitForClaim']>

export interface ProcessParts {
  readonly arena: SharedArrayBuffer
  readonly slot: number
  readonly host: Host
  readonly program: ProgramTable
  readonly factory: ProgramFactory
  /** Told of the error that ended the main process. */
  readonly report: (problem: Problem) => void
  /** How the program's own SharedArrayBuffers come and go. */
  readonly post: BufferPost
  /** Whether the worker was a process of this run before. */
  readonly reused: boolean
  /** Called when all is in place, before any code of the program runs. */
  readonly inPlace: () => void
}

/**
 * Makes this worker a process of a run: waits until it is claimed, runs the program's part, exits with its code. Resolves
 * when the process has ended: true when it went as it should, and nothing goes on.
 */
export async function runProcess({
  arena,
  slot,
  host,
  program,
  factory,
  report,
  post,
  reused,
  inPlace,
}: ProcessParts): Promise<boolean> {
  const kernel = Kernel.attach(arena, slot, host, reused)
  const buffers = new ProgramBuffers(post, arena, () => kernel.lane)
  setWorkers(kernel.settings.workers)
  const tables = new ProgramTables(program, factory, shared, host, buffers)
  const stacks = new StackReader(program)
  const codec = new Codec(tables)
  registerRevivers(codec)
  kernel.codec = codec
  const prepared = prepare(factory, tables, stacks)
  if (!reused) rehearse(codec, tables)
  const lifetime = new Lifetime(kernel)
  installGlobals({ kernel, stacks, lifetime })
  inPlace()
  const start = kernel.waitForClaim()
  // Only now, before any code of the program, does this worker hear messages. It keeps its core meanwhile, as if it ran.
  const needed = codec.sharedBuffersOf(start.payload)
  if (needed.length > 0) await buffers.fetch(needed)
  // A thread begins like a forked child: with the declarations alone, and a copy of its starter's variables.
  const copied = !start.main && (start.thread || start.startMethod === 'fork')
  const evaluatedAgain = start.startMethod !== 'fork' && !start.main
  const ahead = copied && !evaluatedAgain ? prepared : null
  const runtime = ahead ?? new Runtime(evaluatedAgain ? '__mp_main__' : '__main__', copied, tables, stacks)
  kernel.site = () => runtime.site
  const context: ProcessContext = {
    kernel,
    program,
    tables,
    stacks,
    runtime,
    lifetime,
    name: start.process.name,
    daemon: (start.process.flags & LaneFlag.Daemon) !== 0,
    thread: start.thread ? { name: start.name, daemon: (start.flags & LaneFlag.Daemon) !== 0 } : null,
    exceptHook: null,
    identity: '',
    startMethod: start.main ? kernel.settings.startMethod : start.startMethod,
    startMethodChosen: evaluatedAgain,
    heritage: null,
    making: null,
    poolWorkers: 0,
    bootstrapping: !start.main && !copied,
    threadPools: 0,
    chores: new Set(),
    exiting: null,
  }
  enterProcess(context)
  const failure = await context.lifetime.run(() => perform(context, start, ahead === null ? factory : null))
  const exitCode = exitCodeOf(failure, context, start.main, report)
  finishExecutors(context)
  const clean = (failure === null || isInstance(failure.error, ExitRequest)) && lifetime.quiet && kernel.quiet
  kernel.exit(exitCode)
  return clean && kernel.quiet
}

/** Taken when a worker loads, before any program. */
const shared = sharedNames()

/** The work of the process. Blocks as long as the program does; a promise once the program is async. `factory` null: evaluated ahead. */
async function perform(
  context: ProcessContext,
  start: StartOrder,
  factory: ProgramFactory | null,
): Promise<void> {
  const evaluated = factory?.(context.runtime).evaluate()
  if (isThenable(evaluated)) await evaluated
  if (start.main) return
  context.bootstrapping = false
  const order = decodeOrder(context, start.payload, context.runtime.forked)
  inherit(context, order)
  if (order.kind === 'thread') {
    await runThread(context, order)
    return
  }
  if (order.kind === 'pool') {
    await runPoolWorker(context, order)
    return
  }
  if (order.kind === 'executor') {
    await runExecutorWorker(context, order)
    return
  }
  const args = [order.target ?? undefined, order.args, order.kwargs === null ? {} : { kwargs: order.kwargs }]
  const result = becomeProcess(context, args, order).run()
  if (isThenable(result)) await result
}

function inherit(context: ProcessContext, { identity, heritage }: Order): void {
  context.identity = identity
  // The main process's threads are told of itself, as it has no parent.
  context.heritage = heritage.pid === context.kernel.pid ? null : heritage
  context.startMethod = heritage.startMethod
  context.startMethodChosen ||= heritage.startMethodChosen
}

function exitCodeOf(
  failure: { readonly error: unknown } | null,
  context: ProcessContext,
  main: boolean,
  report: (problem: Problem) => void,
): number {
  if (context.thread !== null) {
    if (context.exiting === null && failure !== null) threadFailed(context, failure.error)
    return context.exiting?.exitCode ?? (failure === null ? 0 : 1)
  }
  // Whatever a `catch` made of it, a process that asked to exit exits with that code.
  if (context.exiting !== null) return context.exiting.exitCode
  if (failure === null) return 0
  const { error } = failure
  if (isInstance(error, ExitRequest)) return error.exitCode
  const { kernel, stacks, name } = context
  const heading = main ? '' : `Process ${name}:\n`
  kernel.trace.output(2, heading + tracebackOf(error, stacks), kernel.site())
  if (main) report(problemOf(error, stacks, name))
  return 1
}
