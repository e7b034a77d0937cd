/** What the kernel needs from the world it runs in; one per worker. */
export interface Host {
  /** Milliseconds, monotonic, on one origin for all workers of a run. */
  now(): number
  /** Asks for one more worker to be booted. */
  requestWorker(): void
  /** Asks that the worker in `slot`, whose killed flag is set, be terminated and then buried. */
  requestKill(slot: number): void
  /** The run is over: `status` in the arena's header says how. */
  runEnded(): void
  /** Calls back in a new macrotask, when all microtasks have run, and not before `ms` have passed. */
  later(callback: () => void, ms?: number): void
  /** UTF-8 of a text, in private memory. */
  encodeText(text: string): Uint8Array
  /** The text of UTF-8 bytes in private memory. */
  decodeText(bytes: Uint8Array): string
}
