/** What a process can learn of itself and of the machine. There are no files, no environment and no `os._exit`: use `sys.exit`. */
declare module 'os' {
  /** The id of this process. Its threads have the same one. */
  export function getpid(): number
  /** The id of the process that started this one; 0 in the main process. */
  export function getppid(): number
  /** How many logical processors the machine has, whatever number of cores the run uses. */
  export function cpuCount(): number
  /** How many cores this run may use at the same time: set in the toolbar. */
  export function processCpuCount(): number
  /**
   * Sends a signal to a process, which ends at once: nobody here can catch a signal. Signal 0 only looks whether there is such
   * a process. Throws ProcessLookupError when there is none.
   * @example
   * kill(p.pid, SIGTERM)
   */
  export function kill(pid: number, signal: number): void
  /** The system could not do what it was asked for. */
  export class OSError extends Error {
    /** What happened, as a short name. */
    readonly code: string
  }
  /** There is no process of that number. */
  export class ProcessLookupError extends OSError {}
}
