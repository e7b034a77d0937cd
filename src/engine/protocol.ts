import type { CompiledProgram } from '../program/compiled.ts'
import type { Outcome, Problem } from '../program/outcome.ts'
import type { Plan } from '../program/plan.ts'

/**
 * Every message between app, frame and workers. The frame's window hears one `Connect`; all else goes over MessagePorts.
 * What the app hears comes from a stranger: it goes through `parse.ts` first.
 */

/** App → frame's window, with the port of all further messages. */
export interface Connect {
  readonly type: 'weft-connect'
}

/** App → frame. Runs are numbered by the app; the frame has one at a time. */
export type AppToFrame =
  | { readonly type: 'warmUp'; readonly workers: number }
  /** With the collector's end of a port on which the app hears `CollectorToApp`. */
  | { readonly type: 'run'; readonly run: number; readonly program: CompiledProgram; readonly plan: Plan }
  | { readonly type: 'stop'; readonly run: number; readonly by: 'person' | 'timeLimit' }

/** Frame → app. */
export type FrameToApp =
  /** Whether workers start from blob URLs; else from `data:` URLs. */
  | { readonly type: 'ready'; readonly blobs: boolean }
  | { readonly type: 'unusable'; readonly message: string }
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
/** Most parts of a batch; also above every number of a slot. More than any arena has. */
export const MAX_PARTS = 1024

/** Frame → worker of either kind, the first message, with the worker's port. */
export interface Boot {
  readonly type: 'boot'
  /** `performance.timeOrigin` of the frame: the origin of the one clock of all workers. */
  readonly epoch: number
}

/** Supervisor → process worker. */
export type SupervisorToProcess =
  | {
      readonly type: 'attach'
      readonly arena: SharedArrayBuffer
      readonly slot: number
      readonly program: Omit<CompiledProgram, 'code'>
      readonly programUrl: string
    }
  /** Enter the kernel. The main process begins at once, the others wait there until they are claimed. */
  | { readonly type: 'enter' }
  /** The buffers that it asked for, in that order. */
  | { readonly type: 'buffers'; readonly buffers: readonly SharedArrayBuffer[] }

/** Process worker → supervisor. The supervisor knows by the port who speaks. */
export type ProcessToSupervisor =
  | { readonly type: 'booted' }
  /** The program is loaded. */
  | { readonly type: 'attached' }
  | { readonly type: 'requestWorker' }
  | { readonly type: 'requestKill'; readonly slot: number }
  /** A SharedArrayBuffer of the program's own, told of before a child is claimed that needs it. */
  | { readonly type: 'shareBuffer'; readonly id: string; readonly buffer: SharedArrayBuffer }
  /** A child that has been claimed needs these before it begins. */
  | { readonly type: 'needBuffers'; readonly ids: readonly string[] }
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
  /** Nobody writes any more: tell how the run ended, send what is left, then `drained`. */
  | { readonly type: 'finish' }

/** Collector → supervisor. */
export type CollectorToSupervisor =
  | { readonly type: 'booted' }
  | { readonly type: 'requestWorker' }
  | { readonly type: 'requestKill'; readonly slot: number }
  | { readonly type: 'runEnded' }
  | { readonly type: 'buried'; readonly slot: number }
  /** How the run ended, as the arena says. */
  | { readonly type: 'concluded'; readonly outcome: Outcome }
  | { readonly type: 'drained' }
  | { readonly type: 'broken'; readonly message: string }
