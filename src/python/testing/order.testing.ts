import type { BlockedLane } from '../../kernel/process/collectorKernel.ts'
import type { HostPackages } from '../../program/compiled.ts'
import type { Problem } from '../../program/outcome.ts'
import type { Plan } from '../../program/plan.ts'
import type { SourceFile } from '../../program/program.ts'
import type { PythonAssets } from '../runtime/boot.ts'

/** What the page asks of the test world: first `open`, then a program at a time. */
export type WorldOrder =
  | { readonly type: 'open'; readonly script: string; readonly assets: Omit<PythonAssets, 'base'> }
  | { readonly type: 'run'; readonly files: readonly SourceFile[]; readonly options: RunOptions }
  /** Starts so many Pythons at once, from the base snapshot, and ends them. */
  | { readonly type: 'starts'; readonly count: number }

export interface RunOptions {
  readonly plan?: Partial<Plan>
  /** Seconds until the run is given up. */
  readonly timeout?: number
  /** Seconds without a word of the program after which it is given up, too. */
  readonly patience?: number
  /** Seconds after which SIGINT is sent to the processes that handle it, as Stop pressed once does. */
  readonly interrupt?: number
  /** Workers that stand ready for children. */
  readonly ready?: number
  readonly arenaBytes?: number
  /** Wheels that the host has installed. */
  readonly installed?: readonly SourceFile[]
}

export type WorldMessage =
  | { readonly type: 'opened'; readonly baseBytes: number; readonly baseTime: number }
  | { readonly type: 'output'; readonly stream: 1 | 2; readonly text: string }
  | { readonly type: 'ended'; readonly ended: Ended }
  /** ms until all of them stood ready. */
  | { readonly type: 'started'; readonly time: number }
  | { readonly type: 'broken'; readonly message: string }

/** How a run ended. */
export interface Ended {
  readonly status: 'finished' | 'deadlocked' | 'timeout'
  readonly exitCode: number
  /** Who waited for what, unless it finished. */
  readonly blocked: readonly (BlockedLane & { readonly place: string })[]
  readonly problems: readonly Problem[]
  /** What went wrong in a worker, outside Python. */
  readonly errors: readonly string[]
  /** ms from the main process's start. */
  readonly wall: number
  readonly boots: number
  /** ms that each worker took to start its Python. */
  readonly bootTimes: readonly number[]
  /** What is left in the arena: words in use, live lanes, and objects by the names of their types. */
  readonly left: {
    readonly words: number
    readonly lanes: number
    readonly objects: Readonly<Record<string, number>>
  }
}

/** What a worker is told. */
export type WorkerOrder =
  | { readonly role: 'base' | 'prepare'; readonly assets: PythonAssets }
  | {
      readonly role: 'process'
      readonly arena: SharedArrayBuffer
      readonly slot: number
      readonly epoch: number
      readonly files: readonly SourceFile[]
      readonly packages: HostPackages
      readonly plan: Plan
    }
  | { readonly role: 'buffers'; readonly buffers: readonly SharedArrayBuffer[] }

/** What a worker tells. */
export type WorkerMessage =
  | { readonly kind: 'base'; readonly base: SharedArrayBuffer }
  | { readonly kind: 'prepared'; readonly time: number }
  | { readonly kind: 'attached' | 'exited' | 'requestWorker' | 'runEnded' }
  | { readonly kind: 'kill'; readonly slot: number }
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'share'; readonly id: string; readonly buffer: SharedArrayBuffer }
  | { readonly kind: 'need'; readonly ids: readonly string[] }
  | { readonly kind: 'drop'; readonly id: string }
  | { readonly kind: 'error'; readonly message: string }
