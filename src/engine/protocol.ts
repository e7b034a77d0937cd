import type { CompiledProgram } from '../program/compiled.ts'
import type { Outcome, Problem } from '../program/outcome.ts'
import type { Plan } from '../program/plan.ts'
import type { Language } from '../program/program.ts'

/**
 * Every message between app, frame and workers. The frame's window hears one `Connect`; all else goes over MessagePorts.
 * What the app hears comes from a stranger: it goes through `parse.ts` first.
 */

/** App → frame's window, with the port of all further messages. */
export interface Connect {
  readonly type: 'weft-connect'
}

/** Files that Python is made of, in the order in which they are named everywhere. */
export const PYTHON_FILES = ['wasm', 'stdlib', 'asm', 'loader', 'worker'] as const
export type PythonFiles<T> = Readonly<Record<(typeof PYTHON_FILES)[number], T>>

/** App → frame. Runs are numbered by the app; the frame has one at a time. */
export type AppToFrame =
  | { readonly type: 'warmUp'; readonly language: Language; readonly workers: number }
  /** What the frame needs of Python, each as soon as the app has it: the frame compiles, and starts a worker, meanwhile. */
  | { readonly type: 'pythonFile'; readonly name: keyof PythonFiles<unknown>; readonly bytes: ArrayBuffer }
  /**
   * All of them have been sent: a worker is to stand ready. Without `base` it makes one, and so must have run no program yet.
   * Answered by `preparing` until `pythonReady` or `pythonFailed`.
   */
  | { readonly type: 'python'; readonly base: ArrayBuffer | null }
  /** With the collector's end of a port on which the app hears `CollectorToApp`. */
  | { readonly type: 'run'; readonly run: number; readonly program: CompiledProgram; readonly plan: Plan }
  | { readonly type: 'stop'; readonly run: number; readonly by: 'person' | 'timeLimit' }
  /** SIGINT to every process that handles it. */
  | { readonly type: 'interrupt'; readonly run: number }
  /** A line that the person typed; null: there will be no more. */
  | { readonly type: 'input'; readonly run: number; readonly text: string | null }

/** How far Python is made ready in the frame. */
export interface Preparing {
  readonly step: 'compile' | 'start'
  readonly done: number
  readonly total: number
}

/** Frame → app. */
export type FrameToApp =
  /** Whether workers start from blob URLs; else from `data:` URLs. */
  | { readonly type: 'ready'; readonly blobs: boolean }
  | { readonly type: 'unusable'; readonly message: string }
  | ({ readonly type: 'preparing' } & Preparing)
  /** A base snapshot that the frame has made, for the app to keep. */
  | { readonly type: 'base'; readonly bytes: ArrayBuffer }
  /** A worker of Python stands ready: programs may come. */
  | { readonly type: 'pythonReady' }
  | { readonly type: 'pythonFailed'; readonly message: string }
  | { readonly type: 'started'; readonly run: number; readonly prepared: number }
  | { readonly type: 'ended'; readonly run: number; readonly outcome: Outcome }

/** Collector → app, on a port of the run. */
export type CollectorToApp =
  /** One transferred buffer of words: the parts of several slots, one after the other, one part of each slot. */
  | { readonly type: 'batch'; readonly words: ArrayBuffer; readonly parts: readonly Part[] }
  /** Nothing follows. */
  | { readonly type: 'drained' }

/** So many words of a batch belong to this slot. */
export interface Part {
  readonly slot: number
  readonly words: number
}

/** App → collector: so many bytes of batches have been dealt with. */
export interface Credit {
  readonly type: 'credit'
  readonly bytes: number
}

/** Bytes of batches that may be on their way to the app, not acknowledged. */
export const CREDIT_BYTES = 4 * 1024 * 1024
/** Longest batch that the collector sends. */
export const BATCH_BYTES = 256 * 1024
/** Longest base snapshot of Python: about twice what one takes. */
export const MAX_BASE_BYTES = 96 * 1024 * 1024
/** Longest line that a person types, in UTF-16 units. */
export const MAX_INPUT = 64 * 1024
/** Most parts of a batch; also above every number of a slot. More than any arena has. */
export const MAX_PARTS = 1024

/** Frame → worker of either kind, the first message, with the worker's port. */
export interface Boot {
  readonly type: 'boot'
  /** `performance.timeOrigin` of the frame: the origin of the one clock of all workers. */
  readonly epoch: number
}

/** What a worker of Python is made of: the first message on its port, from the stock that starts it. */
export interface PythonParts {
  readonly type: 'prepare'
  readonly module: WebAssembly.Module
  /** URLs of `pyodide.mjs` and `pyodide.asm.mjs`. */
  readonly loaderUrl: string
  readonly asmUrl: string
  readonly stdlib: SharedArrayBuffer
  /** Null: it starts from nothing, makes one and tells it (`base`). */
  readonly base: SharedArrayBuffer | null
}

/** Frame → worker of Python. */
export type FrameToPython =
  /** Comes before `prepare` to a worker that is started while the rest is on its way. */
  ({ readonly type: 'load' } & Pick<PythonParts, 'loaderUrl' | 'asmUrl'>) | PythonParts | SupervisorToProcess

/** Worker of Python → frame, in answer to `prepare`: it can be given a slot, and has made what it was asked for. */
export type PythonToFrame = { readonly type: 'base'; readonly bytes: SharedArrayBuffer } | ProcessToSupervisor

/** Supervisor → process worker. */
export type SupervisorToProcess =
  | {
      readonly type: 'attach'
      readonly arena: SharedArrayBuffer
      readonly slot: number
      readonly program: Omit<CompiledProgram, 'code'>
      /** Where the code of a TypeScript program is; '' for a Python program, whose files are in `program`. */
      readonly programUrl: string
      readonly plan: Plan
    }
  /** Enter the kernel. The main process begins at once, the others wait there until they are claimed. */
  | { readonly type: 'enter' }
  /** The buffers that it asked for, in that order. */
  | { readonly type: 'buffers'; readonly buffers: readonly SharedArrayBuffer[] }

/** Process worker → supervisor. The supervisor knows by the port who speaks. */
export type ProcessToSupervisor =
  | { readonly type: 'booted' }
  /** A worker of Python has started its interpreter. */
  | { readonly type: 'prepared' }
  /** The program is loaded. */
  | { readonly type: 'attached' }
  | { readonly type: 'requestWorker' }
  | { readonly type: 'requestKill'; readonly slot: number }
  /** A SharedArrayBuffer of the program's own, told of before a child is claimed that needs it. */
  | { readonly type: 'shareBuffer'; readonly id: string; readonly buffer: SharedArrayBuffer }
  /** A child that has been claimed needs these before it begins. */
  | { readonly type: 'needBuffers'; readonly ids: readonly string[] }
  /** Nobody will need this buffer again: the memory of a forked process, once its child has it. */
  | { readonly type: 'dropBuffer'; readonly id: string }
  /** The process has ended by itself, and the worker cannot be used for another. */
  | { readonly type: 'exited' }
  /** The arena's status says that the run is over. */
  | { readonly type: 'runEnded' }
  /** An error that nobody caught ended the main process. */
  | { readonly type: 'problem'; readonly problem: Problem }
  /** The worker itself cannot go on. */
  | { readonly type: 'broken'; readonly message: string }

/** Supervisor → collector. `collect` comes with the port to the app. */
export type SupervisorToCollector =
  | {
      readonly type: 'collect'
      readonly arena: SharedArrayBuffer
      readonly program: Omit<CompiledProgram, 'code'>
    }
  /** The worker in this slot was terminated. Without an exit code a signal killed it. */
  | { readonly type: 'bury'; readonly slot: number; readonly exitCode: number | null }
  | { readonly type: 'interrupt' }
  | { readonly type: 'input'; readonly text: string | null }
  /** Nobody writes any more: tell how the run ended, send what is left, then `drained`. */
  | { readonly type: 'finish' }

/** Collector → supervisor. */
export type CollectorToSupervisor =
  | { readonly type: 'booted' }
  | { readonly type: 'requestWorker' }
  | { readonly type: 'requestKill'; readonly slot: number }
  /** Nobody handles the signal that the person sent. */
  | { readonly type: 'notInterrupted' }
  | { readonly type: 'runEnded' }
  | { readonly type: 'buried'; readonly slot: number }
  /** How the run ended, as the arena says. */
  | { readonly type: 'concluded'; readonly outcome: Outcome }
  | { readonly type: 'drained' }
  | { readonly type: 'broken'; readonly message: string }
