import type { StartMethod } from '../../program/plan.ts'
import { OBJECT_NAMES, OPERATION_NAMES } from '../../trace/events.ts'

/** What the worker says of plan, program and process when it becomes one. */
export interface Settings {
  /** What `os.cpu_count()` answers. */
  readonly cpu_count: number
  /** Default start method of the run. */
  readonly start_method: StartMethod
  /** How this very process was started; the main process: as the run's default. */
  readonly started_by: StartMethod
  /** Seconds for which a thread keeps the GIL while another waits for it. */
  readonly switch_interval: number
  /** Whether threads may be switched before any bytecode. */
  readonly switch_anywhere: boolean
  /** Processes that may be alive at once. */
  readonly max_processes: number
  /** Of everything random: `random.seed`, hashes. */
  readonly seed: number
  /** Whether operations that do not wait are wanted in the trace (`SyncBridge.operation`). */
  readonly recorded: boolean
  /** `sys.argv`. */
  readonly argv: readonly string[]
  /** Directory in which the program's files lie, and which is current at the start. */
  readonly directory: string
  /** Paths of the program's files in that directory. */
  readonly files: readonly string[]
  /** The one that is run as `__main__`. */
  readonly entry: string
  /** Name of the process: `MainProcess` for the first. */
  readonly name: string
  /** Whether it is the first process of the run. */
  readonly first: boolean
  /** Whether it is a daemon. */
  readonly daemon: boolean
  /** Paths of the wheels that the program has; only the main process is told: the others learn `sys.path` from their parents. */
  readonly wheels: readonly string[]
  /** Wheels that can't be used, and why. */
  readonly refused: readonly { readonly path: string; readonly reason: string }[]
  /** Modules that the host has wheels of, which are not loaded because no import of them was found in the program's text. */
  readonly others: readonly string[]
}

/** What `Bridge.settings` answers, as JSON: `Settings` of `lib/weft_settings.py` has those that it needs. */
interface PythonSettings extends Settings {
  /** Absolute path of the entry. */
  readonly main: string
  /** Numbers of operations and of types of objects by the names that a reader knows. */
  readonly operations: Readonly<Record<string, number>>
  readonly objects: Readonly<Record<string, number>>
}

/** `text`: `Settings` as JSON. */
export function pythonSettings(text: string): string {
  const said = JSON.parse(text) as Settings
  const settings: PythonSettings = {
    ...said,
    main: `${said.directory}/${said.entry}`,
    operations: numbersOf(OPERATION_NAMES),
    objects: numbersOf(OBJECT_NAMES),
  }
  return JSON.stringify(settings)
}

function numbersOf(names: Readonly<Record<number, string>>): Record<string, number> {
  return Object.fromEntries(Object.entries(names).map(([number, name]) => [name, Number(number)]))
}
