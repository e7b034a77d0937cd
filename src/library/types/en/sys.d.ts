/** This process. */
declare module 'sys' {
  /**
   * Ends this process; in a thread, the thread alone. `finally` and `using` blocks run. A number is the exit code, nothing means 0; anything else is
   * printed and means 1. What it throws is no Error and is thrown again if a `catch` holds it up.
   */
  export function exit(status?: unknown): never
  /** Seconds for which a thread may go on while another thread of its process waits for the GIL: 0.005 unless set. */
  export function getSwitchInterval(): number
  /** Sets the switch interval, in seconds, for the whole run. The shorter it is, the more often threads change. */
  export function setSwitchInterval(seconds: number): void
  /** The name of the entry file. */
  export const argv: readonly string[]
  /** Version of the library. */
  export const version: string
}
