import type { SourcePlace } from './program.ts'

/**
 * What went wrong, as data: `code` and `params` make words in the reader's language (`i18n`), `message` is the English
 * text for logs and for codes that a reader's version does not know.
 */
export interface Problem {
  readonly code: string
  readonly params: Readonly<Record<string, string | number>>
  readonly message: string
  readonly place: SourcePlace | null
  /** Name of the process it happened in, where one is known. */
  readonly process: string | null
}

/** One edge of the wait-for graph: a lane that is blocked, on what, since which line, and who holds it. */
export interface WaitEdge {
  readonly lane: number
  readonly process: string
  /** The operation as a reader knows it: `Lock.acquire`, `Queue.get`, `Process.join`. */
  readonly operation: string
  /** The object's label: `Lock-1`; for a join the process's name. */
  readonly object: string
  readonly place: SourcePlace | null
  /** Name of the process that holds the object, if one does. */
  readonly holder: string | null
  /** Lane whose doing it waits for: the holder's, or that of the process or thread that it joins. */
  readonly target?: number
  readonly detail?: WaitDetail
}

/** What else there is to say of a wait. `barrier`: how many have yet to arrive. `worker`: a task of a pool or executor waits. */
export type WaitDetail = { readonly kind: 'barrier'; readonly missing: number } | { readonly kind: 'worker' }

/** How a run ended. */
export type Outcome =
  | { readonly kind: 'finished'; readonly exitCode: number }
  | { readonly kind: 'failed'; readonly problem: Problem }
  | { readonly kind: 'deadlocked'; readonly waits: readonly WaitEdge[] }
  | { readonly kind: 'stopped'; readonly by: 'person' | 'timeLimit' }
