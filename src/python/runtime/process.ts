import type { Host } from '../../kernel/host.ts'
import { Kernel } from '../../kernel/kernel.ts'
import { Head } from '../../kernel/memory/layout.ts'
import { GreenLanes } from '../../kernel/scheduling/greenLanes.ts'
import type { HostPackages } from '../../program/compiled.ts'
import type { Problem } from '../../program/outcome.ts'
import type { Plan } from '../../program/plan.ts'
import type { SourceFile } from '../../program/program.ts'
import { PythonSites } from '../../program/pythonSites.ts'
import { LaneFlag } from '../../trace/events.ts'
import { mountFiles } from '../files/mountFiles.ts'
import { mountPackages } from '../files/packages.ts'
import type { Python } from './boot.ts'
import { firstDifference } from './firstDifference.ts'
import { adoptMemory, copyMemory, discardMemory, forgetMemory, type MemoryPost } from './fork.ts'
import { type BridgePart, type PythonCallable, readPayload, type WorkerHooks } from './hooks.ts'
import { HOME, settingsText } from './settings.ts'

export interface ProcessParts {
  readonly arena: SharedArrayBuffer
  readonly slot: number
  /** Its clock must not be the global one, which Python's replaces. */
  readonly host: Host
  /** The program; the first file is its entry. */
  readonly files: readonly SourceFile[]
  readonly packages: HostPackages
  readonly plan: Plan
  /** Told of the error that ended the main process. */
  readonly report: (problem: Problem) => void
  readonly post: MemoryPost
  /** Told when the process has ended by `os._exit`: its code stays where it is, and what `servePython` promised is never settled. */
  readonly exited?: () => void
  /** Told of what went wrong outside Python in a thread that nobody awaits. The run can't go on. */
  readonly failed: (error: unknown) => void
  readonly createBridge: (lanes: GreenLanes, hooks: WorkerHooks) => BridgePart
}

/** Functions of `weft_process.py`: each returns the exit code of its process. */
type Entry = 'run_main' | 'spawn_main' | 'fork_main'

/**
 * Makes the worker of a Python that has run nothing a process of a run: waits until it is claimed, runs the program's part,
 * exits with its code. Resolves when the process has ended. The worker is of no use afterwards.
 */
export async function servePython(python: Python, parts: ProcessParts): Promise<void> {
  const { arena, slot, host, files, plan, report, post } = parts
  const { pyodide, module, names, stacks, clock, quick, interrupts } = python
  const kernel = Kernel.attach(arena, slot, host)
  const start = kernel.waitForClaim(MAIN_NAME)
  clock.follow(() => kernel.now(), host.now, kernel.memory.floats[Head.ClockOrigin / 2] as number)
  const mounted = mountFiles(module, kernel)
  mountPackages(module, parts.packages.installed)
  const { wheels, refused } = start.main ? mounted.installProgram(files) : NO_WHEELS
  const lanes = new GreenLanes(kernel)
  const sites = new PythonSites(files)
  let copies = 0
  const exit = (exitCode: number): never => {
    kernel.exit(exitCode)
    parts.exited?.()
    return standStill()
  }
  /** What C has broken ends the process by a signal, and no other one. */
  const crashed = (error: unknown): never => {
    if (start.main || !(error instanceof WebAssembly.RuntimeError)) throw error
    bridge.bridge.write(STDERR, `${start.process.name} crashed: ${error.message}\n`, 0)
    bridge.end()
    return exit(error.message === ABORTED ? -SIGABRT : -SIGSEGV)
  }
  const failed = (error: unknown): never => {
    parts.failed(error)
    return standStill()
  }
  const bridge = parts.createBridge(lanes, {
    settings: settingsText(files, plan, {
      name: start.process.name,
      first: start.main,
      started_by: start.main ? plan.startMethod : start.startMethod,
      daemon: (start.process.flags & LaneFlag.Daemon) !== 0,
      wheels,
      refused,
      others: parts.packages.others,
    }),
    greenThread(run) {
      const thread = stacks.thread(run)
      return () => thread().catch(crashed).catch(failed)
    },
    copyMemory: copied => copyMemory(python, mounted, `${kernel.pid}:${++copies}`, post, copied),
    discardMemory: memory => discardMemory(mounted, memory, post),
    forgetMemory: memory => forgetMemory(memory, post),
    heap: () => module.HEAPU8,
    allocate(bytes) {
      const address = module._malloc(bytes)
      if (address === 0) throw new RangeError('There is no memory for a copy of shared memory.')
      return address
    },
    free: address => module._free(address),
    firstDifference: firstDifference(python.functions.memory),
    exit,
    siteOf: (file, line) =>
      sites.siteOf(file.startsWith(`${HOME}/`) ? file.slice(HOME.length + 1) : file, line),
    report,
  })
  const { memory, body } = start.main ? NO_PAYLOAD : readPayload(start.payload)
  const connect = (): void => {
    names.connect(bridge.bridge)
    quick.connect(bridge.bridge)
    interrupts.connect(module, {
      look() {
        stacks.protect()
        // What a handler of a signal raises in code that only JavaScript called would be lost: it comes a little later.
        return !stacks.isUnsuspended && bridge.tick()
      },
      signalled: () => !stacks.isUnsuspended && bridge.signalled(),
      now: host.now,
    })
    // It only sets the flag: that buffer stays as it is.
    pyodide.setInterruptBuffer(new Uint8Array(1))
  }
  let entry: Entry = 'run_main'
  let said = body
  if (memory.length > 0) {
    await adoptMemory(python, mounted, memory, post, () => {
      connect()
      bridge.inherit(body)
    })
    entry = 'fork_main'
  } else {
    connect()
    if (!start.main) {
      said = bridge.inherit(body)
      entry = 'spawn_main'
    }
  }
  const exitCode = await callEntry(python, entry, said).catch(crashed)
  bridge.end()
  kernel.exit(exitCode)
}

async function callEntry({ pyodide, stacks }: Python, entry: Entry, said: Uint8Array): Promise<number> {
  const run = pyodide.pyimport('weft_process')[entry] as PythonCallable
  const exitCode = await stacks.main(run, entry === 'spawn_main' ? [said] : [])
  return typeof exitCode === 'number' ? exitCode : 1
}

/** Until somebody terminates the worker. */
function standStill(): never {
  for (;;) Atomics.wait(NEVER, 0, 0)
}

/** As `multiprocessing` calls it. */
const MAIN_NAME = 'MainProcess'
const STDERR = 2
const SIGABRT = 6
const SIGSEGV = 11
/** What WebAssembly says of `abort()`. */
const ABORTED = 'unreachable'
const NEVER = new Int32Array(new SharedArrayBuffer(4))
const NO_PAYLOAD = { memory: new Uint8Array(0), body: new Uint8Array(0) }
const NO_WHEELS = { wheels: [], refused: [] }
