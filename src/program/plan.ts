/** How a child process comes into being (see `multiprocessing`, "Contexts and start methods"). */
export type StartMethod = 'fork' | 'spawn' | 'forkserver'

/** Who may run next: all at once, one at a time by a seeded choice, or as a recorded schedule says. */
export type PolicyName = 'free' | 'controlled' | 'replay'

/** As the program says, or all of one kind: for comparing threads with processes. */
export type WorkerKind = 'asWritten' | 'threads' | 'processes'

/** How to run a program. */
export interface Plan {
  /** Core tokens: how many processes may run at the same time. At least 1. */
  readonly cores: number
  /** What `cpuCount()` answers: the machine's logical processors, whatever `cores` says. */
  readonly cpuCount: number
  readonly startMethod: StartMethod
  /** Time slice in milliseconds after which a process gives its core to one that waits; null: never. */
  readonly quantum: number | null
  /** Whether one thread of a process runs at a time, as in Python with its global interpreter lock. */
  readonly gil: boolean
  /** Milliseconds after which a running thread gives the GIL to one that waits for it. */
  readonly switchInterval: number
  /** What the program's workers are, whatever it says: `threads` runs each Process, Pool and process executor as threads. */
  readonly workers: WorkerKind
  /** Whether operations that do not wait are recorded as well: each acquire of a free lock, each put. */
  readonly operations: boolean
  /** Whether the clock jumps to the next deadline when every process sleeps. */
  readonly skipIdle: boolean
  readonly policy: PolicyName
  /** Seed of a controlled run and of everything random in the library. */
  readonly seed: number
  /** The lanes to choose, in order, for policy `replay`. */
  readonly schedule: readonly number[]
  /** A run is stopped after this many milliseconds. */
  readonly timeLimit: number
  /** Most processes alive at once: a Python process takes about 115 MB. */
  readonly maxProcesses: number
  /** Python: whether threads may be switched before any bytecode, as CPython does not, so that lost updates show. */
  readonly switchAnywhere: boolean
}

/** As many as the kernel has room for. */
const MOST_PROCESSES = 64
const DEFAULT_TIME_LIMIT = 60_000
const DEFAULT_QUANTUM = 10
/** ms, as in Python. */
const DEFAULT_SWITCH_INTERVAL = 5

/** A plan with every field at its default, for a machine of `cpuCount` logical processors. */
export function defaultPlan(cpuCount: number): Plan {
  return {
    cores: cpuCount,
    cpuCount,
    startMethod: 'fork',
    quantum: DEFAULT_QUANTUM,
    gil: true,
    switchInterval: DEFAULT_SWITCH_INTERVAL,
    workers: 'asWritten',
    operations: true,
    skipIdle: false,
    policy: 'free',
    seed: 1,
    schedule: [],
    timeLimit: DEFAULT_TIME_LIMIT,
    maxProcesses: MOST_PROCESSES,
    switchAnywhere: false,
  }
}
